import { orderMoves, paymentMoves, type Ending, type OrderState, type PaymentState } from '@foyer/contract/orders'
import type { MoneyStage, ProviderPayment, ProviderRefund } from '../../payments/index.ts'
import { decideNext, type Step } from '../decide-next.ts'
import type { Facts, OrderRow, PaymentRow, RefundRow } from '../facts.ts'

const AMOUNT = 2_500
const MINUTE = 60_000
const PAY_BY = 10 * MINUTE
const CAPTURE_RETRY = 60 * MINUTE
const STEPS_MAX = 40

/** The settling died here, and forgets what it had learned. */
export class Died extends Error {}

/**
 * An order with its provider and its places in memory, settled by the real decisions. What a step does is told here a
 * second time, in the plainest way; whatever must never happen throws.
 */
export class SimulatedOrder {
  now = 0
  order: OrderRow
  payment: PaymentRow | null
  refunds: RefundRow[] = []
  tickets = 0
  captures = 0
  provider = {
    away: false,
    session: 'none' as 'none' | 'open' | 'complete' | 'expired',
    money: 'none' as MoneyStage,
    amount: AMOUNT,
    refuses: false,
    failsCaptures: 0,
    refunds: [] as ProviderRefund[],
  }
  /** `held` keeps them from others; `over` does not; `taken` says that others have them. */
  places: 'held' | 'over' | 'taken' | 'sold' = 'held'

  constructor(free = false) {
    const at = new Date(0)
    const ids = { eventId: 'event', orderId: 'order', buyerId: 'buyer', buyerName: 'Ada', holdId: 'hold' }
    const amounts = { currency: 'GBP', faceMinor: free ? 0 : AMOUNT, feesMinor: 0, amountMinor: free ? 0 : AMOUNT }
    const times = {
      madeAt: at,
      payBy: new Date(PAY_BY),
      settleAt: at,
      authorisedAt: null,
      confirmedAt: null,
      endedAt: null,
    }
    this.order = { ...ids, ...amounts, ...times, state: 'payment_pending', places: [1], endedBecause: null }
    const keys = { sessionKey: 's', captureKey: 'c', voidKey: 'v' }
    const rest = { capturedMinor: 0, sessionId: null, intentId: null, captureUntil: null, madeAt: at }
    this.payment = free ? null : { paymentId: 'payment', state: 'starting', ...keys, ...rest }
  }

  /** Settles as far as it goes; dies after that many steps, if told to. */
  settle(told: Facts['told'] = 'payment', diesAfter = Infinity): void {
    let facts = this.#facts(told)
    for (let steps = 1; ; steps++) {
      if (steps > STEPS_MAX) throw new Error(`it does not settle: ${JSON.stringify(facts)}`)
      const step = decideNext(facts)
      if (step.do === 'wait' || step.do === 'nothing') {
        this.#check(step.do === 'nothing')
        return
      }
      facts = { ...facts, ...this.#do(step, facts), order: this.order, payment: this.payment, refunds: this.refunds }
      if (steps === diesAfter) throw new Died()
    }
  }

  pay(money: 'authorised' | 'processing' = 'authorised'): void {
    if (this.provider.session !== 'open') return
    this.provider.session = 'complete'
    this.provider.money = money
  }

  answerLate(yes: boolean): void {
    if (this.provider.money === 'processing') this.provider.money = yes ? 'authorised' : 'none'
  }

  cancel(): void {
    if (this.order.state === 'payment_pending' || this.order.state === 'review') this.#undo('cancelled-by-buyer')
  }

  lapse(): void {
    if (this.places === 'held') this.places = 'over'
  }

  takePlaces(): void {
    if (this.places === 'over') this.places = 'taken'
  }

  #facts(told: Facts['told']): Facts {
    return {
      now: new Date(this.now),
      order: this.order,
      payment: this.payment,
      told,
      seen: 'not-asked',
      sessionRefused: false,
      captureFailed: false,
      places: 'not-asked',
      refunds: this.refunds,
      disputes: [],
      seenMoneyBack: 'not-asked',
    }
  }

  #seen(): ProviderPayment {
    const { session, money, amount } = this.provider
    if (session === 'none') throw new Error('asked for a session that is not there')
    const rest = {
      sessionId: 'cs',
      url: null,
      intentId: money === 'none' ? null : 'pi',
      currency: 'GBP',
      instrument: null,
    }
    return { ...rest, session, money, amountMinor: amount }
  }

  #do(step: Step, facts: Facts): Partial<Facts> {
    const { provider } = this
    switch (step.do) {
      case 'ask-provider':
        return { seen: provider.away ? 'no-answer' : this.#seen() }
      case 'open-session':
        if (provider.away) return { seen: 'no-answer' }
        if (provider.refuses) return { sessionRefused: true }
        if (provider.session === 'none') provider.session = 'open'
        this.#pay({ state: 'open', sessionId: 'cs' })
        return { seen: this.#seen() }
      case 'close-session':
        if (provider.away) return { seen: 'no-answer' }
        if (provider.session !== 'open') return { seen: 'not-asked' }
        provider.session = 'expired'
        return { seen: this.#seen() }
      case 'sell-places':
        if (this.places === 'taken') return { places: 'gone' }
        this.places = 'sold'
        return { places: { sold: [1] } }
      case 'free-places':
        if (this.places !== 'taken') this.places = 'over'
        return { places: 'freed' }
      case 'look-at-places':
        return { places: this.places === 'sold' ? { sold: [1] } : 'freed' }
      case 'record-authorised':
        this.#move('authorised', { authorisedAt: new Date(this.now), endedBecause: null })
        return {}
      case 'capture':
        return this.#capture()
      case 'confirm':
      case 'confirm-free':
        if (step.do === 'confirm')
          this.#pay({ state: 'captured', capturedMinor: step.capturedMinor, intentId: step.intentId })
        this.#move('confirmed', { confirmedAt: new Date(this.now) })
        this.tickets++
        return {}
      case 'undo':
        this.#undo(step.because)
        return {}
      case 'void':
        if (provider.away || provider.money !== 'authorised') return { seen: 'no-answer' }
        provider.money = 'void'
        return { seen: this.#seen() }
      case 'end':
        if (step.payment !== null) this.#pay({ state: step.payment })
        this.#move(endOf(this.order.endedBecause), { endedAt: new Date(this.now) })
        return {}
      case 'review':
        this.#move('review')
        return {}
      case 'take-and-refund':
        this.#pay({ state: 'captured', capturedMinor: step.seen.amountMinor, intentId: 'pi' })
        this.#move('refund_pending')
        this.refunds = [
          {
            refundId: 'r',
            state: 'asked',
            amountMinor: step.seen.amountMinor,
            providerRefundId: null,
            refundKey: 'k',
            places: [],
            placesReturned: false,
          },
        ]
        return {}
      case 'ask-money-back':
        return { seenMoneyBack: provider.away ? 'no-answer' : { refunds: [...provider.refunds], disputes: [] } }
      case 'send-refund': {
        if (provider.away) return { seenMoneyBack: 'no-answer' }
        const refund = { providerRefundId: 're', refundId: step.refund.refundId, failedBecause: null }
        provider.refunds.push({ ...refund, state: 'succeeded', amountMinor: step.refund.amountMinor })
        return { seenMoneyBack: { refunds: [...provider.refunds], disputes: [] } }
      }
      case 'record-refund':
        this.refunds = [{ ...step.refund, state: step.became.state, providerRefundId: 're' }]
        return {}
      case 'record-state':
        this.#move(step.state)
        return {}
      case 'adopt-refund':
      case 'record-dispute':
      case 'return-places':
      case 'wait':
      case 'nothing':
        throw new Error(`${step.do} has no place here, in ${facts.order.state}`)
    }
  }

  #capture(): Partial<Facts> {
    const { provider } = this
    if (provider.away) return { seen: 'no-answer' }
    if (provider.money !== 'authorised' || this.places !== 'sold') throw new Error('captured without a sale')
    if (provider.failsCaptures > 0) {
      provider.failsCaptures--
      this.#pay({ state: 'authorised', captureUntil: this.payment?.captureUntil ?? new Date(this.now + CAPTURE_RETRY) })
      return { captureFailed: true, seen: 'not-asked' }
    }
    provider.money = 'captured'
    this.captures++
    return { seen: this.#seen() }
  }

  #undo(because: Ending): void {
    if (this.order.state !== 'cancelling') this.#move('cancelling')
    this.order = { ...this.order, endedBecause: because, endedAt: null }
  }

  #move(to: OrderState, change: Partial<OrderRow> = {}): void {
    const moves: readonly OrderState[] = orderMoves[this.order.state]
    if (!moves.includes(to)) throw new Error(`an order moved from ${this.order.state} to ${to}`)
    this.order = { ...this.order, ...change, state: to }
  }

  #pay(change: Partial<PaymentRow>): void {
    if (this.payment === null) throw new Error('a free order has no payment')
    const to = change.state ?? this.payment.state
    const moves: readonly PaymentState[] = paymentMoves[this.payment.state]
    if (to !== this.payment.state && !moves.includes(to))
      throw new Error(`a payment moved from ${this.payment.state} to ${to}`)
    this.payment = { ...this.payment, ...change }
  }

  /** What holds whenever a settling has come as far as it can. */
  #check(atRest: boolean): void {
    const { order, provider } = this
    if (this.tickets > 1 || this.captures > 1) throw new Error('something was done twice')
    if (order.state === 'confirmed') {
      if (this.tickets !== 1 || this.places !== 'sold') throw new Error('confirmed without tickets or places')
      if (this.payment !== null && provider.money !== 'captured') throw new Error('confirmed without money')
    } else if (this.tickets > 0) throw new Error('tickets without a confirmed order')
    if (atRest && (order.state === 'expired' || order.state === 'cancelled' || order.state === 'capture_failed'))
      if (this.places === 'sold') throw new Error('an order that ended keeps its places')
  }
}

const endOf = (because: Ending | null): OrderState =>
  because === 'unpaid' ? 'expired' : because === 'capture-failed' ? 'capture_failed' : 'cancelled'
