import type { Tx } from '../platform/database.ts'
import { announceCatalogChange } from './changes.ts'
import { eventColumns } from './event-columns.ts'
import { eventFaults } from './event-faults.ts'
import type { NewEvent, StandingEvent, Surroundings } from './event-record.ts'
import { decideStanding } from './event-status.ts'
import { recordTurns, turnOf } from './event-turns.ts'
import { takeFaultless, type Fault, type Feed, type Sourced, type Taken, type Written } from './feed.ts'
import { growsFrom } from './manifests.ts'
import { loadManifest } from './manifest-cache.ts'
import { replaceAppearances } from './queries/appearances.ts'
import { lockSurroundings, lockEventsOfFeed, replacePriceLevels } from './queries/events.ts'
import { insertOwned, upsertOwned } from './queries/rows.ts'
import { refreshSearch } from './search/refresh.ts'

/** Opens the inventory of new events: from then on their places can be held, blocked and sold. */
export type OpenInventory = (tx: Tx, eventIds: readonly string[]) => Promise<void>

/** Adds an event of this organiser, as a draft that only they see. */
export async function addEvent(
  tx: Tx,
  organiserId: string,
  event: NewEvent,
  openInventory: OpenInventory,
): Promise<Written> {
  const around = await lockSurroundings(tx, [event])
  const faults = eventFaults(event, organiserId, around, false)
  if (faults.length > 0) return { faults }
  const id = await insertOwned(tx, 'events', organiserId, eventColumns(event, 'draft', undefined, around))
  await writeParts(tx, [{ id, event }], around)
  await openInventory(tx, [id])
  return { id }
}

/** An event of a feed, with where it is to stand. */
export type FeedEvent = Sourced<NewEvent & { readonly status: 'draft' | 'scheduled' | 'postponed' | 'cancelled' }>

/**
 * Takes events of a feed: published at once unless the feed says draft. What is refused is told with its fields; an
 * event whose places are in use only takes a manifest that grows from the one it has.
 */
export async function upsertEvents(
  tx: Tx,
  feed: Feed,
  events: readonly FeedEvent[],
  openInventory: OpenInventory,
): Promise<Taken[]> {
  const around = await lockSurroundings(tx, events)
  const known = await lockEventsOfFeed(
    tx,
    feed,
    events.map((event) => event.sourceId),
  )
  const shrunk = await shrinkingManifests(tx, events, known, around)
  const taken = await takeFaultless(
    events,
    (event) => [
      ...eventFaults(event, feed.organiserId, around, mustBeComplete(event, known.has(event.sourceId))),
      ...standingFaults(event, known.get(event.sourceId)),
      ...(shrunk.has(event.sourceId) ? [MUST_GROW] : []),
    ],
    (faultless) =>
      upsertOwned(tx, 'events', feed, faultless, (event) =>
        eventColumns(event, event.status, known.get(event.sourceId), around),
      ),
  )
  const bySource = new Map(events.map((event) => [event.sourceId, event]))
  const written = taken.flatMap((record) => {
    const event = bySource.get(record.sourceId)
    return event && (record.outcome === 'added' || record.outcome === 'changed') ? [{ ...record, event }] : []
  })
  await recordTurns(
    tx,
    ...written.flatMap(({ sourceId, event }) => {
      const before = known.get(sourceId)
      const next = before && decideStanding(before, event.status === 'draft' ? undefined : event.status, event.startsAt)
      return before && next ? turnOf(before, { status: next.status, startsAt: event.startsAt }, null) : []
    }),
  )
  await writeParts(tx, written, around)
  const added = written.flatMap((record) => (record.outcome === 'added' ? [record.id] : []))
  if (added.length > 0) await openInventory(tx, added)
  return taken
}

/** What is put off or called off was complete when it was published, and need not tell its prices again. */
const mustBeComplete = ({ status }: FeedEvent, isKnown: boolean): boolean =>
  status === 'scheduled' || (status !== 'draft' && !isKnown)

/** What is said when a manifest would renumber places that others go by. */
export const MUST_GROW: Fault = {
  field: 'manifest',
  expected: 'the same places as before under their old numbers, and new ones only after them',
}

const standingFaults = (event: FeedEvent, current: StandingEvent | undefined): Fault[] =>
  current === undefined ||
  decideStanding(current, event.status === 'draft' ? undefined : event.status, event.startsAt) !== undefined
    ? []
    : [{ field: 'status', expected: `what can follow ${current.status}` }]

/** Which of these would lose or renumber places that are in use. */
async function shrinkingManifests(
  tx: Tx,
  events: readonly FeedEvent[],
  known: ReadonlyMap<string, StandingEvent>,
  around: Surroundings,
): Promise<Set<string>> {
  const shrinking = new Set<string>()
  for (const { sourceId, manifestHash } of events) {
    const current = known.get(sourceId)
    if (!current?.manifestHash || current.publishedAt === null || manifestHash === current.manifestHash) continue
    if (manifestHash && !around.manifests.has(manifestHash)) continue
    const before = await loadManifest(tx, current.manifestHash)
    if (!manifestHash || !growsFrom(before, await loadManifest(tx, manifestHash))) shrinking.add(sourceId)
  }
  return shrinking
}

/** Writes what belongs to events beside their own row, and tells whoever reads them. */
export async function writeParts(
  tx: Tx,
  written: readonly { id: string; event: Partial<NewEvent> & Pick<NewEvent, 'venueId'> }[],
  around: Surroundings,
): Promise<void> {
  const ids = written.map((record) => record.id)
  await replacePriceLevels(
    tx,
    written.flatMap(({ id, event }) =>
      event.priceLevels === undefined
        ? []
        : [
            {
              eventId: id,
              currency: event.currency ?? around.venues.get(event.venueId)?.currency ?? '',
              levels: event.priceLevels,
            },
          ],
    ),
  )
  await replaceAppearances(
    tx,
    'event',
    written.flatMap(({ id, event }) => (event.performers === undefined ? [] : [{ id, performers: event.performers }])),
  )
  await refreshSearch(tx, ids)
  await announceCatalogChange(tx, ids)
}
