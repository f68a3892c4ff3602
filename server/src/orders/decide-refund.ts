import { refundableStates, type OrderState } from '@foyer/contract/orders'
import type { PlaceNo } from '@foyer/contract'
import type { OrderForRefund } from './queries.ts'

/** What goes back of an order, and who bears it, in minor units. */
export type RefundDecision =
  | {
      readonly paymentId: string
      readonly places: readonly PlaceNo[]
      /** Of the face value, which the organiser bears. */
      readonly face: number
      readonly fees: number
      /** Nobody's but the buyer's: taken without a sale. */
      readonly owed: number
    }
  | { readonly refused: 'not-refundable' | 'not-its-places' }

/**
 * What the places cost, fees included; for all that are left, what is left of the money, since some may have been given
 * back at the provider without saying for which places. Money and places end together: a refund that leaves places
 * without money behind is refused. Of an order that was never sold there are no places: what was taken goes back.
 */
export function decideRefund(order: OrderForRefund, places: readonly PlaceNo[] | 'all'): RefundDecision {
  const refundable: readonly OrderState[] = refundableStates
  const { paymentId } = order
  if (paymentId === null || !refundable.includes(order.state)) return { refused: 'not-refundable' }
  if (!order.sold) return decideOwed(order, paymentId, places)
  const left = order.lines.filter((line) => !line.givenBack)
  const chosen = places === 'all' ? left : left.filter((line) => places.includes(line.placeNo))
  if (places !== 'all' && chosen.length !== places.length) return { refused: 'not-its-places' }
  const faceAsked = chosen.reduce((sum, line) => sum + line.faceMinor, 0)
  const feesAsked = chosen.reduce((sum, line) => sum + line.feesMinor, 0)
  const isLast = chosen.length === left.length
  const amount = isLast ? Math.min(faceAsked + feesAsked, order.leftMinor) : faceAsked + feesAsked
  if (amount === 0 || (!isLast && amount >= order.leftMinor)) return { refused: 'not-refundable' }
  // What went back at the provider was all borne by the organiser: the fees are still to be returned in full.
  const fees = Math.min(feesAsked, amount)
  return { paymentId, places: chosen.map((line) => line.placeNo), face: amount - fees, fees, owed: 0 }
}

function decideOwed(
  { leftMinor }: OrderForRefund,
  paymentId: string,
  places: readonly PlaceNo[] | 'all',
): RefundDecision {
  if (places !== 'all') return { refused: 'not-its-places' }
  return leftMinor > 0 ? { paymentId, places: [], face: 0, fees: 0, owed: leftMinor } : { refused: 'not-refundable' }
}
