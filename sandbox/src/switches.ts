import { eventTypes } from './records.ts'

/** What can be made to go wrong for good, until switched back. Times in milliseconds unless named otherwise. */
export type Switches = {
  /** The whole provider answers 503, and sends no webhooks until it is back. */
  down: boolean
  /** What becomes of the answers to API calls. */
  answers: 'normal' | AnswerFault
  /** The work is done at once, the answer given after so long. */
  answerDelayMs: number
  captures: 'normal' | 'capture-fails'
  refunds: 'normal' | RefundFault
  amounts: 'normal' | AmountFault
  /** How long banks take that answer late, in seconds of the sandbox's clock. */
  lateSeconds: number
  webhooks: {
    url: string | null
    drop: boolean
    /** Deliveries of each event, all sent at once. */
    copies: number
    delayMs: number
    /** A random further delay of up to this. */
    jitterMs: number
    /** Kept back until released. */
    hold: boolean
  }
}

export type AnswerFault = 'server-error' | 'work-then-server-error' | 'hang-up' | 'rate-limit'
export type RefundFault = 'refund-fails' | 'refund-fails-later'
export type AmountFault = 'other-amount' | 'other-currency'
export type Fault = 'slow' | AnswerFault | 'capture-fails' | RefundFault | AmountFault | 'drop-webhook'

export const answerFaults = ['server-error', 'work-then-server-error', 'hang-up', 'rate-limit'] as const
export const refundFaults = ['refund-fails', 'refund-fails-later'] as const
export const amountFaults = ['other-amount', 'other-currency'] as const
const faults: readonly Fault[] = [
  'slow',
  ...answerFaults,
  'capture-fails',
  ...refundFaults,
  ...amountFaults,
  'drop-webhook',
]

/** A patch of the switches: whatever is left out stays as it is. */
export type SwitchesPatch = Partial<Omit<Switches, 'webhooks'>> & { webhooks?: Partial<Switches['webhooks']> }

const DELAY_MAX_MS = 600_000
const LATE_MAX_SECONDS = 30 * 24 * 60 * 60
const COPIES_MAX = 1_000

export const defaultSwitches = (webhookUrl: string | null): Switches => ({
  down: false,
  answers: 'normal',
  answerDelayMs: 0,
  captures: 'normal',
  refunds: 'normal',
  amounts: 'normal',
  lateSeconds: 180,
  webhooks: { url: webhookUrl, drop: false, copies: 1, delayMs: 0, jitterMs: 0, hold: false },
})

/** The switches after a patch from outside, or a sentence that says what is wrong with it. */
export const patchSwitches = (current: Switches, patch: unknown): { switches: Switches } | { wrong: string } => {
  const wrong = wrongIn(patch, switchRules, '')
  if (wrong !== undefined) return { wrong }
  const given = patch as SwitchesPatch
  return { switches: { ...current, ...given, webhooks: { ...current.webhooks, ...given.webhooks } } }
}

type Rule = { readonly expects: string; readonly fits: (value: unknown) => boolean } | Rules
type Rules = { readonly [name: string]: Rule }

const yesOrNo: Rule = { expects: 'true or false', fits: (value) => typeof value === 'boolean' }
const upTo = (max: number, min = 0): Rule => ({
  expects: `a whole number between ${min} and ${max}`,
  fits: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
})
const oneOf = (values: readonly string[]): Rule => ({
  expects: `one of: ${values.join(', ')}`,
  fits: (value) => typeof value === 'string' && values.includes(value),
})
const address: Rule = {
  expects: 'an http(s) address or null',
  fits: (value) => value === null || (typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '')),
}

const switchRules: Rules = {
  down: yesOrNo,
  answers: oneOf(['normal', ...answerFaults]),
  answerDelayMs: upTo(DELAY_MAX_MS),
  captures: oneOf(['normal', 'capture-fails']),
  refunds: oneOf(['normal', ...refundFaults]),
  amounts: oneOf(['normal', ...amountFaults]),
  lateSeconds: upTo(LATE_MAX_SECONDS),
  webhooks: {
    url: address,
    drop: yesOrNo,
    copies: upTo(COPIES_MAX, 1),
    delayMs: upTo(DELAY_MAX_MS),
    jitterMs: upTo(DELAY_MAX_MS),
    hold: yesOrNo,
  } satisfies Rules,
}

const text: Rule = { expects: 'a text', fits: (value) => typeof value === 'string' && value.length <= 500 }
const TIMES_MAX = 1_000_000

/** The shape of a one-shot fault (see `faults.ts`). */
export const nextFaultRules: Rules = {
  fault: oneOf(faults),
  times: upTo(TIMES_MAX, 1),
  delayMs: upTo(DELAY_MAX_MS),
  operation: text,
  object: text,
  eventType: oneOf(eventTypes),
  metadata: { expects: 'names with texts', fits: (value) => isGroup(value) && Object.values(value).every(text.fits) },
}

export const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first thing in a JSON value that does not follow the rules, as a sentence; undefined: all is well. */
export const wrongIn = (value: unknown, rules: Rules, path: string): string | undefined => {
  if (!isGroup(value)) return `${path === '' ? 'The body' : path} must be a JSON object.`
  for (const [name, part] of Object.entries(value)) {
    const rule = rules[name]
    if (rule === undefined) return `There is no ${path}${name}; there are: ${Object.keys(rules).join(', ')}.`
    const wrong = isRule(rule)
      ? rule.fits(part)
        ? undefined
        : `${path}${name} must be ${rule.expects}.`
      : wrongIn(part, rule, `${path}${name}.`)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

const isRule = (rule: Rule): rule is Exclude<Rule, Rules> => typeof rule['fits'] === 'function'
