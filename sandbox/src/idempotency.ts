import { hash } from 'node:crypto'
import { keyInUse, keyReused, keyTooLong, type Refusal } from './errors.ts'
import { Queue } from './queue.ts'

/** An answer before it is written out: the body is made from records, which never change, so it can wait. */
export type Answer = { readonly status: number; readonly body: () => string }

type Entry = {
  readonly key: string
  readonly path: string
  readonly fingerprint: string
  readonly at: number
  readonly requestId: string
  /** Null while nothing is decided. */
  answer: Answer | null
  /** Until the answer is out, or there is none to keep. */
  underWay: boolean
}

/** An answer that is kept under its key, written out. */
export type KeptAnswer = Omit<Entry, 'answer' | 'underWay'> & { readonly status: number; readonly body: string }

export type Attempt = { readonly fresh: Entry } | { readonly replay: Answer; readonly firstRequest: string } | Refusal

const KEY_LENGTH_MAX = 255
const KEY_LIFE_MS = 24 * 60 * 60 * 1_000 // Stripe may forget a key after a day; the sandbox does, at once

/**
 * Stripe's rules for idempotency keys (docs.stripe.com/api/idempotent_requests): the first answer is kept and given
 * again to the same request, whatever it was; another request under the same key is refused; so is a twin of one that
 * is still being worked on. At most `max` keys are kept, the oldest go first.
 */
export class IdempotencyKeys {
  readonly #entries = new Map<string, Entry>()
  readonly #order = new Queue<Entry>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  begin(key: string, path: string, body: string, requestId: string, now: number): Attempt {
    if (key.length > KEY_LENGTH_MAX) return keyTooLong
    const fingerprint = fingerprintOf(body)
    const earlier = this.#entries.get(key)
    if (earlier === undefined || now - earlier.at >= KEY_LIFE_MS) {
      return { fresh: this.#enter({ key, path, fingerprint, at: now, requestId, answer: null, underWay: true }) }
    }
    if (earlier.path !== path) return keyReused(`another endpoint, ${earlier.path}`)
    if (earlier.fingerprint !== fingerprint) return keyReused('other parameters')
    if (earlier.underWay || earlier.answer === null) return keyInUse
    return { replay: earlier.answer, firstRequest: earlier.requestId }
  }

  /** Keeps the answer for those who ask again once it is out. */
  keep(entry: Entry, answer: Answer): void {
    entry.answer = answer
  }

  /** The answer is out. Where none was to be kept, the key is as if never used. */
  finish(entry: Entry): void {
    entry.underWay = false
    if (entry.answer === null && this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key)
  }

  /** Every answer that is still given again, from the oldest. */
  *kept(now: number): Generator<KeptAnswer> {
    for (const entry of this.#entries.values()) {
      if (entry.answer !== null && now - entry.at < KEY_LIFE_MS) yield writtenOut(entry, entry.answer)
    }
  }

  restore({ status, body, ...entry }: KeptAnswer): void {
    this.#enter({ ...entry, answer: { status, body: () => body }, underWay: false })
  }

  clear(): void {
    this.#entries.clear()
    this.#order.clear()
  }

  #enter(entry: Entry): Entry {
    this.#entries.set(entry.key, entry)
    this.#order.push(entry)
    while (this.#order.length > this.#max) {
      const oldest = this.#order.shift()
      if (oldest !== undefined && this.#entries.get(oldest.key) === oldest) this.#entries.delete(oldest.key)
    }
    return entry
  }
}

/** An answer as it can be put away. */
export const writtenOut = ({ key, path, fingerprint, at, requestId }: Entry, answer: Answer): KeptAnswer => ({
  key,
  path,
  fingerprint,
  at,
  requestId,
  status: answer.status,
  body: answer.body(),
})

/** The same for the same parameters in any order. */
const fingerprintOf = (body: string): string => hash('sha1', body.split('&').sort().join('&'), 'base64')
