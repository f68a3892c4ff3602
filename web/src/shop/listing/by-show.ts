import type { EventSummary } from '@foyer/contract/catalog.views'

/** The first event of each show at a venue, and how many more there are of it, in the order given. */
export const byShow = (events: readonly EventSummary[]): { event: EventSummary; more: number }[] =>
  groups(events, (event) => `${event.show.id} ${event.venue.id}`).map(([event, ...others]) => ({
    event,
    more: others.length,
  }))

/** Events of a show at a venue on one day together, in the order of the first of them: a cinema's afternoon is one row. */
export const byDay = (events: readonly EventSummary[]): Group[] =>
  groups(events, (event) => `${event.localDate} ${event.show.id} ${event.venue.id} ${event.title}`)

/** Events of a show at a venue together, in the order of the first of them: a play's whole month is one row. */
export const byRun = (events: readonly EventSummary[]): Group[] =>
  groups(events, (event) => `${event.show.id} ${event.venue.id} ${event.title}`)

export type Group = readonly [EventSummary, ...EventSummary[]]

function groups(events: readonly EventSummary[], keyOf: (event: EventSummary) => string): Group[] {
  const found = new Map<string, [EventSummary, ...EventSummary[]]>()
  for (const event of events) {
    const group = found.get(keyOf(event))
    if (group === undefined) found.set(keyOf(event), [event])
    else group.push(event)
  }
  return [...found.values()]
}
