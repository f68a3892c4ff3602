import type { OrderState } from '@foyer/contract/orders'
import { MINUTE_MS } from '../platform/clock.ts'
import { findDisputes, findRefunds } from '../payments/index.ts'
import { decideNext } from './decide-next.ts'
import type { Facts } from './facts.ts'
import { lookAgain, type LoadedOrder, type OrderKey } from './queries.ts'
import type { Settling } from './settling.ts'
import { doStep } from './steps.ts'

/** Steps at most in one settling: the longest road, a late payment that ends in a refund, has about a dozen. */
const STEPS_MAX = 30

export interface Settled {
  readonly state: OrderState
  /** False when the provider could not be asked: what made us look is still to be worked on. */
  readonly concluded: boolean
}

/**
 * Brings an order as far as it can go now: looks at the facts, decides, does one step, and again. Safe at any time, as
 * often as one likes, by several at once, and after a crash anywhere in between. `fresh` spares reading rows that were
 * written a moment ago. @returns undefined for no such order.
 */
export async function settleOrder(
  deps: Settling,
  key: OrderKey,
  told: Facts['told'],
  fresh?: LoadedOrder,
): Promise<Settled | undefined> {
  let facts = await readFacts(deps, key, told, fresh)
  for (let steps = 0; facts !== undefined && steps < STEPS_MAX; steps++) {
    const result = await doStep(deps, facts, decideNext(facts))
    if (result === 'enough')
      return { state: facts.order.state, concluded: facts.seen !== 'no-answer' && facts.seenMoneyBack !== 'no-answer' }
    if (result === 'moved-meanwhile') facts = withSold(await readFacts(deps, key, told), facts.places)
    else {
      const known: Facts = { ...facts, ...result.learned }
      facts = result.reread ? await rereadFacts(deps, key, known) : known
    }
  }
  if (facts === undefined) return undefined
  deps.log.error({ ...key, state: facts.order.state }, 'an order did not settle')
  await lookAgain(deps.db.sql, { ...key, from: facts.order.state }, new Date(facts.now.getTime() + MINUTE_MS))
  return { state: facts.order.state, concluded: false }
}

/** Places that were sold to an order which had ended meanwhile are not forgotten with all else. */
const withSold = (facts: Facts | undefined, places: Facts['places']): Facts | undefined =>
  facts !== undefined && typeof places === 'object' && facts.order.endedAt !== null ? { ...facts, places } : facts

/** The facts with nothing asked yet. */
async function readFacts(
  deps: Settling,
  key: OrderKey,
  told: Facts['told'],
  fresh?: LoadedOrder,
): Promise<Facts | undefined> {
  const loaded = fresh ?? (await readOrder(deps, key))
  return loaded && { ...NOTHING_ASKED, ...loaded, told, ...(await moneyBackRows(deps, loaded, told)) }
}

/** The rows anew, with what was asked before. */
async function rereadFacts(deps: Settling, key: OrderKey, known: Facts): Promise<Facts | undefined> {
  const loaded = await readOrder(deps, key)
  return loaded && { ...known, ...loaded, ...(await moneyBackRows(deps, loaded, known.told)) }
}

/** Time in which the sale could not be served is none of the buyer's, also before that is written to the order. */
async function readOrder({ behindMs: behind, batches }: Settling, key: OrderKey): Promise<LoadedOrder | undefined> {
  const behindMs = await behind()
  const loaded = await batches.readFacts(key)
  if (loaded === undefined || behindMs === 0) return loaded
  return { ...loaded, order: { ...loaded.order, payBy: new Date(loaded.order.payBy.getTime() + behindMs) } }
}

const NOTHING_ASKED = {
  seen: 'not-asked',
  sessionRefused: false,
  captureFailed: false,
  places: 'not-asked',
  refunds: [],
  disputes: [],
  seenMoneyBack: 'not-asked',
} as const satisfies Partial<Facts>

/** Refunds and disputes, where there may be any: an order that is confirmed has none unless we are told so. */
async function moneyBackRows({ db }: Settling, { order }: LoadedOrder, told: Facts['told']) {
  if (!afterCapture.has(order.state) || (order.state === 'confirmed' && told !== 'money-back'))
    return { refunds: [], disputes: [] }
  const [refunds, disputes] = await Promise.all([
    findRefunds(db.sql, order.eventId, order.orderId),
    findDisputes(db.sql, order.eventId, order.orderId),
  ])
  return { refunds, disputes }
}

const afterCapture: ReadonlySet<OrderState> = new Set<OrderState>([
  'confirmed',
  'refund_pending',
  'refund_failed',
  'partly_refunded',
  'refunded',
  'disputed',
  'dispute_lost',
])
