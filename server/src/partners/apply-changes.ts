import type { Manifest, PlaceNo } from '@foyer/contract'
import type { PartnerChange, PartnerRefusal } from '@foyer/contract/partners'
import {
  findIdsBySource,
  findPlanFacts,
  prepareManifest,
  upsertEvents,
  upsertHalls,
  upsertSeatingPlans,
  upsertShows,
  upsertVenues,
  type Fault,
  type Feed as CatalogFeed,
  type OpenInventory,
  type Taken,
} from '../catalog/index.ts'
import { isUniqueViolation, type Database, type Tx } from '../platform/database.ts'
import { postgres } from '../platform/driver.ts'
import { MINUTE_MS } from '../platform/clock.ts'

/** What the partners need of the inventory. */
export interface PartnerNeighbours {
  readonly openInventory: OpenInventory
  /** Keeps places off sale because the partner sold them. @returns those that somebody here has. */
  readonly blockSold: (eventId: string, places: readonly PlaceNo[]) => Promise<readonly PlaceNo[] | 'busy' | 'unknown'>
  readonly unblock: (eventId: string, places: readonly PlaceNo[]) => Promise<'done' | 'busy' | 'unknown'>
}

/** The inventory could not take part of a message now: it is to be sent again, and changes nothing twice. */
export class TryAgain extends Error {}

/**
 * Takes the changes of a message in their order, each whole or not at all. Taking them again changes nothing, so that a
 * message whose taking was cut off is simply taken anew.
 */
export async function applyChanges(
  db: Database,
  neighbours: PartnerNeighbours,
  feed: CatalogFeed,
  sequence: number,
  changes: readonly PartnerChange[],
): Promise<PartnerRefusal[]> {
  const refused: PartnerRefusal[] = []
  for (const [position, change] of changes.entries()) {
    const faults =
      change.type === 'sales.put'
        ? await applySales(db, neighbours, feed, change)
        : await applyToCatalog(db, neighbours, feed, change)
    if (faults.length > 0)
      refused.push({
        sequence,
        position,
        change: change.type,
        faults: faults.map(({ field, expected }) => ({ field, expected })),
      })
  }
  return refused
}

type CatalogChange = Exclude<PartnerChange, { type: 'sales.put' }>

/** Data exceptions and broken constraints: the fault of a change. Anything else is a fault of the system. */
const REFUSED_BY_DATABASE = /^(?:22|23)/

async function applyToCatalog(
  db: Database,
  neighbours: PartnerNeighbours,
  feed: CatalogFeed,
  change: CatalogChange,
): Promise<readonly Fault[]> {
  try {
    return await db.transaction((tx) => applyOne(tx, neighbours, feed, change))
  } catch (error) {
    if (isUniqueViolation(error, 'halls_venue_id_name_key'))
      return [{ field: 'name', expected: 'a name that no other screen of the cinema has' }]
    if (error instanceof postgres.PostgresError && REFUSED_BY_DATABASE.test(error.code))
      return [{ field: 'change', expected: `what the database takes: ${error.message}` }]
    throw error
  }
}

async function applyOne(
  tx: Tx,
  { openInventory }: PartnerNeighbours,
  feed: CatalogFeed,
  change: CatalogChange,
): Promise<readonly Fault[]> {
  switch (change.type) {
    case 'cinema.put':
      return faultsOf(await upsertVenues(tx, feed, [{ ...change.cinema, sourceId: change.id }]))
    case 'film.put':
      return faultsOf(await upsertShows(tx, feed, [{ ...change.film, kind: 'film', sourceId: change.id }]))
    case 'screen.put': {
      const venueId = (await findIdsBySource(tx, 'venues', feed, [change.cinema])).get(change.cinema)
      if (venueId === undefined) return [{ field: 'cinema', expected: 'a cinema that was put before' }]
      const hall = await upsertHalls(tx, feed, [{ sourceId: change.id, venueId, name: change.name }])
      const hallId = hall[0] && 'id' in hall[0] ? hall[0].id : undefined
      const manifest = prepareManifest(screenPlan(change.name, change.rows))
      if (hallId === undefined || 'faults' in manifest) return 'faults' in manifest ? manifest.faults : faultsOf(hall)
      return faultsOf(
        await upsertSeatingPlans(tx, feed, [{ sourceId: change.id, hallId, name: 'All seats', manifest }]),
      )
    }
    case 'showtime.put': {
      const showId = (await findIdsBySource(tx, 'shows', feed, [change.film])).get(change.film)
      const plan = (await findPlanFacts(tx, feed, [change.screen])).get(change.screen)
      if (showId === undefined) return [{ field: 'film', expected: 'a film that was put before' }]
      if (plan === undefined) return [{ field: 'screen', expected: 'a screen that was put before' }]
      const startsAt = new Date(change.startsAt)
      const { lengthMinutes, onSaleAt, currency, price } = change
      const event = {
        sourceId: change.id,
        status: change.status ?? 'scheduled',
        showId,
        ...plan,
        startsAt,
        endsAt: lengthMinutes === undefined ? null : new Date(startsAt.getTime() + lengthMinutes * MINUTE_MS),
        onSaleAt: onSaleAt ? new Date(onSaleAt) : null,
        features: change.features ?? [],
        ...(currency === undefined ? {} : { currency }),
        priceLevels: [{ name: 'Standard', categories: [CATEGORY], ...price }],
      }
      return faultsOf(await upsertEvents(tx, feed, [event], openInventory))
    }
  }
}

async function applySales(
  db: Database,
  { blockSold, unblock }: PartnerNeighbours,
  feed: CatalogFeed,
  { showtime, sold = [], freed = [] }: Extract<PartnerChange, { type: 'sales.put' }>,
): Promise<Fault[]> {
  const eventId = (await findIdsBySource(db.sql, 'events', feed, [showtime])).get(showtime)
  if (eventId === undefined) return [{ field: 'showtime', expected: 'a showtime that was put before' }]
  const faults: Fault[] = []
  if (freed.length > 0) {
    const outcome = await unblock(eventId, freed)
    if (outcome === 'busy') throw new TryAgain('the inventory is busy')
    if (outcome === 'unknown') faults.push({ field: 'freed', expected: 'places of the showtime' })
  }
  if (sold.length === 0) return faults
  const taken = await blockSold(eventId, sold)
  if (taken === 'busy') throw new TryAgain('the inventory is busy')
  if (taken === 'unknown') faults.push({ field: 'sold', expected: 'places of the showtime' })
  else if (taken.length > 0)
    faults.push({ field: 'sold', expected: `places that nobody here has; somebody has ${taken.join(', ')}` })
  return faults
}

const faultsOf = (taken: readonly Taken[]): readonly Fault[] =>
  taken.flatMap((one) => (one.outcome === 'refused' ? one.faults : []))

const CATEGORY = 'standard'
const SEAT = 10
const ROW = 12

/** A screen as rows one behind another, each in the middle. */
function screenPlan(name: string, rows: readonly { row: string; seats: number }[]): Manifest {
  const widest = Math.max(...rows.map(({ seats }) => seats)) * SEAT
  return {
    version: 1,
    name,
    focal: [widest / 2, 0],
    bounds: [0, 0, widest, (rows.length + 2) * ROW],
    categories: [{ key: CATEGORY, name: 'Standard' }],
    sections: [
      {
        kind: 'seated',
        key: 'seats',
        name: 'Seats',
        category: CATEGORY,
        rows: rows.map(({ row, seats }, index) => ({
          label: row,
          seats,
          labels: { from: 1, step: 1 },
          positions: { from: [(widest - seats * SEAT) / 2 + SEAT / 2, (index + 2) * ROW], step: [SEAT, 0] },
        })),
      },
    ],
  }
}
