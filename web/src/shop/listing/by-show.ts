import type { EventSummary } from '@foyer/contract/catalog.views'

/** The first event of each show at a venue, and how many more there are of it, in the order given. */
export function byShow(events: readonly EventSummary[]): { event: EventSummary; more: number }[] {
  const found = new Map<string, { event: EventSummary; more: number }>()
  for (const event of events) {
    const key = `${event.show.id} ${event.venue.id}`
    const earlier = found.get(key)
    if (earlier === undefined) found.set(key, { event, more: 0 })
    else earlier.more++
  }
  return [...found.values()]
}
