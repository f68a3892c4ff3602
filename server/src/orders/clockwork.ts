import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { ROWS_REMOVED_AT_ONCE } from '../platform/remove-rows.ts'
import { forgetOldWebhooks, takeWaitingWebhooks } from '../payments/index.ts'
import { takeDueOrders } from './queries.ts'
import type { Settler } from './settler.ts'
import type { WebhookWork } from './webhook-work.ts'

const ROUND_MS = SECOND_MS
const ROUND_WHEN_PROVIDER_IS_AWAY_MS = 15 * SECOND_MS
/**
 * Orders of a round, and as many webhooks that were left behind. A round a second: so it also bounds what the provider is
 * asked, beside whom webhooks and buyers ask for. An order asks one thing or two, and Stripe takes a hundred reads and a
 * hundred writes a second of an account (docs.stripe.com/rate-limits): in ordinary times a worker leaves half of it.
 */
const PACE = 50
/** After an outage thousands are due: then up to all of it, step by step, and less at once when something is not answered. */
const PACE_MAX = 100
const PACE_MIN = 10
const PACE_STEP = 10
/** When so many are not answered, and no other is, it is the provider; one alone may be to blame itself, and slows nobody down. */
const AWAY_FROM = 2
/** An order that was taken is left alone for so long; if its settling dies, it comes up again after that. */
const LEASE_MS = 30 * SECOND_MS
const WEBHOOKS_KEPT_DAYS = 30
/** Some at a time and often, so that no round waits long for it: seven million a day. */
const CLEAN_MS = MINUTE_MS

export interface ClockworkDeps {
  readonly db: Database
  readonly settler: Pick<Settler, 'settle'>
  readonly webhooks: WebhookWork
}

export interface Clockwork {
  /** Ends after the round in hand. */
  stop(): Promise<void>
}

/**
 * The hand that finishes what nothing else did: orders whose time to pay is over, payments that no webhook told of,
 * steps that a crash cut off, captures and refunds to be tried again. Every such order says in its row when it wants to
 * be looked at; each second the clockwork takes those whose time has come. Runs in every worker; an order is taken by
 * one. Starts at once, slows down while the provider does not answer, and ends with `stop`.
 */
export function startClockwork(deps: ClockworkDeps & { readonly log: Log }): Clockwork {
  const stopped = Promise.withResolvers<void>()
  let stopping = false
  let cleanedAt: number | undefined
  const run = async () => {
    let pace = PACE
    while (!stopping) {
      const began = performance.now()
      const { away, ...came } = await round(deps, pace).catch((error: unknown) => {
        deps.log.error({ err: error }, 'a round of the clockwork failed')
        return { away: true, full: false, unanswered: 1 }
      })
      pace = paceAfter(pace, came)
      if (cleanedAt === undefined || performance.now() - cleanedAt >= CLEAN_MS) {
        cleanedAt = performance.now()
        await clean(deps)
      }
      const tookMs = performance.now() - began
      await pause(away ? ROUND_WHEN_PROVIDER_IS_AWAY_MS : Math.max(0, ROUND_MS - tookMs), stopped.promise)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping = true
      stopped.resolve()
      await running
    },
  }
}

/** What came of a round. */
export interface Round {
  /** The provider answered none of it. */
  readonly away: boolean
  /** As many were taken as might be: more wait. */
  readonly full: boolean
  /** How many did not come as far as they can, since the provider did not answer or there was too much to do. */
  readonly unanswered: number
}

/** How many the next round may take: more while more wait and all are answered, half when some are not. */
export function paceAfter(pace: number, { full, unanswered }: Pick<Round, 'full' | 'unanswered'>): number {
  if (unanswered > 0) return Math.max(PACE_MIN, pace >> 1)
  return full ? Math.min(PACE_MAX, pace + PACE_STEP) : PACE
}

/** Settles what is due, a bounded number at a time. */
export async function round({ db, settler, webhooks }: ClockworkDeps, pace: number = PACE): Promise<Round> {
  const [due, waiting] = await Promise.all([takeDueOrders(db.sql, LEASE_MS, pace), takeWaitingWebhooks(db.sql, pace)])
  const done = await Promise.all([
    ...due.map(async (order) => {
      const answer = await settler.settle(order, 'nothing')
      return typeof answer === 'object' && answer.concluded
    }),
    ...waiting.map((webhook) => webhooks.do(webhook)),
  ])
  if (waiting.length > 0) await webhooks.mark()
  const unanswered = done.filter((concluded) => !concluded).length
  return {
    away: unanswered === done.length && unanswered >= AWAY_FROM,
    full: due.length === pace || waiting.length === pace,
    unanswered,
  }
}

async function clean({ db, log }: { db: Database; log: Log }): Promise<void> {
  try {
    const forgotten = await forgetOldWebhooks(db.sql, WEBHOOKS_KEPT_DAYS, ROWS_REMOVED_AT_ONCE)
    log.debug({ forgotten }, 'old webhooks were forgotten')
  } catch (error) {
    log.warn({ err: error }, 'old webhooks could not be forgotten')
  }
}

async function pause(ms: number, stopped: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([new Promise((resolve) => (timer = setTimeout(resolve, ms))), stopped])
  clearTimeout(timer)
}
