import type { EventSummary } from '@foyer/contract/catalog.views'
import { byDay } from './by-show.ts'
import { EventRow } from './event-row.tsx'

interface EventRowsProps {
  readonly events: readonly EventSummary[]
  readonly poster?: boolean
}

/** Events one below the other; those of a show at one place on one day share a row. */
export const EventRows = ({ events, poster = true }: EventRowsProps) => (
  <ul className="border-b border-line">
    {byDay(events).map((group) => (
      <li key={group[0].id}>
        <EventRow group={group} poster={poster} />
      </li>
    ))}
  </ul>
)
