import type { Tx } from '../../platform/database.ts'
import { upsertEvents, type FeedEvent } from '../add-events.ts'
import { storeManifest } from '../manifests.ts'
import { findBySource } from '../queries/rows.ts'
import { movedMoment, type SourceMoment } from './moment.ts'
import { findKnownTickets, findVenueFacts, findVenueFactsById, type VenueFacts } from './queries.ts'
import type { RecordBatch } from './record-batch.ts'
import type { ListedEvent } from './record.ts'
import { NOT_THERE, one, type WriteOptions } from './write-options.ts'

/**
 * Writes listed events. One without places of its own is a draft; where its organiser has put up tickets since, they and
 * their prices stay, and only what the listing tells is changed.
 */
export async function writeListed(tx: Tx, batch: RecordBatch, options: WriteOptions): Promise<void> {
  const { feed, prepared, openInventory } = options
  const listed = batch.parts((record) => one(record.listed))
  if (listed.length === 0) return
  const shows = await findBySource(tx, 'shows', feed, batch.named((record) => [record.listed?.show])) // prettier-ignore
  const performers = await findBySource(tx, 'performers', feed, batch.named((record) => record.listed?.performers.map((performer) => performer.performer) ?? [])) // prettier-ignore
  const venues = await findVenueFacts(tx, feed, batch.named((record) => [sourceVenue(record.listed)])) // prettier-ignore
  const named = await findVenueFactsById(tx, batch.named((record) => [namedVenue(record.listed)])) // prettier-ignore
  const known = await findKnownTickets(tx, feed, listed.map(({ part }) => part.sourceId)) // prettier-ignore
  const events: FeedEvent[] = []
  const stored = new Set<string>()
  for (const { record, part } of listed) {
    const venue = typeof part.venue === 'string' ? venues.get(part.venue) : named.get(part.venue.venueId)
    const showId = shows.get(part.show)
    if (!venue)
      batch.refuse(record, 'venue', typeof part.venue === 'string' ? NOT_THERE : 'the id of a venue was expected')
    if (showId === undefined) batch.refuse(record, 'show', NOT_THERE, part.show)
    if (!venue || showId === undefined) continue
    const before = known.get(part.sourceId)
    const manifest = part.tickets && prepared.get(part.tickets.manifest)
    if (manifest !== undefined && !stored.has(manifest.hash)) {
      await storeManifest(tx, manifest)
      stored.add(manifest.hash)
    }
    const manifestHash = manifest?.hash ?? before?.manifestHash ?? null
    const status = statusOf(part, manifest !== undefined || before?.isPublished === true)
    if (status === undefined) {
      batch.refuse(record, 'status', 'it is cancelled at its source, and was never listed here')
      continue
    }
    events.push({
      ...momentsOf(part, venue, options.shiftDays),
      sourceId: part.sourceId,
      status,
      showId,
      venueId: venue.id,
      description: part.description ?? null,
      manifestHash,
      performers: part.performers.flatMap(({ performer, ...billing }) => {
        const performerId = performers.get(performer)
        return performerId === undefined ? [] : [{ performerId, ...billing }]
      }),
      ...(part.tickets === undefined ? {} : { currency: part.tickets.currency, priceLevels: [...part.tickets.levels] }),
    })
  }
  batch.note('events', listed, await upsertEvents(tx, feed, events, openInventory))
}

/** Another date is told by the date; without places an event stays the draft that it is. */
function statusOf({ status, tickets }: ListedEvent, hasPlaces: boolean): FeedEvent['status'] | undefined {
  if (!hasPlaces) return status === 'cancelled' ? undefined : 'draft'
  if (status === 'cancelled' || status === 'postponed') return status
  return tickets === undefined ? 'draft' : 'scheduled'
}

function momentsOf(event: ListedEvent, venue: VenueFacts, shiftDays: number) {
  const moved = (moment: SourceMoment) => movedMoment(moment, venue.timeZone, shiftDays)
  const orNull = (moment: SourceMoment | undefined) => (moment === undefined ? null : moved(moment))
  return {
    startsAt: moved(event.starts),
    doorsAt: orNull(event.doors),
    endsAt: orNull(event.ends),
    onSaleAt: orNull(event.onSale),
    offSaleAt: orNull(event.offSale),
  }
}

const sourceVenue = (event: ListedEvent | undefined): string | undefined =>
  typeof event?.venue === 'string' ? event.venue : undefined

const namedVenue = (event: ListedEvent | undefined): string | undefined =>
  typeof event?.venue === 'object' ? event.venue.venueId : undefined
