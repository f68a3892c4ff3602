import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@foyer/server/platform/ids'
import { standingEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer, type Buyer } from './lib/bench-foyer.ts'
import { httpLoad, type HttpLoad } from './lib/http.ts'
import { openLoop, type OpenLoopResult } from './lib/open-loop.ts'
import type { BenchResult } from './lib/report.ts'

const RATES = [50, 100, 150, 200, 300]
const SECONDS = 6
const PLACES = 2
const CONNECTIONS = 128
const UNDER_WAY_MAX = 2_000
const PURCHASE_WITHIN_MS = 20_000
const FIRST_LOOK_MS = 30
/** What pretix publishes for one event with quotas, in orders a minute; its users' yardstick. */
const PEER_ORDERS_PER_MINUTE = 500

/**
 * Whole purchases: hold two places, order them, pay on the sandbox's page, webhook, capture, tickets signed. A purchase
 * is done when its tickets can be fetched; it is timed from the moment at which its buyer was due to come.
 */
export async function purchases(): Promise<BenchResult> {
  await using foyer = await startBenchFoyer(['start'])
  await using shop = httpLoad(foyer.url, CONNECTIONS)
  await using provider = httpLoad(foyer.sandboxUrl, CONNECTIONS)
  const buyers = await foyer.addBuyers(Math.max(...RATES) * SECONDS)
  await offer(foyer, { shop, provider, buyers, perSecond: 40, seconds: 4 })
  const runs: OpenLoopResult[] = []
  for (const perSecond of RATES) {
    const run = await offer(foyer, { shop, provider, buyers, perSecond, seconds: SECONDS })
    runs.push(run)
    if (run.done < perSecond * SECONDS * 0.95) break
  }
  await atRest(foyer)
  const [sold] = await foyer.db.sql<{ orders: number; tickets: number }[]>`
    select (select count(*) from orders where state = 'confirmed') as orders, (select count(*) from tickets) as tickets`
  const best = Math.max(...runs.map((run) => run.donePerSecond))
  return {
    figures: { runs, bestPerSecond: best, ...sold },
    baseline: { ordersPerMinutePublishedByPretixForOneEvent: PEER_ORDERS_PER_MINUTE },
    ratio: Math.round((best * 60 * 10) / PEER_ORDERS_PER_MINUTE) / 10,
    invariants: await foyer.checkInvariants(),
    settings: { ...foyer.settings, placesAPurchase: PLACES, seconds: SECONDS },
  }
}

interface Offer {
  readonly shop: HttpLoad
  readonly provider: HttpLoad
  readonly buyers: readonly Buyer[]
  readonly perSecond: number
  readonly seconds: number
}

async function offer(
  foyer: BenchFoyer,
  { shop, provider, buyers, perSecond, seconds }: Offer,
): Promise<OpenLoopResult> {
  const eventId = await standingEvent(foyer.db, Math.ceil(perSecond * seconds * PLACES * 1.1))
  return openLoop({
    perSecond,
    seconds,
    underWayMax: UNDER_WAY_MAX,
    async request(index) {
      const buyer = buyers[index % buyers.length]
      if (buyer === undefined) return 'failed'
      return buy(shop, provider, eventId, buyer)
    },
  })
}

async function buy(shop: HttpLoad, provider: HttpLoad, eventId: string, { authorization }: Buyer) {
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
  for (let wait = FIRST_LOOK_MS; performance.now() < deadline; wait = Math.min(wait * 2, 500)) {
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
