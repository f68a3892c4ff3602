import { COME_WITHIN_MS } from '@foyer/contract/queue-place'
import type { Database } from '../platform/database.ts'
import { QUEUE_CHANNEL } from './board.ts'
import { decideAdmission, type Admission, type AdmissionFacts } from './decide-admission.ts'
import type { QueueEvent, QueueNeighbours, Stock } from './ports.ts'
import { insertChange } from './queries/changes.ts'
import { closeLobby, endQueue, takeQueue, writeStep, type Queue } from './queries/heads.ts'
import { countSessions, holdsOfLate, watermarkBefore } from './queries/sessions.ts'

/** When nobody has waited for so long since the on-sale, the rush is over: nobody needs a pass any more. */
const RUSH_OVER_MS = 30 * 60_000
/** Without a hold to go by. */
const PLACES_PER_HOLD = 2

/** What moves a queue on. */
export type Moves = Pick<QueueNeighbours, 'eventOf' | 'stockOf' | 'countHolds' | 'behindMs'>

/**
 * Moves one queue on: closes its lobby, lets people in, ends it when the rush is over or the event is cancelled. Any number of nodes may do it at
 * once: they do it one after the other, and the later ones find little to do. @returns the step; undefined where there was none.
 */
export async function stepQueue(db: Database, eventId: string, neighbours: Moves): Promise<Admission | undefined> {
  const isStandingStill = (await neighbours.behindMs()) > 0
  const [event, stock] = [await neighbours.eventOf(eventId), await neighbours.stockOf(eventId)]
  return db.transaction(async (tx) => {
    const queue = await takeQueue(tx, eventId)
    if (queue === undefined) return undefined
    if (event?.standing === 'cancelled') {
      await endQueue(tx, eventId)
      await insertChange(tx, eventId, null, { ended: true })
      return undefined
    }
    if (queue.closedAt === null) {
      if (queue.now >= queue.lobbyClosesAt) await closeLobby(tx, eventId)
      return undefined
    }
    // Nobody can buy: whoever is in has as much time left afterwards, and nobody is called into their places.
    if (isStandingStill) return undefined
    const isQuiet = (await watermarkBefore(tx, eventId, RUSH_OVER_MS)) === queue.watermark
    if (isRushOver(queue, event, isQuiet)) {
      await endQueue(tx, eventId)
      await insertChange(tx, eventId, null, { ended: true })
      return undefined
    }
    const before = await watermarkBefore(tx, eventId, COME_WITHIN_MS)
    const sessions = await countSessions(tx, eventId, { calledSinceNumber: before, behindMs: 0 })
    const holds = await neighbours.countHolds(tx, eventId, await holdsOfLate(tx, eventId))
    const facts = admissionFacts({ queue, event, stock, before, sessions, holds })
    const step = decideAdmission(facts)
    const moved = step.watermark > queue.watermark
    // A queue in which nothing can happen is not written each second for weeks.
    if (moved || (step.because !== 'nobody-waits' && facts.placesLeft > 0))
      await writeStep(tx, eventId, { ...step, moved })
    // Whoever follows by a stream hears at once that they are called.
    if (moved) await tx`select pg_notify(${QUEUE_CHANNEL}, ${eventId})`
    return step
  })
}

/** What is known of a queue when it is decided how many are let in. */
export function admissionFacts(known: {
  readonly queue: Queue
  readonly event: QueueEvent | undefined
  readonly stock: Stock | undefined
  /** The watermark as it was a while ago. */
  readonly before: number
  readonly sessions: { readonly active: number; readonly cameOfLate: number }
  readonly holds: { readonly holding: number; readonly placesPerHold: number }
}): AdmissionFacts {
  const { queue, event, stock, before, sessions, holds } = known
  return {
    now: queue.now.getTime(),
    steppedAt: queue.steppedAt?.getTime() ?? null,
    opensAt: opensAt(queue, event),
    drawn: queue.lobby === 0 || queue.drawnAt !== null,
    paused: isPaused(queue, event),
    watermark: queue.watermark,
    last: queue.lobby + queue.arrivals,
    peopleAtOnce: queue.peopleAtOnce,
    peoplePerMinute: queue.peoplePerMinute,
    active: sessions.active,
    choosing: Math.max(0, sessions.active - holds.holding),
    expected: Math.max(0, queue.watermark - before - sessions.cameOfLate),
    placesLeft: stock?.left ?? 0,
    placesPerHold: holds.placesPerHold > 0 ? holds.placesPerHold : PLACES_PER_HOLD,
    capacity: queue.capacity,
    pressedAt: queue.pressedAt?.getTime() ?? null,
    heldBackUntil: queue.heldBackUntil?.getTime() ?? null,
    credit: queue.credit,
  }
}

/** When people are let in: as the on-sale was set, or later if the event was put off since. Epoch milliseconds. */
export const opensAt = (queue: Pick<Queue, 'onSaleAt'>, event: QueueEvent | undefined): number =>
  Math.max(queue.onSaleAt.getTime(), event?.onSaleAt?.getTime() ?? 0)

/** By its organiser, or because nothing is sold of an event that is postponed. */
export const isPaused = (queue: Pick<Queue, 'pausedAt'>, event: QueueEvent | undefined): boolean =>
  queue.pausedAt !== null || event?.standing === 'postponed'

/** Whether nobody waits any more, where nobody has been let in for a while; or whether nothing is sold any more. */
const isRushOver = (queue: Queue, event: QueueEvent | undefined, isQuiet: boolean): boolean =>
  queue.now >= (event?.offSaleAt ?? queue.now) ||
  (isQuiet &&
    !isPaused(queue, event) &&
    queue.now.getTime() >= opensAt(queue, event) + RUSH_OVER_MS &&
    queue.lobby + queue.arrivals === queue.watermark)
