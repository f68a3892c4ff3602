import type { HallInput, VenueInput } from '@foyer/contract/catalog.schemas'
import type { Tx } from '../platform/database.ts'
import { announceCatalogChange } from './changes.ts'
import { takeFaultless, type Fault, type Feed, type Sourced, type Taken, type Written } from './feed.ts'
import { insertOwned, updateOwned, upsertOwned, type Columns } from './queries/rows.ts'
import { eventIdsAtVenues, lockVenue, moveLocalDates, venuesOf } from './queries/venues.ts'
import { refreshSearch } from './search/refresh.ts'
import { isTimeZone } from './zones.ts'

/** Adds a venue of this organiser. */
export async function addVenue(tx: Tx, organiserId: string, venue: VenueInput): Promise<Written> {
  const faults = venueFaults(venue)
  if (faults.length > 0) return { faults }
  return { id: await insertOwned(tx, 'venues', organiserId, venueColumns(venue)) }
}

/** Changes a venue, and with it what search and local days say of its events. Undefined: not there, or not theirs. */
export async function changeVenue(
  tx: Tx,
  organiserId: string,
  venueId: string,
  changes: Partial<VenueInput>,
): Promise<Written | undefined> {
  const current = await lockVenue(tx, organiserId, venueId)
  if (current === undefined) return undefined
  const venue = { ...current, ...changes }
  const faults = venueFaults(venue)
  if (faults.length > 0) return { faults }
  await updateOwned(tx, 'venues', organiserId, venueId, venueColumns(venue))
  await venuesChanged(tx, [venueId])
  return { id: venueId }
}

/** Takes venues of a feed. */
export async function upsertVenues(tx: Tx, feed: Feed, venues: readonly Sourced<VenueInput>[]): Promise<Taken[]> {
  const taken = await takeFaultless(venues, venueFaults, (faultless) =>
    upsertOwned(tx, 'venues', feed, faultless, venueColumns),
  )
  await venuesChanged(
    tx,
    taken.flatMap((venue) => (venue.outcome === 'changed' ? [venue.id] : [])),
  )
  return taken
}

/** Adds a hall to a venue of this organiser. Undefined: no such venue, or not theirs. */
export async function addHall(
  tx: Tx,
  organiserId: string,
  venueId: string,
  hall: HallInput,
): Promise<Written | undefined> {
  if ((await lockVenue(tx, organiserId, venueId)) === undefined) return undefined
  return { id: await insertOwned(tx, 'halls', organiserId, { venue_id: venueId, name: hall.name }) }
}

/** Takes halls of a feed; their venues belong to its organiser. */
export async function upsertHalls(
  tx: Tx,
  feed: Feed,
  halls: readonly Sourced<HallInput & { venueId: string }>[],
): Promise<Taken[]> {
  const owned = await venuesOf(
    tx,
    feed.organiserId,
    halls.map((hall) => hall.venueId),
  )
  return takeFaultless(
    halls,
    (hall) => (owned.has(hall.venueId) ? [] : [{ field: 'venueId', expected: 'a venue of this organiser' }]),
    (faultless) => upsertOwned(tx, 'halls', feed, faultless, (hall) => ({ venue_id: hall.venueId, name: hall.name })),
  )
}

/** What is wrong with a venue beyond what its schema says. */
function venueFaults(venue: VenueInput): Fault[] {
  const faults: Fault[] = []
  if (!isTimeZone(venue.timeZone))
    faults.push({ field: 'timeZone', expected: 'the name of an IANA time zone, e.g. Europe/Berlin' })
  if (!CURRENCIES.has(venue.currency)) faults.push({ field: 'currency', expected: 'an ISO 4217 currency code' })
  return faults
}

/** Currencies that the runtime knows by ISO 4217. */
export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

async function venuesChanged(tx: Tx, venueIds: readonly string[]): Promise<void> {
  if (venueIds.length === 0) return
  await moveLocalDates(tx, venueIds)
  await refreshSearch(tx, await eventIdsAtVenues(tx, venueIds))
  await announceCatalogChange(tx, 'all')
}

const venueColumns = (venue: VenueInput): Columns => ({
  name: venue.name,
  street: venue.street ?? null,
  additional: venue.additional ?? null,
  city: venue.city,
  state: venue.state ?? null,
  country: venue.country,
  postal_code: venue.postalCode ?? null,
  latitude: venue.location?.lat ?? null,
  longitude: venue.location?.lng ?? null,
  time_zone: venue.timeZone,
  currency: venue.currency,
  transport: venue.transport ?? null,
  accessibility: venue.accessibility ?? null,
})
