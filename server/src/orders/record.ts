import { isResting, orderMoves, type OrderState } from '@foyer/contract/orders'
import type { Database, Tx } from '../platform/database.ts'
import { announceAll } from '../platform/outbox.ts'
import { orderCameToRest } from './events.ts'
import type { OrderRow } from './facts.ts'
import type { Progress } from './progress.ts'

/** Somebody else moved the order in the meantime: nothing of this is written. */
class MovedMeanwhile extends Error {
  override readonly name = 'MovedMeanwhile'
}

/** Statements of one transaction, sent together; each must change something, or nothing is changed at all. */
export const changeEach = (...statements: readonly PromiseLike<{ readonly count: number }>[]): Promise<void> =>
  changeAll(...statements.map((statement) => [statement, 1] as const))

/** The same where each must change so many rows at least. */
export async function changeAll(
  ...statements: readonly (readonly [statement: PromiseLike<{ readonly count: number }>, rows: number])[]
): Promise<void> {
  const results = await Promise.all(statements.map(([statement]) => statement))
  if (results.some(({ count }, index) => count < (statements[index]?.[1] ?? 0))) throw new MovedMeanwhile()
}

/**
 * Parts of one transaction whose statements are sent without waiting for one another, in the order given. All of them
 * have ended when this does, so that none goes on after the transaction is over.
 * @throws what the first part that failed threw.
 */
export async function together(...parts: readonly Promise<unknown>[]): Promise<void> {
  for (const ended of await Promise.allSettled(parts)) if (ended.status === 'rejected') throw ended.reason
}

/** Runs a transaction that holds only if the order is still where it was. @returns whether it did. */
export async function recordIfUnmoved(db: Database, work: (tx: Tx) => Promise<void>): Promise<boolean> {
  try {
    await db.transaction(work)
    return true
  } catch (error) {
    if (error instanceof MovedMeanwhile) return false
    throw error
  }
}

/** What goes with every move of an order: it is one that the table allows, whoever waits hears of it. */
export async function tellMove(
  tx: Tx,
  progress: Progress,
  order: OrderRow,
  to: OrderState,
  because: string | null = order.endedBecause,
): Promise<void> {
  await tellMoves(tx, progress, [order], to, () => because)
}

/** The same for several orders that move to one state. */
export async function tellMoves(
  tx: Tx,
  progress: Progress,
  moved: readonly OrderRow[],
  to: OrderState,
  because: (order: OrderRow) => string | null = (order) => order.endedBecause,
): Promise<void> {
  for (const order of moved) requireMove(order.state, to)
  if (isResting(to))
    await announceAll(
      tx,
      moved.map((order) => orderCameToRest(order, to, because(order))),
    )
  tx.afterCommit(() => moved.forEach(({ orderId }) => progress.changed(orderId)))
}

/** @throws Error when the table of moves has no such move: a decision that should never have been made. */
export function requireMove(from: OrderState, to: OrderState): void {
  const moves: readonly OrderState[] = orderMoves[from]
  if (from !== to && !moves.includes(to)) throw new Error(`an order does not move from ${from} to ${to}`)
}
