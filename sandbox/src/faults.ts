import type { EventType, Metadata } from './records.ts'
import type { AmountFault, AnswerFault, Fault, RefundFault, Switches } from './switches.ts'
import { answerFaults, amountFaults, refundFaults } from './switches.ts'

/**
 * A fault that happens a number of times and is over. Whatever is left out matches everything: `operation` is a name
 * such as `capture`, `object` the id of the session, intent, charge or refund concerned, `metadata` what it carries,
 * `eventType` (for `drop-webhook`) the type of event.
 */
export type NextFault = {
  readonly fault: Fault
  readonly times?: number
  /** For `slow`: milliseconds until the answer. */
  readonly delayMs?: number
  readonly operation?: string
  readonly object?: string
  readonly eventType?: EventType
  readonly metadata?: Metadata
}

/** What a call or an event is about, as far as faults tell things apart. */
export type Subject = {
  readonly operation?: string
  readonly objects: readonly string[]
  readonly eventType?: string
  readonly metadata: Metadata
}

/** The key in a payment's metadata that asks for a fault: `capture-fails`, or `capture-fails:2` for two times. */
const FAULT_METADATA_KEY = 'sandbox'

const FAULTS_WAITING_MAX = 10_000
const DEFAULT_SLOW_MS = 1_000

/** Answers, for each thing about to happen, what goes wrong with it: by switch, by one-shot fault, by metadata. */
export class Faults {
  #waiting: { fault: NextFault; left: number }[] = []
  readonly #spent = new Map<string, number>()

  /** False when too many faults wait already. */
  next(fault: NextFault): boolean {
    if (this.#waiting.length >= FAULTS_WAITING_MAX) return false
    this.#waiting.push({ fault, left: fault.times ?? 1 })
    return true
  }

  answer(switches: Switches, subject: Subject): { fault: AnswerFault | null; delayMs: number } {
    const once = this.#take(['slow', ...answerFaults], subject)
    if (once?.fault === 'slow') return { fault: null, delayMs: once.delayMs ?? DEFAULT_SLOW_MS }
    const lasting = switches.answers === 'normal' ? null : switches.answers
    return { fault: once?.fault ?? lasting, delayMs: switches.answerDelayMs }
  }

  captureFails(switches: Switches, subject: Subject): boolean {
    return this.#take(['capture-fails'], subject) !== null || switches.captures === 'capture-fails'
  }

  refund(switches: Switches, subject: Subject): RefundFault | null {
    return this.#take(refundFaults, subject)?.fault ?? (switches.refunds === 'normal' ? null : switches.refunds)
  }

  amount(switches: Switches, subject: Subject): AmountFault | null {
    return this.#take(amountFaults, subject)?.fault ?? (switches.amounts === 'normal' ? null : switches.amounts)
  }

  dropsWebhook(switches: Switches, subject: Subject): boolean {
    return this.#take(['drop-webhook'], subject) !== null || switches.webhooks.drop
  }

  clear(): void {
    this.#waiting = []
    this.#spent.clear()
  }

  #take<Name extends Fault>(
    names: readonly Name[],
    subject: Subject,
  ): { readonly fault: Name; readonly delayMs?: number } | null {
    for (const one of this.#waiting) {
      const name = names.find((name) => name === one.fault.fault)
      if (name === undefined || !matches(one.fault, subject)) continue
      one.left--
      if (one.left === 0) this.#waiting = this.#waiting.filter((other) => other !== one)
      return { fault: name, ...(one.fault.delayMs === undefined ? {} : { delayMs: one.fault.delayMs }) }
    }
    return this.#takeFromMetadata(names, subject)
  }

  #takeFromMetadata<Name extends Fault>(names: readonly Name[], subject: Subject): { readonly fault: Name } | null {
    const [wanted, times] = (subject.metadata[FAULT_METADATA_KEY] ?? '').split(':')
    const name = names.find((name) => name === wanted)
    if (name === undefined) return null
    if (times === undefined) return { fault: name }
    const key = `${name} ${subject.objects[0] ?? ''}`
    const spent = this.#spent.get(key) ?? 0
    if (spent >= Number(times)) return null
    if (this.#spent.size >= FAULTS_WAITING_MAX) this.#spent.clear()
    this.#spent.set(key, spent + 1)
    return { fault: name }
  }
}

const matches = (fault: NextFault, subject: Subject): boolean =>
  (fault.operation === undefined || fault.operation === subject.operation) &&
  (fault.object === undefined || subject.objects.includes(fault.object)) &&
  (fault.eventType === undefined || fault.eventType === subject.eventType) &&
  Object.entries(fault.metadata ?? {}).every(([key, value]) => subject.metadata[key] === value)
