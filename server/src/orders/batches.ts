import { Gather } from '../platform/gather.ts'
import { recordOpen, type Opened } from '../payments/index.ts'
import { writeOrders, type OrderOutcome, type Wanted } from './place-order.ts'
import type { HoldKey } from './ports.ts'
import {
  findFactsOf,
  findOrdersOfHolds,
  moveToAuthorised,
  type LoadedOrder,
  type Move,
  type OrderKey,
} from './queries.ts'
import { recordConfirmed, type Collected, type Recording } from './record-life.ts'

/**
 * The straight road of an order, from its hold to its tickets: what is read and written on it, for all orders that wait
 * for the same at the time. None of it calls anybody outside.
 */
export interface Batches {
  /** The order of a hold; undefined while there is none. */
  orderOfHold(hold: HoldKey): Promise<OrderKey | undefined>
  /** Writes an order, as place-order.ts says. */
  place(wanted: Wanted): Promise<OrderOutcome>
  /** The order with its payment as they stand; undefined for no such order. */
  readFacts(key: OrderKey): Promise<LoadedOrder | undefined>
  /** @returns false when the session was recorded before. */
  recordOpen(opened: Opened): Promise<boolean>
  /** @returns false when the order is no longer where it was. */
  moveToAuthorised(move: Move): Promise<boolean>
  /** Its money is captured, and it has its tickets. @returns false when it is no longer where it was. */
  confirm(collected: Collected): Promise<boolean>
}

/** Orders at most in one batch: so many rows are locked together, for some milliseconds. */
const BATCH_MAX = 100
/** What an order may wait for others to come with it, at each step. */
const EVERY_MS = 10

export function openBatches(recording: Recording): Batches {
  const { sql } = recording.db
  const ofHolds = gather((holds: readonly HoldKey[]) => findOrdersOfHolds(sql, holds))
  const places = gather((wanted: readonly Wanted[]) => writeOrders(recording.db, wanted))
  const facts = gather((keys: readonly OrderKey[]) => findFactsOf(sql, keys))
  const opens = gather((opened: readonly Opened[]) => recordOpen(sql, opened))
  const authorised = gather(async (moves: readonly Move[]) => {
    const moved = new Set(
      (
        await moveToAuthorised(
          sql,
          inLockOrder(moves, (move) => move.orderId),
        )
      ).map(({ orderId }) => orderId),
    )
    // Of an order that is here twice, the first has moved it.
    return moves.map(({ orderId }) => moved.delete(orderId))
  })
  const confirms = gather(async (collected: readonly Collected[]) => {
    const recorded = await recordConfirmed(
      recording,
      inLockOrder(collected, ({ order }) => order.orderId),
    )
    if (!recorded && collected.length > 1) throw new Error('one of these orders was moved meanwhile: each by itself')
    return collected.map(() => recorded)
  })
  return {
    orderOfHold: (hold) => ofHolds.add(hold),
    place: (wanted) => places.add(wanted),
    readFacts: (key) => facts.add(key),
    recordOpen: (opened) => opens.add(opened),
    moveToAuthorised: (move) => authorised.add(move),
    confirm: (collected) => confirms.add(collected),
  }
}

/**
 * A statement for many locks their rows in the order in which it names them: one for all processes, which may settle the
 * same orders at once, lest two of them wait for each other.
 */
const inLockOrder = <T>(items: readonly T[], idOf: (item: T) => string): T[] =>
  items.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))

/** A gather with the bounds of this domain. */
export const gather = <T, R>(work: (items: readonly T[]) => Promise<readonly R[]>) =>
  new Gather<T, R>({ batchMax: BATCH_MAX, everyMs: EVERY_MS, work })
