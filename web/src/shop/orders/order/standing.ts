import type { Order } from '@foyer/contract/orders'

/** How an order stands, in the words of its page. */
export type Standing =
  | 'to-pay'
  | 'being-paid'
  | 'done'
  | 'undoing'
  | 'expired'
  | 'cancelled'
  | 'places-gone'
  | 'payment-failed'
  | 'too-many-for-card'
  | 'review'
  | 'money-coming'
  | 'part-given-back'
  | 'given-back'
  | 'money-stuck'
  | 'disputed'
  | 'dispute-lost'

/** What the state of an order means to whoever made it. Pure. */
export function standingOf({ state, endedBecause }: Pick<Order, 'state' | 'endedBecause'>): Standing {
  switch (state) {
    case 'payment_pending':
      return 'to-pay'
    case 'authorised':
      return 'being-paid'
    case 'confirmed':
      return 'done'
    case 'cancelling':
      return 'undoing'
    case 'expired':
      return 'expired'
    case 'cancelled':
      if (endedBecause === 'places-gone' || endedBecause === 'too-many-for-card') return endedBecause
      return endedBecause === 'refused-by-provider' || endedBecause === 'capture-failed'
        ? 'payment-failed'
        : 'cancelled'
    case 'capture_failed':
      return 'payment-failed'
    case 'review':
      return 'review'
    case 'refund_pending':
      return 'money-coming'
    case 'partly_refunded':
      return 'part-given-back'
    case 'refunded':
      return 'given-back'
    case 'refund_failed':
      return 'money-stuck'
    case 'disputed':
      return 'disputed'
    case 'dispute_lost':
      return 'dispute-lost'
  }
}

/** Standings in which there are tickets. */
export const hasTickets = (standing: Standing): boolean =>
  standing === 'done' || standing === 'part-given-back' || standing === 'money-coming'

/** Standings after which one may want to choose again. */
export const mayChooseAgain = (standing: Standing): boolean =>
  ['expired', 'cancelled', 'places-gone', 'payment-failed', 'too-many-for-card'].includes(standing)

/** How grave it is. */
export function gravityOf(standing: Standing): 'good' | 'signal' | 'stop' | 'plain' {
  if (standing === 'done') return 'good'
  if (standing === 'to-pay' || standing === 'being-paid' || standing === 'undoing') return 'signal'
  return ['money-stuck', 'payment-failed', 'too-many-for-card', 'places-gone', 'disputed', 'dispute-lost'].includes(
    standing,
  )
    ? 'stop'
    : 'plain'
}
