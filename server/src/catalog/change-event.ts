import type { Appearance } from '@foyer/contract/catalog.schemas'
import type { Tx } from '../platform/database.ts'
import { MUST_GROW, writeParts } from './add-events.ts'
import { announceCatalogChange } from './changes.ts'
import { eventColumns } from './event-columns.ts'
import { eventFaults } from './event-faults.ts'
import type { NewEvent, StandingEvent } from './event-record.ts'
import { decideStanding, type WantedStatus } from './event-status.ts'
import type { Fault, Written } from './feed.ts'
import { recordTurns, turnOf } from './event-turns.ts'
import { movedPlaces } from './manifests.ts'
import { loadManifest } from './manifest-cache.ts'
import { dropAppearance, putAppearance } from './queries/appearances.ts'
import { lockSurroundings, lockEvent } from './queries/events.ts'
import { lockPerformers } from './queries/performers.ts'
import { updateOwned } from './queries/rows.ts'
import { lockShow } from './queries/shows.ts'
import { refreshSearch } from './search/refresh.ts'
import { showsChanged } from './shows.ts'

/**
 * Changes an event. A published one that gets another date becomes rescheduled, and its manifest may only grow.
 * Undefined: not there, or not theirs.
 */
export const changeEvent = (tx: Tx, organiserId: string, eventId: string, changes: Partial<NewEvent>) =>
  rewriteEvent(tx, organiserId, eventId, () => changes, undefined)

/** What changed first: the event is no longer at the revision that was seen. */
export interface ChangedMeanwhile {
  readonly revision: number
}

/** Changes an event as long as it is at this revision: whoever has seen an earlier one would undo what they do not know of. */
export async function changeEventAt(
  tx: Tx,
  organiserId: string,
  eventId: string,
  changes: Partial<NewEvent>,
  seenRevision: number,
): Promise<Written | ChangedMeanwhile | undefined> {
  // Locked here, as the change locks it again: nobody comes between.
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  const { revision } = found.standing
  return revision === seenRevision ? changeEvent(tx, organiserId, eventId, changes) : { revision }
}

/** Puts a draft before the public; it needs tickets, and a price for each category of them. Again: changes nothing. */
export const publishEvent = (tx: Tx, organiserId: string, eventId: string) =>
  rewriteEvent(tx, organiserId, eventId, () => ({}), 'scheduled')

/** Rewrites an event of this organiser by what it is now, lets it take the wanted turn, and records that with its reason. */
export async function rewriteEvent(
  tx: Tx,
  organiserId: string,
  eventId: string,
  changesOf: (event: NewEvent) => Partial<NewEvent>,
  wanted: WantedStatus,
  reason: string | null = null,
): Promise<Written | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  const { standing } = found
  if (wanted === 'scheduled' && standing.status !== 'draft') return { id: eventId }
  const changes = changesOf(found.event)
  const event = { ...found.event, ...changes }
  const around = await lockSurroundings(tx, [event])
  const publishing = (standing.status !== 'draft' && wanted !== 'unpublished') || wanted === 'scheduled'
  const next = decideStanding(standing, wanted, event.startsAt)
  const faults = [
    ...eventFaults(event, organiserId, around, publishing),
    ...currencyFaults(standing, found.event.currency, event.currency),
    ...(await manifestFaults(tx, standing, event.manifestHash)),
    ...(next === undefined ? [NO_SUCH_TURN] : []),
  ]
  if (faults.length > 0 || next === undefined) return { faults }
  await updateOwned(tx, 'events', organiserId, eventId, eventColumns(event, wanted, standing, around))
  await recordTurns(tx, turnOf(standing, { status: next.status, startsAt: event.startsAt }, reason))
  const repriced = changes.priceLevels !== undefined || changes.currency !== undefined
  await writeParts(
    tx,
    [
      {
        id: eventId,
        event: {
          ...changes,
          venueId: event.venueId,
          ...(event.currency === undefined ? {} : { currency: event.currency }),
          ...(repriced && event.priceLevels !== undefined ? { priceLevels: event.priceLevels } : {}),
        },
      },
    ],
    around,
  )
  return { id: eventId }
}

/** What is said when an event cannot take the turn that is wanted of it. */
export const NO_SUCH_TURN: Fault = { field: 'status', expected: 'what can follow the present status' }

/** Once people may have bought, what was taken and what will be stays in one currency. */
const currencyFaults = (
  { publishedAt }: StandingEvent,
  before: string | undefined,
  next: string | undefined,
): Fault[] =>
  publishedAt === null || before === undefined || before === next
    ? []
    : [{ field: 'currency', expected: `${before}, in which the event went on sale` }]

async function manifestFaults(tx: Tx, current: StandingEvent, next: string | null | undefined): Promise<Fault[]> {
  if (!current.manifestHash || current.publishedAt === null || next === current.manifestHash) return []
  const before = await loadManifest(tx, current.manifestHash)
  const places = movedPlaces(before, next ? await loadManifest(tx, next) : undefined, MOVED_SHOWN_MAX)
  return places.length === 0 ? [] : [{ ...MUST_GROW, places }]
}

/** Places named at most, when a plan would renumber or lose them. */
const MOVED_SHOWN_MAX = 100

/** Adds a performer to an event of this organiser, or changes billing and role. Undefined: no such event, or not theirs. */
export async function attachPerformerToEvent(
  tx: Tx,
  organiserId: string,
  eventId: string,
  appearance: Appearance,
): Promise<Written | undefined> {
  const known = await lockPerformers(tx, [appearance.performerId])
  if ((await lockEvent(tx, organiserId, eventId)) === undefined) return undefined
  if (!known.has(appearance.performerId)) return UNKNOWN_PERFORMER
  await putAppearance(tx, 'event', eventId, appearance)
  await refreshSearch(tx, [eventId])
  await announceCatalogChange(tx, [eventId])
  return { id: eventId }
}

/** Adds a performer to a show of this organiser, and so to its events. Undefined: no such show, or not theirs. */
export async function attachPerformerToShow(
  tx: Tx,
  organiserId: string,
  showId: string,
  appearance: Appearance,
): Promise<Written | undefined> {
  const known = await lockPerformers(tx, [appearance.performerId])
  if ((await lockShow(tx, organiserId, showId)) === undefined) return undefined
  if (!known.has(appearance.performerId)) return UNKNOWN_PERFORMER
  await putAppearance(tx, 'show', showId, appearance)
  await showsChanged(tx, [showId])
  return { id: showId }
}

/** Takes a performer off the bill of an event. Undefined: no such event, not theirs, or they did not appear. */
export async function detachPerformerFromEvent(
  tx: Tx,
  organiserId: string,
  eventId: string,
  performerId: string,
): Promise<Written | undefined> {
  await lockPerformers(tx, [performerId])
  if ((await lockEvent(tx, organiserId, eventId)) === undefined) return undefined
  if (!(await dropAppearance(tx, 'event', eventId, performerId))) return undefined
  await refreshSearch(tx, [eventId])
  await announceCatalogChange(tx, [eventId])
  return { id: eventId }
}

/** Takes a performer off the bill of a show, and so of its events. Undefined as for an event. */
export async function detachPerformerFromShow(
  tx: Tx,
  organiserId: string,
  showId: string,
  performerId: string,
): Promise<Written | undefined> {
  await lockPerformers(tx, [performerId])
  if ((await lockShow(tx, organiserId, showId)) === undefined) return undefined
  if (!(await dropAppearance(tx, 'show', showId, performerId))) return undefined
  await showsChanged(tx, [showId])
  return { id: showId }
}

const UNKNOWN_PERFORMER = { faults: [{ field: 'performerId', expected: 'the id of a performer' }] }
