import { LRUCache } from 'lru-cache'
import { SECOND_MS, type Clock } from '../platform/clock.ts'
import type { Settler } from './settler.ts'
import type { OrderView } from './view-queries.ts'

/** Somebody looks at an order: should the provider's webhook be lost, they need not wait for the clockwork. */
export type Nudge = (order: OrderView) => void

const EVERY_MS = 10 * SECOND_MS
const ORDERS_KEPT_MAX = 20_000

/** Settles an unpaid order that is looked at, at most every ten seconds, and not in the first ten of its life. */
export function openNudge(settler: Settler, clock: Clock): Nudge {
  const recent = new LRUCache<string, true>({ max: ORDERS_KEPT_MAX, ttl: EVERY_MS })
  return ({ eventId, orderId, state, madeAt }) => {
    if (state !== 'payment_pending' || clock.now().getTime() - madeAt.getTime() < EVERY_MS || recent.has(orderId))
      return
    recent.set(orderId, true)
    void settler.settle({ eventId, orderId }, 'nothing')
  }
}
