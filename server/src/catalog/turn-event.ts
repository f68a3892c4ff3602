import type { Tx } from '../platform/database.ts'
import { rewriteEvent } from './change-event.ts'
import type { NewEvent } from './event-record.ts'
import type { Written } from './feed.ts'
import { lockEvent } from './queries/events.ts'
import { dropSearchRow } from './queries/turns.ts'
import type { CatalogNeighbours } from './services.ts'

/** Puts off a published event until there is another date. Undefined: not there, or not theirs. */
export const postponeEvent = (tx: Tx, organiserId: string, eventId: string, reason: string | null) =>
  turnPublished(tx, organiserId, eventId, () => ({}), 'postponed', reason)

/** Cancels a published event, for good. Undefined: not there, or not theirs. */
export const cancelEvent = (tx: Tx, organiserId: string, eventId: string, reason: string | null) =>
  turnPublished(tx, organiserId, eventId, () => ({}), 'cancelled', reason)

/** Another date, with the times that do not follow from it; `undefined` ones move as far as the start does. */
export interface NewDate {
  readonly startsAt: Date
  readonly doorsAt?: Date | null
  readonly endsAt?: Date | null
  readonly offSaleAt?: Date | null
}

/** Gives a published event another date. Undefined: not there, or not theirs. */
export const rescheduleEvent = (
  tx: Tx,
  organiserId: string,
  eventId: string,
  date: NewDate,
  reason: string | null,
): Promise<Turned | undefined> => turnPublished(tx, organiserId, eventId, movedTo(date), undefined, reason)

export type Turned = Written | { readonly refused: 'status-final' }

async function turnPublished(
  tx: Tx,
  organiserId: string,
  eventId: string,
  changesOf: (event: NewEvent) => Partial<NewEvent>,
  wanted: 'postponed' | 'cancelled' | undefined,
  reason: string | null,
): Promise<Turned | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  const { status } = found.standing
  if (status === wanted) return { id: eventId }
  if (status === 'draft' || status === 'cancelled') return { refused: 'status-final' }
  return rewriteEvent(tx, organiserId, eventId, changesOf, wanted, reason)
}

const movedTo =
  (date: NewDate) =>
  (event: NewEvent): Partial<NewEvent> => {
    const by = date.startsAt.getTime() - event.startsAt.getTime()
    const moved = (said: Date | null | undefined, before: Date | null | undefined) =>
      said === undefined ? before && new Date(before.getTime() + by) : said
    return {
      startsAt: date.startsAt,
      doorsAt: moved(date.doorsAt, event.doorsAt) ?? null,
      endsAt: moved(date.endsAt, event.endsAt) ?? null,
      offSaleAt: moved(date.offSaleAt, event.offSaleAt) ?? null,
    }
  }

export type Unpublished = Turned | { readonly refused: 'event-has-buyers'; readonly places: number }

/**
 * Takes an event back to a draft while nobody holds or has bought a place. A hold that is on its way in this very moment
 * may still be made, and is then paid, ticketed or given back as on any other event; so the places keep their numbers for good.
 * Undefined: not there, or not theirs.
 */
export async function unpublishEvent(
  tx: Tx,
  organiserId: string,
  eventId: string,
  countWithBuyers: CatalogNeighbours['countWithBuyers'],
): Promise<Unpublished | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  const { status } = found.standing
  if (status === 'draft') return { id: eventId }
  if (status === 'cancelled') return { refused: 'status-final' }
  const places = await countWithBuyers(tx, eventId)
  if (places > 0) return { refused: 'event-has-buyers', places }
  const written = await rewriteEvent(tx, organiserId, eventId, () => ({}), 'unpublished')
  await dropSearchRow(tx, eventId)
  return written
}
