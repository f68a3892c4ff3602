import { answerChallenge, attemptPayment } from './attempts.ts'
import { cardNumbered, readCard } from './cards.ts'
import type { Timeline } from './clock.ts'
import { closeDispute, openDispute } from './disputes.ts'
import { fallDue } from './due.ts'
import { full, isRefusal, type Refusal } from './errors.ts'
import type { Faults } from './faults.ts'
import { newId } from './ids.ts'
import type { Journal } from './journal.ts'
import { cancelIntent, captureIntent, failCapture } from './intents.ts'
import type { Reader } from './params.ts'
import type {
  Cause,
  Charge,
  Dispute,
  Event,
  Happening,
  Intent,
  Moment,
  Payable,
  PaymentFailure,
  Session,
  Step,
} from './records.ts'
import { BALANCE_SHORT, refundCharge, type RefundWish } from './refunds.ts'
import { expireSession, openSession, returnUrl } from './sessions.ts'
import type { Store } from './store.ts'
import { subjectOf } from './subject.ts'
import type { Switches } from './switches.ts'

/** What a person who pays gets to see next. */
export type PayOutcome =
  | { outcome: 'paid' | 'processing' | 'challenge'; redirect: string }
  | { outcome: 'declined'; failure: PaymentFailure }
  | {
      outcome: 'refused'
      because: 'mistyped-card' | 'no-challenge' | 'provider-down' | 'session-complete' | 'session-expired' | 'unknown'
    }

/** Somebody on the hosted page, or time itself: not a call to the API. */
const BY_ITSELF: Cause = { requestId: null, idempotencyKey: null }

export type GatewayParts = {
  readonly store: Store
  readonly timeline: Timeline
  readonly faults: Faults
  readonly switches: () => Switches
  /** Whether an event of this type goes out as a webhook. */
  readonly isAwaited: (type: Event['type']) => boolean
  readonly announce: (event: Event) => void
  /** Where steps are noted before they take effect. */
  readonly journal: Journal | undefined
}

/**
 * The verbs of the payment provider. Each reads the records concerned, lets a pure function decide, and commits the
 * step: journal, records, then events, then what falls due later. Nothing here waits, so no two verbs ever interleave.
 */
export class Gateway {
  readonly #parts: GatewayParts

  constructor(parts: GatewayParts) {
    this.#parts = parts
  }

  /** Plans again what falls due of records that were put back. */
  resume(): void {
    for (const record of this.#parts.store.payables()) if (record.dueAt !== null) this.#plan(record, record.dueAt)
  }

  openSession(read: Reader, pageBase: string, cause: Cause): Session | Refusal {
    if (this.#parts.store.isFull()) return full
    const session = openSession(read, this.#parts.timeline.now(), pageBase)
    if (!isRefusal(session)) this.#commit({ put: [session], happened: [] }, cause)
    return session
  }

  expireSession(session: Session, cause: Cause): Session | Refusal {
    const intent = this.#parts.store.intents.get(session.intent ?? '')
    return this.#act(session, expireSession(session, intent, this.#goodCharge(intent), this.#moment().now), cause)
  }

  captureIntent(intent: Intent, amount: number | undefined, cause: Cause): Intent | Refusal {
    const charge = this.#goodCharge(intent)
    const step = captureIntent(this.#sessionOf(intent), intent, charge, amount, this.#moment())
    if (isRefusal(step) || charge === undefined) return this.#act(intent, step, cause)
    const { faults, switches, store } = this.#parts
    const fails =
      faults.captureFails(switches(), subjectOf(store, intent)) || cardNumbered(charge.card).capture === 'fails'
    if (!fails) return this.#act(intent, step, cause)
    const failed = failCapture(intent, charge)
    this.#commit(failed.step, cause)
    return failed.refusal
  }

  cancelIntent(intent: Intent, reason: string | null, cause: Cause): Intent | Refusal {
    return this.#act(intent, cancelIntent(intent, this.#goodCharge(intent), reason, this.#moment().now), cause)
  }

  /** Gives the id of the new refund. */
  refund(charge: Charge, wish: RefundWish, cause: Cause): string | Refusal {
    const { faults, switches, store } = this.#parts
    const fault = faults.refund(switches(), subjectOf(store, charge))
    const step = refundCharge(charge, wish, fault === 'refund-fails-later' ? 'fails-later' : 'normal', this.#moment())
    if (isRefusal(step)) return step
    if (fault === 'refund-fails') return BALANCE_SHORT
    this.#commit(step, cause)
    return step.put.find((record) => record.object === 'refund')?.id ?? ''
  }

  /** Gives the id of the new dispute. */
  openDispute(charge: Charge, amount: number | undefined, reason: string): string | Refusal {
    const step = openDispute(charge, amount, reason, this.#moment().now)
    if (isRefusal(step)) return step
    this.#commit(step, BY_ITSELF)
    return step.put.find((record) => record.object === 'dispute')?.id ?? ''
  }

  closeDispute(dispute: Dispute, outcome: 'won' | 'lost'): Refusal | undefined {
    const charge = this.#parts.store.charges.get(dispute.charge)
    if (charge === undefined) throw new Error(`dispute ${dispute.id} has no charge`)
    const step = closeDispute(dispute, charge, outcome)
    if (isRefusal(step)) return step
    this.#commit(step, BY_ITSELF)
    return undefined
  }

  /** A person enters a card on the hosted page, or a program does it for one. */
  pay(sessionId: string, writtenCard: string): PayOutcome {
    const session = this.#payable(sessionId)
    if ('outcome' in session) return session
    const card = readCard(writtenCard)
    if (card === 'mistyped') return { outcome: 'refused', because: 'mistyped-card' }
    const { faults, switches, store } = this.#parts
    const intent = store.intents.get(session.intent ?? '')
    const mismatch = intent === undefined ? faults.amount(switches(), subjectOf(store, session)) : null
    this.#commit(attemptPayment(session, intent, card, this.#moment(), mismatch), BY_ITSELF)
    return this.#whatNext(sessionId)
  }

  /** The person passes or fails the challenge of the bank. */
  answerChallenge(sessionId: string, passed: boolean): PayOutcome {
    const session = this.#payable(sessionId)
    if ('outcome' in session) return session
    const intent = this.#parts.store.intents.get(session.intent ?? '')
    if (intent?.status !== 'requires_action') return { outcome: 'refused', because: 'no-challenge' }
    this.#commit(answerChallenge(session, intent, passed, this.#moment()), BY_ITSELF)
    return this.#whatNext(sessionId)
  }

  #payable(sessionId: string): Session | PayOutcome {
    const session = this.#parts.store.sessions.get(sessionId)
    if (this.#parts.switches().down) return { outcome: 'refused', because: 'provider-down' }
    if (session === undefined) return { outcome: 'refused', because: 'unknown' }
    if (session.status === 'open') return session
    return { outcome: 'refused', because: session.status === 'expired' ? 'session-expired' : 'session-complete' }
  }

  #whatNext(sessionId: string): PayOutcome {
    const session = this.#parts.store.sessions.get(sessionId)
    const intent = this.#parts.store.intents.get(session?.intent ?? '')
    if (session === undefined || intent === undefined) return { outcome: 'refused', because: 'unknown' }
    switch (intent.status) {
      case 'requires_action':
        return { outcome: 'challenge', redirect: `${session.terms.pageUrl}/challenge` }
      case 'processing':
        return { outcome: 'processing', redirect: returnUrl(session) }
      case 'requires_capture':
      case 'succeeded':
        return { outcome: 'paid', redirect: returnUrl(session) }
      case 'requires_payment_method':
      case 'canceled':
        if (intent.lastError === null) throw new Error(`intent ${intent.id} failed without a reason`)
        return { outcome: 'declined', failure: intent.lastError }
    }
  }

  /** Commits what was decided and gives the record as it is now, or passes the refusal on. */
  #act<Acted extends Session | Intent>(acted: Acted, decided: Step | Refusal, cause: Cause): Acted | Refusal {
    if (isRefusal(decided)) return decided
    this.#commit(decided, cause)
    return this.#parts.store.latest(acted.object, acted.id) as Acted
  }

  #commit(step: Step, cause: Cause): void {
    const { store, timeline, journal } = this.#parts
    journal?.record(step.put)
    for (const record of step.put) {
      const before = store.put(record)
      if (record.dueAt === (before?.dueAt ?? null)) continue
      if (record.dueAt === null) timeline.cancel(record.id)
      else this.#plan(record, record.dueAt)
    }
    for (const happening of step.happened) this.#announce(happening, cause)
    store.makeRoom((id) => timeline.cancel(id))
  }

  #plan({ object, id }: Payable, at: number): void {
    this.#parts.timeline.set(id, at, () => this.#fallDue(object, id))
  }

  #fallDue(kind: Payable['object'], id: string): void {
    const record = this.#parts.store.latest(kind, id)
    if (record !== undefined) this.#commit(fallDue(record, this.#parts.store, this.#moment()), BY_ITSELF)
  }

  #announce({ type, about, previous }: Happening, cause: Cause): void {
    const event: Event = {
      object: 'event',
      id: newId('evt_1'),
      created: this.#parts.timeline.seconds(),
      dueAt: null,
      type,
      about,
      previous: previous ?? null,
      cause,
      pending: this.#parts.isAwaited(type) ? 1 : 0,
    }
    this.#parts.store.put(event)
    this.#parts.announce(event)
  }

  #moment(): Moment {
    return { now: this.#parts.timeline.now(), lateMs: this.#parts.switches().lateSeconds * 1_000 }
  }

  #goodCharge(intent: Intent | undefined): Charge | undefined {
    return intent && this.#parts.store.goodCharge(intent)
  }

  #sessionOf(intent: Intent): Session {
    const session = this.#parts.store.sessions.get(intent.session)
    if (session === undefined) throw new Error(`intent ${intent.id} has no session`)
    return session
  }
}
