import type { Manifest } from '@foyer/contract'
import type { Database, Queryable, Sql, Tx } from '../platform/database.ts'
import type { OpenInventory } from './add-events.ts'
import { announceCatalogChange } from './changes.ts'
import { eventColumns } from './event-columns.ts'
import type { NewEvent } from './event-record.ts'
import type { Written } from './feed.ts'
import { prepareManifest, storeManifest, type PreparedManifest } from './manifests.ts'
import { lockSurroundings, replacePriceLevels } from './queries/events.ts'
import { insertOwned } from './queries/rows.ts'
import { addShow } from './shows.ts'

/** What is sold in a rehearsal. */
export interface RehearsalEvent {
  readonly rehearsalId: string
  readonly organiserId: string
  readonly manifest: PreparedManifest
  readonly onSaleAt: Date
  readonly startsAt: Date
  /** Minor units, fees included. */
  readonly price: number
}

const CURRENCY = 'EUR'
const TITLE = 'Rehearsal'

/** @throws Error when it is no manifest; it is the program's own. */
export function rehearsalManifest(manifest: Manifest): PreparedManifest {
  const prepared = prepareManifest(manifest)
  if ('faults' in prepared) throw new Error(`the plan of a rehearsal is none: ${JSON.stringify(prepared.faults)}`)
  return prepared
}

/**
 * Adds an event that is on sale and in no list: it has no search row, and neither it nor its venue is ever listed. Only
 * whoever knows its id finds it. @returns its id.
 */
export async function addRehearsalEvent(
  tx: Tx,
  { rehearsalId, organiserId, manifest, onSaleAt, startsAt, price }: RehearsalEvent,
  openInventory: OpenInventory,
): Promise<string> {
  const venueId = await insertOwned(tx, 'venues', organiserId, {
    name: TITLE,
    city: TITLE,
    country: 'DE',
    time_zone: 'UTC',
    currency: CURRENCY,
    rehearsal_id: rehearsalId,
  })
  const showId = idOf(await addShow(tx, organiserId, { kind: 'other', title: TITLE }))
  const manifestHash = await storeManifest(tx, manifest)
  const event: NewEvent = { showId, venueId, startsAt, onSaleAt, manifestHash }
  const around = await lockSurroundings(tx, [event])
  const eventId = await insertOwned(tx, 'events', organiserId, {
    ...eventColumns(event, 'scheduled', undefined, around),
    rehearsal_id: rehearsalId,
  })
  const categories = [...manifest.categoryKeys]
  await replacePriceLevels(tx, [
    { eventId, currency: CURRENCY, levels: [{ name: TITLE, categories, faceValue: price, fees: 0 }] },
  ])
  await openInventory(tx, [eventId])
  await announceCatalogChange(tx, [eventId])
  return eventId
}

function idOf(written: Written): string {
  if ('id' in written) return written.id
  throw new Error(`the show of a rehearsal has faults: ${JSON.stringify(written.faults)}`)
}

/** Takes the event of a rehearsal off sale for good, so that every hand that works on it lets go; before it is removed. */
export const endRehearsalEvent = (db: Database, rehearsalId: string): Promise<void> =>
  db.transaction(async (tx) => {
    const ended = await tx<{ eventId: string }[]>`
      update events set status = 'draft', revision = revision + 1, changed_at = now()
       where rehearsal_id = ${rehearsalId} returning event_id as "eventId"`
    await announceCatalogChange(
      tx,
      ended.map(({ eventId }) => eventId),
    )
  })

/** @throws Error when an event is there and was not made for this rehearsal: then nothing of it may be removed. */
export async function requireRehearsalEvent(sql: Queryable, rehearsalId: string, eventId: string): Promise<void> {
  const others = await sql`
    select from events where event_id = ${eventId} and rehearsal_id is distinct from ${rehearsalId}`
  if (others.count > 0)
    throw new Error(`Event ${eventId} was not made for rehearsal ${rehearsalId}: nothing of it is removed.`)
}

/** Removes the event of a rehearsal with its show, venue and plan, when all that is its own is gone. @returns how many rows went. */
export const removeRehearsalEvent = (sql: Sql, rehearsalId: string, organiserId: string): Promise<number> =>
  sql.begin(async (tx) => {
    // Price levels and turns go with their event.
    const events = await tx<{ hash: string | null }[]>`
      delete from events where rehearsal_id = ${rehearsalId} returning manifest_hash as hash`
    const shows = await tx`delete from shows where organiser_id = ${organiserId}`
    const venues = await tx`delete from venues where rehearsal_id = ${rehearsalId}`
    const manifests = await tx`
      delete from manifests m where hash = any(${events.flatMap(({ hash }) => hash ?? [])}::text[])
         and not exists (select from events e where e.manifest_hash = m.hash)
         and not exists (select from seating_plans p where p.manifest_hash = m.hash)`
    return events.count + shows.count + venues.count + manifests.count
  })

/** Events that went on sale within the last quarter of an hour, or will within these minutes; not those of rehearsals. */
export async function findOnSalesAbout(sql: Queryable, withinMinutes: number): Promise<string[]> {
  const rows = await sql<{ eventId: string }[]>`
    select event_id as "eventId" from events
     where status not in ('draft', 'cancelled') and rehearsal_id is null
       and on_sale_at between now() - interval '15 minutes' and now() + make_interval(mins => ${withinMinutes})
     limit 20`
  return rows.map(({ eventId }) => eventId)
}
