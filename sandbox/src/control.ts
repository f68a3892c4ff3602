import { operations } from './api.ts'
import type { Timeline } from './clock.ts'
import { isRefusal, type Refusal } from './errors.ts'
import type { Faults, NextFault } from './faults.ts'
import type { Gateway, PayOutcome } from './gateway.ts'
import type { IdempotencyKeys } from './idempotency.ts'
import type { Journal } from './journal.ts'
import type { Totals } from './ledger.ts'
import type { Store } from './store.ts'
import {
  defaultSwitches,
  nextFaultRules,
  patchSwitches,
  wrongIn,
  type Switches,
  type SwitchesPatch,
} from './switches.ts'
import type { ReleaseOrder, Webhooks } from './webhooks.ts'

/** Everything that can be done to a sandbox from beside the API; over HTTP the same under `/_sandbox`. */
export type Control = {
  switches: () => Switches
  /** Changes what the patch names; a wrong value throws, and nothing is changed. */
  setSwitches: (patch: SwitchesPatch) => Switches
  /** The same, with everything that the patch does not name back to normal. */
  replaceSwitches: (patch: SwitchesPatch) => Switches
  /** Plans a fault that happens a number of times and is over; a wrong one throws. */
  failNext: (fault: NextFault) => void
  /** Pays an open session as a person on the hosted page would. */
  pay: (session: string, card: string) => PayOutcome
  /** Passes or fails the bank's challenge. */
  answerChallenge: (session: string, passed: boolean) => PayOutcome
  /** The cardholder disputes a charge, given by its id or its intent's; gives the dispute's id, or throws. */
  openDispute: (of: string, options?: { amount?: number; reason?: string }) => string
  closeDispute: (dispute: string, outcome: 'won' | 'lost') => void
  heldWebhooks: () => { id: string; type: string }[]
  /** Delivers held events one after the other; gives how many were answered with success. */
  releaseWebhooks: (order?: ReleaseOrder) => Promise<number>
  /** Resolves when no delivery is under way, waiting or planned again. */
  webhooksSettled: () => Promise<void>
  /** Milliseconds in the sandbox's time. */
  now: () => number
  advance: (seconds: number) => void
  /** What became of all money, by currency, in minor units. */
  ledger: () => Record<string, Totals>
  /** As if just started: nothing is kept, every switch is back, the clock too. The webhook address stays. */
  reset: () => void
}

export type ControlParts = {
  readonly store: Store
  readonly timeline: Timeline
  readonly gateway: Gateway
  readonly faults: Faults
  readonly keys: IdempotencyKeys
  readonly journal: Journal | undefined
  readonly webhooks: Webhooks
  readonly switches: { current: Switches }
}

const ADVANCE_MAX_SECONDS = 10 * 365 * 24 * 60 * 60

export const createControl = (parts: ControlParts): Control => {
  const { store, timeline, gateway, faults, keys, journal, webhooks, switches } = parts
  const openDispute: Control['openDispute'] = (of, options = {}) => {
    timeline.runDue()
    const intent = store.intents.get(of)
    const charge = store.charges.get(of) ?? (intent && store.goodCharge(intent))
    if (charge === undefined) throw new RangeError(`no charge to dispute: ${of}`)
    return sure(gateway.openDispute(charge, options.amount, options.reason ?? 'fraudulent')) ?? ''
  }
  const normal = () => defaultSwitches(switches.current.webhooks.url)
  const changeSwitches = (from: Switches, patch: SwitchesPatch): Switches => {
    const patched = patchSwitches(from, patch)
    if ('wrong' in patched) throw new RangeError(patched.wrong)
    switches.current = patched.switches
    webhooks.resume()
    return switches.current
  }
  return {
    switches: () => switches.current,
    setSwitches: (patch) => changeSwitches(switches.current, patch),
    replaceSwitches: (patch) => changeSwitches(normal(), patch),
    failNext: (fault) => {
      const wrong = wrongIn(fault, nextFaultRules, '')
      if (wrong !== undefined) throw new RangeError(wrong)
      if (fault.operation !== undefined && !operations.includes(fault.operation)) {
        throw new RangeError(`operation must be one of: ${operations.join(', ')}.`)
      }
      if (!faults.next(fault)) throw new RangeError('too many faults are waiting')
    },
    pay: (session, card) => {
      timeline.runDue()
      return gateway.pay(session, card)
    },
    answerChallenge: (session, passed) => {
      timeline.runDue()
      return gateway.answerChallenge(session, passed)
    },
    openDispute,
    closeDispute: (id, outcome) => {
      timeline.runDue()
      const dispute = store.disputes.get(id)
      if (dispute === undefined) throw new RangeError(`no dispute: ${id}`)
      sure(gateway.closeDispute(dispute, outcome))
    },
    heldWebhooks: () => webhooks.held().map(({ id, type }) => ({ id, type })),
    releaseWebhooks: (order = 'as-sent') => webhooks.release(order),
    webhooksSettled: () => webhooks.settled(),
    now: () => timeline.now(),
    advance: (seconds) => {
      if (!Number.isInteger(seconds) || seconds < 0 || seconds > ADVANCE_MAX_SECONDS) {
        throw new RangeError(`the clock advances by 0 to ${ADVANCE_MAX_SECONDS} whole seconds`)
      }
      timeline.advance(seconds)
    },
    ledger: () => store.ledger.totals(),
    reset: () => {
      switches.current = normal()
      webhooks.reset()
      faults.clear()
      keys.clear()
      store.clear()
      timeline.reset()
      journal?.compact()
    },
  }
}

const sure = <Given extends string | undefined>(outcome: Given | Refusal): Given => {
  if (isRefusal(outcome)) throw new RangeError(outcome.error.message)
  return outcome
}
