import type { Tx } from '../../platform/database.ts'
import { upsertEvents, type FeedEvent } from '../add-events.ts'
import type { Feed } from '../feed.ts'
import { upsertPerformers } from '../performers.ts'
import { findBySource } from '../queries/rows.ts'
import { upsertSeatingPlans } from '../seating-plans.ts'
import { upsertShows } from '../shows.ts'
import { upsertHalls, upsertVenues } from '../venues.ts'
import { movedMoment } from './moment.ts'
import { findPlanManifests, findVenueFacts, type VenueFacts } from './queries.ts'
import { RecordBatch } from './record-batch.ts'
import type { ImportEvent, ImportRecord } from './record.ts'
import { NOT_THERE, one, type WriteOptions } from './write-options.ts'
import { writeListed } from './write-listed.ts'
import { priceLevels } from './tariff.ts'

/**
 * Writes a batch of records, in the order in which their parts name each other. With any refusal the batch must be rolled
 * back: other parts of the refused records may be among what was written.
 */
export async function writeRecords(
  tx: Tx,
  records: readonly ImportRecord[],
  options: WriteOptions,
): Promise<RecordBatch> {
  const batch = new RecordBatch(records)
  await writeVenues(tx, batch, options)
  await writeShows(tx, batch, options.feed)
  await writeEvents(tx, batch, options)
  await writeListed(tx, batch, options)
  return batch
}

async function writeVenues(tx: Tx, batch: RecordBatch, { feed, prepared }: WriteOptions): Promise<void> {
  const venues = batch.parts((record) => one(record.venue))
  batch.note('venues', venues, await upsertVenues(tx, feed, venues.map(({ part }) => part))) // prettier-ignore

  const venueIds = await findBySource(tx, 'venues', feed, batch.named((record) => [record.hall?.venue])) // prettier-ignore
  const halls = batch.parts((record) => one(record.hall))
  const placed = halls.flatMap(({ record, part: { sourceId, name, venue } }) => {
    const venueId = venueIds.get(venue)
    if (venueId === undefined) batch.refuse(record, 'venue', NOT_THERE, venue)
    return venueId === undefined ? [] : [{ sourceId, name, venueId }]
  })
  batch.note('halls', halls, await upsertHalls(tx, feed, placed))

  const hallIds = await findBySource(tx, 'halls', feed, batch.named((record) => [sourceOfHall(record)])) // prettier-ignore
  const plans = batch.parts((record) => one(record.plan))
  const seated = plans.flatMap(({ record, part: { sourceId, name, hall, manifest } }) => {
    const hallId = typeof hall === 'string' ? hallIds.get(hall) : hall.hallId
    const laidOut = prepared.get(manifest)
    if (hallId === undefined) batch.refuse(record, 'hall', NOT_THERE)
    return hallId === undefined || !laidOut ? [] : [{ sourceId, name, hallId, manifest: laidOut }]
  })
  batch.note('seating_plans', plans, await upsertSeatingPlans(tx, feed, seated))
}

async function writeShows(tx: Tx, batch: RecordBatch, feed: Feed): Promise<void> {
  const performers = batch.parts((record) => record.performers ?? [])
  const taken = await upsertPerformers(tx, feed, performers.map(({ part }) => part)) // prettier-ignore
  batch.note('performers', performers, taken)
  const ids = new Map(taken.flatMap((performer) => ('id' in performer ? [[performer.sourceId, performer.id]] : [])))
  const shows = batch.parts((record) => one(record.show))
  const billed = shows.map(({ part }) => ({
    ...part,
    performers: part.performers.map(({ performer, ...billing }) => ({
      performerId: ids.get(performer) ?? '',
      ...billing,
    })),
  }))
  batch.note('shows', shows, await upsertShows(tx, feed, billed))
}

async function writeEvents(tx: Tx, batch: RecordBatch, options: WriteOptions): Promise<void> {
  const { feed, shiftDays, openInventory } = options
  const shows = await findBySource(tx, 'shows', feed, batch.named((record) => [record.event?.show])) // prettier-ignore
  const venues = await findVenueFacts(tx, feed, batch.named((record) => [record.event?.venue])) // prettier-ignore
  const halls = await findBySource(tx, 'halls', feed, batch.named((record) => [record.event?.hall])) // prettier-ignore
  const plans = await findPlanManifests(tx, feed, batch.named((record) => [record.event?.plan])) // prettier-ignore
  const events = batch.parts((record) => one(record.event))
  const placed = events.flatMap(({ record, part }) => {
    const [showId, venue] = [shows.get(part.show), venues.get(part.venue)]
    const [hallId, manifestHash] = [halls.get(part.hall), plans.get(part.plan)]
    if (showId !== undefined && venue && hallId !== undefined && manifestHash !== undefined)
      return [{ ...toFeedEvent(part, venue, shiftDays), showId, hallId, manifestHash }]
    const missing = { show: showId, venue, hall: hallId, plan: manifestHash }
    const told = new Set<string>()
    for (const field of ['show', 'venue', 'hall', 'plan'] as const) {
      // A ground of one hall has one id for all three: it is told once.
      if (missing[field] === undefined && !told.has(part[field])) batch.refuse(record, field, NOT_THERE, part[field])
      if (missing[field] === undefined) told.add(part[field])
    }
    return []
  })
  batch.note('events', events, await upsertEvents(tx, feed, placed, openInventory))
}

const MINUTE_MS = 60_000

function toFeedEvent(
  event: ImportEvent & { sourceId: string },
  venue: VenueFacts,
  shiftDays: number,
): Omit<FeedEvent, 'showId'> {
  const startsAt = movedMoment(event.starts, venue.timeZone, shiftDays)
  const minutesAway = (minutes: number) => new Date(startsAt.getTime() + minutes * MINUTE_MS)
  return {
    sourceId: event.sourceId,
    status: 'scheduled',
    venueId: venue.id,
    startsAt,
    title: event.title ?? null,
    description: event.description ?? null,
    doorsAt: event.doorsMinutes === undefined ? null : minutesAway(-event.doorsMinutes),
    endsAt: event.lengthMinutes === undefined ? null : minutesAway(event.lengthMinutes),
    onSaleAt: event.onSale === undefined ? null : movedMoment(event.onSale, venue.timeZone, shiftDays),
    features: event.features ?? [],
    priceLevels: priceLevels(event.tariff, venue.currency),
  }
}

const sourceOfHall = ({ plan }: ImportRecord): string | undefined =>
  typeof plan?.hall === 'string' ? plan.hall : undefined
