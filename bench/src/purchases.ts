import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@foyer/server/platform/ids'
import { standingEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer, type Buyer } from './lib/bench-foyer.ts'
import type { HttpLoad } from './lib/http.ts'
import { leanHttpLoad } from './lib/lean-http.ts'
import { openLoop, type OpenLoopResult, type Outcome } from './lib/open-loop.ts'
import type { BenchResult } from './lib/report.ts'

const RATES = [50, 100, 200, 300, 400, 500, 600]
const SECONDS = 12
const PLACES = 2
const CONNECTIONS = 128
const UNDER_WAY_MAX = 2_000
const PURCHASE_WITHIN_MS = 20_000
/** Who has paid looks for the tickets after so long, then after twice as long each time. */
const FIRST_LOOK_MS = 100
const LOOKS_APART_MAX_MS = 500
/** What one buyer after another makes of it, for so long: nothing is shared, nobody waits for anybody. */
const ALONE_MS = 4_000
const ALONE_LOOK_MS = 10
/** What comes after an event was published, or after the purchases before, is not counted with the next. */
const SETTLE_MS = 1_500
/** What pretix publishes for one event with quotas, in orders a minute; its users' yardstick. */
const PEER_ORDERS_PER_MINUTE = 500

/** Processor time for one purchase by part, in ms; what the parts use while nobody buys is in it. */
type Cost = Readonly<Record<string, number>>

/**
 * Whole purchases: hold two places, order them, pay on the sandbox's page, webhook, capture, tickets signed. A purchase
 * is done when its tickets can be fetched; it is timed from the moment at which its buyer was due to come. Beside it, in
 * the same run, one buyer after another: what is done for many at once against what it costs one by one.
 */
export async function purchases(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['start'])
  await using shop = leanHttpLoad(foyer.url, CONNECTIONS)
  await using provider = leanHttpLoad(foyer.sandboxUrl, CONNECTIONS)
  const buyers = await foyer.addBuyers(Math.max(...RATES) * SECONDS)
  const market = { foyer, shop, provider, buyers }
  await offer(market, 40, 4)
  const alone = await oneByOne(market)
  const runs: (OpenLoopResult & { readonly processorMsAPurchase: Cost | undefined })[] = []
  for (const perSecond of RATES) {
    const run = await offer(market, perSecond, SECONDS)
    runs.push(run)
    if (run.done < perSecond * SECONDS * 0.95) break
  }
  await atRest(foyer)
  const [sold] = await foyer.db.sql<{ orders: number; tickets: number }[]>`
    select (select count(*) from orders where state = 'confirmed') as orders, (select count(*) from tickets) as tickets`
  const best = Math.max(...runs.map((run) => run.steadyPerSecond))
  return {
    figures: { runs, bestPerSecond: best, ...sold },
    baseline: { ordersPerMinutePublishedByPretixForOneEvent: PEER_ORDERS_PER_MINUTE, oneBuyerAfterAnother: alone },
    ratio: Math.round((best * 60 * 10) / PEER_ORDERS_PER_MINUTE) / 10,
    invariants: await foyer.checkInvariants(),
    settings: {
      ...foyer.settings,
      placesAPurchase: PLACES,
      seconds: SECONDS,
      buyersFollowTheirOrder: `by looking for its tickets after ${FIRST_LOOK_MS} ms, then after twice as long, ${LOOKS_APART_MAX_MS} ms at most`,
      mail: 'none is sent',
    },
  }
}

interface Market {
  readonly foyer: BenchFoyer
  readonly shop: HttpLoad
  readonly provider: HttpLoad
  readonly buyers: readonly Buyer[]
}

async function offer({ foyer, shop, provider, buyers }: Market, perSecond: number, seconds: number) {
  const eventId = await standingEvent(foyer.db, Math.ceil(perSecond * seconds * PLACES * 1.1))
  await sleep(SETTLE_MS)
  const before = foyer.processorTimes()
  const run = await openLoop({
    perSecond,
    seconds,
    underWayMax: UNDER_WAY_MAX,
    async request(index) {
      const buyer = buyers[index % buyers.length]
      if (buyer === undefined) return 'failed'
      return buy(shop, provider, eventId, buyer)
    },
  })
  return { ...run, processorMsAPurchase: costOf(before, foyer.processorTimes(), run.done) }
}

/** Purchases of one person after another who looks for the tickets at once. */
async function oneByOne({ foyer, shop, provider, buyers }: Market) {
  const eventId = await standingEvent(foyer.db, ALONE_MS * PLACES)
  await sleep(SETTLE_MS)
  const before = foyer.processorTimes()
  const started = performance.now()
  let done = 0
  for (let index = 0; performance.now() - started < ALONE_MS; index++) {
    const buyer = buyers[index % buyers.length]
    if (buyer !== undefined && (await buy(shop, provider, eventId, buyer, ALONE_LOOK_MS)) === 'done') done++
  }
  const seconds = (performance.now() - started) / 1_000
  return {
    done,
    perSecond: Math.round((done / seconds) * 10) / 10,
    processorMsAPurchase: costOf(before, foyer.processorTimes(), done),
  }
}

function costOf(
  before: ReturnType<BenchFoyer['processorTimes']>,
  after: ReturnType<BenchFoyer['processorTimes']>,
  purchased: number,
): Cost | undefined {
  if (before === undefined || after === undefined || purchased === 0) return undefined
  const each = Object.entries(after).map(([part, ms]) => [part, (ms - (before[part] ?? 0)) / purchased] as const)
  const rounded = [...each, ['all', each.reduce((sum, [, ms]) => sum + ms, 0)] as const].map(([part, ms]) => [
    part,
    Math.round(ms * 100) / 100,
  ])
  return Object.fromEntries(rounded) as Cost
}

async function buy(
  shop: HttpLoad,
  provider: HttpLoad,
  eventId: string,
  { authorization }: Buyer,
  firstLookMs = FIRST_LOOK_MS,
): Promise<Outcome> {
  const deadline = performance.now() + PURCHASE_WITHIN_MS
  const holdId = newId()
  const held = await shop.post(
    `/v1/events/${eventId}/holds`,
    { authorization, 'idempotency-key': holdId },
    { generalAdmission: { area: 'floor', quantity: PLACES } },
  )
  if (held.status !== 201) return held.status === 409 || held.status === 503 ? 'refused' : 'failed'
  const made = await shop.post('/v1/orders', { authorization, 'idempotency-key': newId() }, { holdId })
  const order = made.body as { id: string; payment: { url: string | null } | null }
  if (made.status !== 201 || !order.payment?.url) return 'failed'
  const session = new URL(order.payment.url).pathname.split('/').at(-1) ?? ''
  const paid = await provider.post(`/_sandbox/sessions/${session}/pay`, {}, { card: '4242424242424242' })
  if (paid.status !== 200) return 'failed'
  for (let wait = firstLookMs; performance.now() < deadline; wait = Math.min(wait * 2, LOOKS_APART_MAX_MS)) {
    await sleep(wait)
    const tickets = await shop.get(`/v1/tickets?order=${order.id}`, { authorization })
    if ((tickets.body as { items: unknown[] }).items.length === PLACES) return 'done'
  }
  return 'failed'
}

/** Waits until no order is under way any more, so that the invariants meet a system at rest. */
async function atRest(foyer: BenchFoyer): Promise<void> {
  const deadline = performance.now() + PURCHASE_WITHIN_MS
  while (performance.now() < deadline) {
    const open = await foyer.db.sql`select from orders where state in ('authorised', 'cancelling') limit 1`
    if (open.length === 0) return
    await sleep(200)
  }
}
