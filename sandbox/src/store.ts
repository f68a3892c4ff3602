import { Ledger } from './ledger.ts'
import { Queue } from './queue.ts'
import type { Charge, Dispute, Event, Intent, Kind, Payable, Refund, Session } from './records.ts'
import { Shelf } from './shelf.ts'

const EVENTS_SHARE = 0.5

/**
 * Everything the sandbox remembers, in memory, bounded: at most `maxObjects` records, half of them events. Over it,
 * the oldest event goes, and the oldest payment that is finished (its session is not open, its intent has ended), with
 * its charges and refunds. Unfinished payments are never dropped: `isFull` says when they leave no room.
 */
export class Store {
  readonly sessions = new Shelf<Session>()
  readonly intents = new Shelf<Intent>()
  readonly charges = new Shelf<Charge>()
  readonly refunds = new Shelf<Refund>()
  readonly disputes = new Shelf<Dispute>()
  readonly events = new Shelf<Event>()
  readonly ledger = new Ledger()
  readonly #maxEvents: number
  readonly #maxPayments: number
  readonly #finished = new Queue<string>()

  constructor(maxObjects: number) {
    this.#maxEvents = Math.max(1, Math.floor(maxObjects * EVENTS_SHARE))
    this.#maxPayments = Math.max(1, maxObjects - this.#maxEvents)
  }

  /** Puts a record or its next version; gives the version before, if there was one. */
  put(record: Kind): Kind | undefined {
    switch (record.object) {
      case 'checkout.session': {
        const before = this.sessions.put(record)
        if (record.status !== 'open') this.#noteFinished(record.id)
        return before
      }
      case 'payment_intent': {
        const before = this.intents.put(record)
        if (hasEnded(record)) this.#noteFinished(record.session)
        return before
      }
      case 'charge': {
        const before = this.charges.put(record)
        this.ledger.record(before, record)
        return before
      }
      case 'refund':
        return this.refunds.put(record)
      case 'dispute':
        return this.disputes.put(record)
      case 'event':
        return this.events.put(record)
    }
  }

  /** The record as it is now, whatever version is at hand. */
  latest(kind: Payable['object'], id: string): Payable | undefined {
    switch (kind) {
      case 'checkout.session':
        return this.sessions.get(id)
      case 'payment_intent':
        return this.intents.get(id)
      case 'charge':
        return this.charges.get(id)
      case 'refund':
        return this.refunds.get(id)
      case 'dispute':
        return this.disputes.get(id)
    }
  }

  /** Every record but the events, each kind from its oldest. */
  *payables(): Generator<Payable> {
    for (const shelf of [this.sessions, this.intents, this.charges, this.refunds, this.disputes]) yield* shelf.newer()
  }

  /** The charge that a payment stands on: its last one, unless that was declined. */
  goodCharge(intent: Intent): Charge | undefined {
    const charge = this.charges.get(intent.charges.at(-1) ?? '')
    return charge?.status === 'succeeded' ? charge : undefined
  }

  isFull(): boolean {
    return this.#payments() >= this.#maxPayments && this.#finished.length === 0
  }

  /** Drops what is over the limits; `dropped` hears the id of each record that went. */
  makeRoom(dropped: (id: string) => void): void {
    while (this.events.size > this.#maxEvents) drop(this.events, this.events.oldest()?.id, dropped)
    while (this.#payments() > this.#maxPayments) {
      const oldest = this.#finished.shift()
      if (oldest === undefined) return
      this.#dropPayment(oldest, dropped)
    }
  }

  clear(): void {
    for (const shelf of [this.sessions, this.intents, this.charges, this.refunds, this.disputes, this.events]) {
      shelf.clear()
    }
    this.ledger.clear()
    this.#finished.clear()
  }

  #payments(): number {
    return this.sessions.size + this.intents.size + this.charges.size + this.refunds.size + this.disputes.size
  }

  #noteFinished(session: string): void {
    const record = this.sessions.get(session)
    if (record === undefined || record.status === 'open') return
    const intent = this.intents.get(record.intent ?? '')
    if (record.intent === null || (intent !== undefined && hasEnded(intent))) this.#finished.push(session)
  }

  #dropPayment(session: string, dropped: (id: string) => void): void {
    const intent = this.intents.get(this.sessions.get(session)?.intent ?? '')
    for (const id of intent?.charges ?? []) {
      const charge = this.charges.get(id)
      for (const refund of charge?.refunds ?? []) drop(this.refunds, refund, dropped)
      drop(this.disputes, charge?.dispute ?? undefined, dropped)
      drop(this.charges, id, dropped)
    }
    drop(this.intents, intent?.id, dropped)
    drop(this.sessions, session, dropped)
  }
}

const hasEnded = (intent: Intent): boolean =>
  intent.status === 'succeeded' ||
  intent.status === 'canceled' ||
  (intent.status === 'requires_payment_method' && !intent.sessionOpen)

const drop = (shelf: { delete(id: string): void }, id: string | undefined, dropped: (id: string) => void): void => {
  if (id === undefined) return
  shelf.delete(id)
  dropped(id)
}
