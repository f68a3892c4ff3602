import type { EventView } from '@foyer/contract/catalog.views'

/** What each part of the page is given. */
export interface SectionProps {
  readonly event: EventView
  /** The event has changed: reads it again. */
  readonly again: () => Promise<void>
}
