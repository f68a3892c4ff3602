import { SECOND_MS } from '../platform/clock.ts'
import type { LoadedOrder, OrderKey } from './queries.ts'
import type { Settler } from './settler.ts'

/** A buyer waits for the provider no longer than this; the order then goes on by itself, and its stream tells. */
export const ANSWER_WITHIN_MS = 3 * SECOND_MS

/** Settles an order, or stops waiting for it after a while. */
export async function settleWithin(
  settler: Settler,
  withinMs: number,
  order: OrderKey,
  fresh?: LoadedOrder,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs)
  })
  await Promise.race([settler.settle({ eventId: order.eventId, orderId: order.orderId }, 'nothing', fresh), patience])
  clearTimeout(timer)
}
