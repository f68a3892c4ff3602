import type { Ending } from '@foyer/contract/orders'
import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { ProviderPayment } from '../payments/index.ts'
import { decideMoneyBack, type MoneyBackStep } from './decide-money-back.ts'
import type { Facts } from './facts.ts'

/** The one thing to do next for an order. What is recorded is recorded only if the order is still in the same state. */
export type Step =
  | { readonly do: 'ask-provider' }
  | { readonly do: 'open-session' }
  | { readonly do: 'close-session' }
  /** Sell the places to the order, or take them again when the hold is over. */
  | { readonly do: 'sell-places' }
  | { readonly do: 'record-authorised'; readonly places: readonly number[] }
  | { readonly do: 'capture'; readonly intentId: string }
  | { readonly do: 'confirm'; readonly intentId: string; readonly capturedMinor: number }
  | { readonly do: 'confirm-free'; readonly places: readonly number[] }
  /** Turn back: from here on the order is being undone. */
  | { readonly do: 'undo'; readonly because: Ending }
  | { readonly do: 'void'; readonly intentId: string }
  | { readonly do: 'free-places' }
  /** Whether places are sold to the order that it should not have. */
  | { readonly do: 'look-at-places' }
  | { readonly do: 'end'; readonly payment: 'voided' | 'expired' | 'failed' | null }
  /** Money was taken without a sale: all of it goes back. */
  | { readonly do: 'take-and-refund'; readonly seen: ProviderPayment }
  | { readonly do: 'review'; readonly because: string }
  | MoneyBackStep
  /** Nothing to do before then, unless something happens. */
  | { readonly do: 'wait'; readonly until: Date }
  | { readonly do: 'nothing' }

/** An open session is looked at this often though no webhook came: a payment that none told of is found within a minute. */
export const LOOK_AT_OPEN_MS = 45 * SECOND_MS
/**
 * An order that ended is looked at once more after this long, where another process may have been selling its places to
 * it: that one had seen the money before it was given back, was halted, and went on when all was over.
 */
export const LAST_LOOK_MS = 2 * MINUTE_MS
const RETRY_MIN_MS = 5 * SECOND_MS
const RETRY_MAX_MS = 10 * MINUTE_MS

/**
 * What to do next for an order, from the facts alone. Whatever made us look (a webhook, its tenth copy, the buyer's
 * return, the clock), the answer depends only on how things stand: so their order and number do not matter.
 */
export function decideNext(facts: Facts): Step {
  switch (facts.order.state) {
    case 'payment_pending':
      return facts.payment === null ? decideFree(facts) : decidePending(facts)
    case 'cancelling':
      return decideUndoing(facts)
    case 'authorised':
      return decideAuthorised(facts)
    case 'expired':
    case 'cancelled':
    case 'capture_failed':
      return decideAfterTheEnd(facts)
    case 'review':
      return { do: 'nothing' }
    case 'confirmed':
    case 'refund_pending':
    case 'refund_failed':
    case 'partly_refunded':
    case 'refunded':
    case 'disputed':
    case 'dispute_lost':
      return decideMoneyBack(facts) ?? { do: 'nothing' }
  }
}

/** A free order only needs its places. */
function decideFree({ places }: Facts): Step {
  if (places === 'not-asked') return { do: 'sell-places' }
  if (places === 'gone' || places === 'freed' || places === 'too-many-for-card')
    return { do: 'undo', because: 'places-gone' }
  return { do: 'confirm-free', places: places.sold }
}

/** Waiting for the buyer to pay. */
function decidePending(facts: Facts): Step {
  const { order, payment, seen, now } = facts
  const over = now >= order.payBy
  if (payment === null || payment.sessionId === null) {
    if (facts.sessionRefused) return { do: 'undo', because: 'refused-by-provider' }
    // A session that may have been opened all the same has an address that nobody was told: it cannot be paid.
    if (over) return { do: 'undo', because: 'unpaid' }
    return seen === 'no-answer' ? retryLater(facts) : { do: 'open-session' }
  }
  if (seen === 'not-asked') return { do: 'ask-provider' }
  if (seen === 'no-answer') return retryLater(facts)
  switch (seen.money) {
    case 'authorised':
    case 'captured':
      return decidePaid(facts, seen)
    case 'void':
      return { do: 'undo', because: 'unpaid' }
    case 'processing':
      return retryLater(facts)
    case 'none':
      // A session that is complete without money is one whose late payment failed: nobody can pay it any more.
      if (over || seen.session !== 'open') return { do: 'undo', because: 'unpaid' }
      return { do: 'wait', until: earlier(order.payBy, after(now, LOOK_AT_OPEN_MS)) }
  }
}

/** The buyer paid, in time or late: the places are theirs if they can be had. */
function decidePaid(facts: Facts, seen: ProviderPayment): Step {
  const misfit = findMisfit(facts, seen)
  if (misfit !== undefined) return { do: 'review', because: misfit }
  if (facts.places === 'not-asked') return { do: 'sell-places' }
  if (facts.places === 'too-many-for-card') return { do: 'undo', because: 'too-many-for-card' }
  if (facts.places === 'gone' || facts.places === 'freed') return { do: 'undo', because: 'places-gone' }
  return { do: 'record-authorised', places: facts.places.sold }
}

/** The places are sold to the order; the money is to be collected. */
function decideAuthorised(facts: Facts): Step {
  const { order, payment, seen, now } = facts
  if (seen === 'not-asked') return { do: 'ask-provider' }
  if (seen === 'no-answer' || payment === null) return retryLater(facts)
  switch (seen.money) {
    case 'captured': {
      const misfit = findMisfit(facts, seen)
      if (misfit !== undefined) return { do: 'review', because: misfit }
      if (seen.intentId === null) return retryLater(facts)
      return { do: 'confirm', intentId: seen.intentId, capturedMinor: seen.amountMinor }
    }
    case 'authorised':
      if (payment.captureUntil !== null && now >= payment.captureUntil) return { do: 'undo', because: 'capture-failed' }
      if (facts.captureFailed || seen.intentId === null) return retryLater(facts, order.authorisedAt ?? now)
      return { do: 'capture', intentId: seen.intentId }
    case 'void':
    case 'none':
      return { do: 'undo', because: 'capture-failed' }
    case 'processing':
      return retryLater(facts)
  }
}

/** On the way back: no money is kept and no place is kept from others. */
function decideUndoing(facts: Facts): Step {
  const { order, payment, seen } = facts
  const free = facts.places === 'freed'
  if (payment === null) return free ? { do: 'end', payment: null } : { do: 'free-places' }
  if (payment.sessionId === null)
    return free
      ? { do: 'end', payment: order.endedBecause === 'refused-by-provider' ? 'failed' : 'expired' }
      : { do: 'free-places' }
  if (seen === 'not-asked') return { do: 'ask-provider' }
  if (seen === 'no-answer') return retryLater(facts)
  switch (seen.money) {
    case 'authorised':
      // Paid at the last moment: a sale after all, if the places can still be had.
      if (order.endedBecause === 'unpaid') return decidePaid(facts, seen)
      return seen.intentId === null ? retryLater(facts) : { do: 'void', intentId: seen.intentId }
    case 'captured':
      if (order.endedBecause === 'unpaid') return decidePaid(facts, seen)
      return free ? { do: 'take-and-refund', seen } : { do: 'free-places' }
    case 'processing':
      return retryLater(facts)
    case 'void':
      return free ? { do: 'end', payment: 'voided' } : { do: 'free-places' }
    case 'none':
      if (seen.session === 'open') return { do: 'close-session' }
      return free
        ? { do: 'end', payment: payment.state === 'authorised' ? 'voided' : 'expired' }
        : { do: 'free-places' }
  }
}

/**
 * Ended without tickets. Should the provider say that it was paid, that is never passed over in silence: the order is under
 * way again before anything is done for it, so that whatever a crash leaves is found, and what ended has neither places nor
 * a card that counts for it. From there one that was not paid in time becomes a sale after all, if its places can be had.
 */
function decideAfterTheEnd(facts: Facts): Step {
  const { order, payment, seen } = facts
  if (facts.told !== 'payment' || payment === null || payment.sessionId === null) return decideLastLook(facts)
  if (seen === 'not-asked') return { do: 'ask-provider' }
  if (seen === 'no-answer') return retryLater(facts)
  if (seen.money !== 'authorised' && seen.money !== 'captured') return decideLastLook(facts)
  return { do: 'undo', because: order.endedBecause ?? 'unpaid' }
}

/** Places that were sold to it all the same go back the way that they always do: it is undone once more. */
function decideLastLook({ order, places, now }: Facts): Step {
  if (typeof places === 'object') return { do: 'undo', because: order.endedBecause ?? 'unpaid' }
  if (order.settleAt === null || order.endedAt === null || places !== 'not-asked') return { do: 'nothing' }
  const lookAt = after(order.endedAt, LAST_LOOK_MS)
  return now < lookAt ? { do: 'wait', until: lookAt } : { do: 'look-at-places' }
}

/** What does not fit between the money and the order, in a sentence; undefined when all does. */
function findMisfit({ order }: Facts, seen: ProviderPayment): string | undefined {
  if (seen.currency !== order.currency) return `paid in ${seen.currency}, ordered in ${order.currency}`
  if (seen.amountMinor !== order.amountMinor)
    return `${seen.amountMinor} ${seen.money} of ${order.amountMinor} ${order.currency} minor units`
  return undefined
}

/** The older what we wait for, the longer until the next look: half its age, between 5 seconds and 10 minutes. */
function retryLater({ now, order }: Facts, since: Date = order.authorisedAt ?? order.madeAt): Step {
  const age = now.getTime() - since.getTime()
  return { do: 'wait', until: after(now, Math.min(Math.max(age / 2, RETRY_MIN_MS), RETRY_MAX_MS)) }
}

const after = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms)
const earlier = (a: Date, b: Date): Date => (a < b ? a : b)
