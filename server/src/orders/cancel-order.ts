import { actionsIn, type OrderState } from '@foyer/contract/orders'
import { findFacts, type OrderKey } from './queries.ts'
import { recordUndo } from './record-life.ts'
import type { Settling } from './settling.ts'

/** Ends of a cancellation that was asked for before, or that time brought about by itself. */
const alreadyEnding: readonly OrderState[] = ['cancelling', 'cancelled', 'expired']
const TRIES_MAX = 5

/** The buyer gives up an unpaid order. From here on it is being undone; what that takes is left to the settling. */
export async function cancelOrder(
  deps: Settling,
  key: OrderKey,
): Promise<'cancelling' | { readonly refused: 'not-cancellable'; readonly state: OrderState }> {
  for (let tries = 0; ; tries++) {
    const loaded = await findFacts(deps.db.sql, key)
    if (loaded === undefined) throw new Error(`there is no order ${key.orderId}`)
    const { order } = loaded
    if (alreadyEnding.includes(order.state)) return 'cancelling'
    if (!actionsIn(order.state).includes('cancel')) return { refused: 'not-cancellable', state: order.state }
    if (await recordUndo(deps, order, 'cancelled-by-buyer')) return 'cancelling'
    if (tries === TRIES_MAX) throw new Error(`order ${key.orderId} moves faster than it can be cancelled`)
  }
}
