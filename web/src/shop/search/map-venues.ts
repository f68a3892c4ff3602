import type { EventSummary } from '@foyer/contract/catalog.views'

/** A venue on the map, with what is on there. */
export interface MapVenue {
  readonly id: string
  readonly name: string
  readonly city: string
  readonly lat: number
  readonly lng: number
  readonly events: readonly EventSummary[]
}

/** The venues of these events that have told where they stand. */
export function venuesOf(events: readonly EventSummary[]): readonly MapVenue[] {
  const venues = new Map<string, MapVenue & { events: EventSummary[] }>()
  for (const event of events) {
    const { id, name, city, location } = event.venue
    if (location === null) continue
    const venue = venues.get(id)
    if (venue === undefined) venues.set(id, { id, name, city, ...location, events: [event] })
    else venue.events.push(event)
  }
  return [...venues.values()]
}
