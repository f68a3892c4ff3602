import type { CompiledManifest } from '@foyer/contract/compiled-manifest'
import { inventoryInvariants, openInventory, type Inventory } from '@foyer/server/inventory/index'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { openDatabase, type Sql } from '@foyer/server/platform/database'
import { newId } from '@foyer/server/platform/ids'
import { silentLog } from '@foyer/server/platform/log'
import { migrate } from '@foyer/server/platform/migrate'
import { startThrowawayPostgres } from '@foyer/server/platform/postgres/index'
import { passes } from '@foyer/server/queue/pass'
import { setTimeout as sleep } from 'node:timers/promises'
import { seatsFor } from './holds-engine.ts'
import { addWaitingRoom, seatedEvent } from './lib/bench-event.ts'
import { startBenchFoyer, type BenchFoyer } from './lib/bench-foyer.ts'
import { crowd } from './lib/crowd.ts'
import { openLoop } from './lib/open-loop.ts'
import { postRequest } from './lib/prepared-load.ts'
import type { BenchResult } from './lib/report.ts'
import { transactionAHold } from './lib/transaction-a-hold.ts'

const ENGINE = { places: 50_000, buyers: 500_000, perSecond: 20_000 } as const
/** One buyer in so many tries for a second place with another hold at the same time. */
const GREEDY = 50
/** Let in at a time, as a waiting room does: fewer than the lane's queue takes. Whoever waits for that waits from when they were due. */
const LET_IN = 8_000
const OVER_HTTP = { places: 2_000, buyers: 20_000, perSecond: 2_000 } as const
const CONNECTIONS = 1_000
const ADDRESSES = 250
const PASS_LIFE_MS = 10 * 60_000
const BASELINE = { connections: 16, seconds: 3 } as const
const SETTINGS = { min_wal_size: '2GB', max_wal_size: '8GB', shared_buffers: '1GB', max_connections: '60' }

/**
 * How long does it take to sell 50,000 places to 500,000 buyers, and is it exact? Each buyer wants one place, as good as
 * there is; whoever holds one buys it at once; one in fifty tries for two. By the engine, and over HTTP with sessions and
 * passes at the smaller scale that the settings tell. The baseline is one transaction for each hold; the ratio that of the
 * places sold a second by the engine to it.
 */
export async function sellOut(): Promise<BenchResult> {
  const engine = await byTheEngine()
  await using foyer = await startBenchFoyer(['api', 'worker'])
  const http = await overHttp(foyer)
  const asked = await foyer.checkInvariants()
  return {
    figures: { engine: engine.figures, overHttp: http },
    baseline: { oneTransactionAHoldPerSecond: engine.baseline },
    ratio: Math.round((engine.figures.soldPerSecond / engine.baseline) * 10) / 10,
    invariants: {
      asked: asked.asked + engine.invariants.asked,
      broken: [...asked.broken, ...engine.invariants.broken],
    },
    settings: {
      ...foyer.settings,
      engine: ENGINE,
      oneInSoManyTriesForTwo: GREEDY,
      letInAtATime: LET_IN,
      overHttp: OVER_HTTP,
      connections: CONNECTIONS,
      baseline: BASELINE,
    },
  }
}

async function byTheEngine() {
  await using server = await durablePostgres()
  const { db, laneDb } = server
  const manifest = seatsFor(ENGINE.places)
  const inventory = openInventory({
    db,
    laneDb,
    log: silentLog(),
    loadEvent: () => Promise.resolve(factsOf(manifest)),
  })
  await inventory.start()
  const baseline = await transactionAHold(db.sql, BASELINE.connections, BASELINE.seconds)
  const eventId = newId()
  await inventory.openEvents(db.sql, [eventId])
  await inventory.availability(eventId)
  const asked: Record<string, number> = {}
  const count = (reason: string) => void (asked[reason] = (asked[reason] ?? 0) + 1)
  const ids = Array.from({ length: ENGINE.buyers * 2 }, newId)
  const door = doorFor(LET_IN)
  let soldOutAt = 0
  const started = performance.now()
  const run = await openLoop({
    perSecond: ENGINE.perSecond,
    seconds: ENGINE.buyers / ENGINE.perSecond,
    underWayMax: ENGINE.buyers,
    async request(index) {
      await door.enter()
      const [holdId = '', accountId = ''] = [ids[index * 2], ids[index * 2 + 1]]
      const second = index % GREEDY === 0 ? buy(inventory, { eventId, holdId: newId(), accountId }, count) : undefined
      const first = await buy(inventory, { eventId, holdId, accountId }, count)
      const outcome = first === 'sold' ? first : ((await second) ?? first)
      await second
      door.leave()
      if (outcome === 'sold out') soldOutAt ||= performance.now()
      return outcome === 'sold' ? 'done' : 'refused'
    },
  })
  const finished = performance.now()
  await inventory.stop()
  const truth = await told(db.sql, eventId)
  const seconds = (finished - started) / 1_000
  const soldOutAfter = ((soldOutAt || finished) - started) / 1_000
  const broken = await findBrokenInvariants(db.sql, inventoryInvariants)
  return {
    baseline,
    figures: {
      ...truth,
      exact: truth.sold === ENGINE.places && truth.mostForOneAccount === 1 && truth.held === 0,
      buyersServed: run.done + run.refused,
      buyersWithout: ENGINE.buyers - truth.sold,
      answers: asked,
      failed: run.failed + run.unsent,
      seconds: Math.round(seconds * 10) / 10,
      soldOutAfterSeconds: Math.round(soldOutAfter * 10) / 10,
      soldPerSecond: Math.round(truth.sold / soldOutAfter),
      offeredPerSecond: ENGINE.perSecond,
      latencyOfThoseWhoBought: run.latency,
    },
    invariants: { asked: inventoryInvariants.length, broken: broken.map((one) => one.name) },
  }
}

/** Tries until there is an answer that stands: being told that it is busy is none. */
async function buy(
  inventory: Inventory,
  who: { readonly eventId: string; readonly holdId: string; readonly accountId: string },
  count: (answer: string) => void,
): Promise<'sold' | 'sold out' | 'refused'> {
  for (;;) {
    const outcome = await inventory.holdPlaces({ ...who, wish: { bestAvailable: { quantity: 1 } } })
    if ('held' in outcome) break
    count(outcome.refused)
    if (outcome.refused === 'not-enough-available') return 'sold out'
    if (outcome.refused !== 'busy') return 'refused'
    await sleep(outcome.retryAfterMs)
  }
  for (;;) {
    const { eventId, holdId } = who
    const outcome = await inventory.confirmHold({ eventId, holdId, orderId: holdId, whenOver: 'refuse' })
    const answer = 'confirmed' in outcome ? 'sold' : outcome.refused
    count(answer)
    if (answer === 'sold') return 'sold'
    if (!('retryAfterMs' in outcome)) return 'refused'
    await sleep(outcome.retryAfterMs)
  }
}

/** What the tables say in the end. */
async function told(sql: Sql, eventId: string) {
  const [row] = await sql<{ sold: number; held: number; mostForOneAccount: number; places: number }[]>`
    select (select count(*) from claims where event_id = ${eventId} and state = 'sold') as sold,
           (select count(*) from claims where event_id = ${eventId} and state = 'held') as held,
           (select count(distinct place_no) from claims where event_id = ${eventId}) as places,
           (select max(places) from allowances where event_id = ${eventId}) as "mostForOneAccount"`
  if (row === undefined) throw new Error('the tables do not answer')
  return row
}

async function overHttp(foyer: BenchFoyer) {
  const { places, buyers: many, perSecond } = OVER_HTTP
  const eventId = await seatedEvent(foyer.db, places)
  await addWaitingRoom(foyer.db, foyer.deriveKey, eventId)
  const buyers = await foyer.addBuyers(many)
  const signed = passes(foyer.deriveKey)
  const endsAt = Date.now() + PASS_LIFE_MS
  const requests = buyers.map(({ accountId, authorization }) => {
    const holdId = newId()
    const pass = signed.issue({ eventId, accountId, holdId, endsAt, placesAtMost: 1 })
    const headers = { authorization, 'idempotency-key': holdId }
    return postRequest(`/v1/events/${eventId}/holds`, headers, { bestAvailable: { quantity: 1 }, pass })
  })
  const { seconds: _seconds, ...result } = await crowd({
    port: Number(new URL(foyer.url).port),
    connections: CONNECTIONS,
    addresses: ADDRESSES,
    phases: [{ perSecond, seconds: many / perSecond }],
    requests,
  })
  const truth = await told(foyer.db.sql, eventId)
  return { ...result, ...truth, exact: truth.held === places && truth.mostForOneAccount === 1 }
}

/** Lets so many in at a time, in the order in which they came. */
function doorFor(most: number) {
  const waiting: (() => void)[] = []
  let [inside, next] = [0, 0]
  return {
    async enter(): Promise<void> {
      if (inside < most) inside++
      else await new Promise<void>((resolve) => void waiting.push(resolve))
    },
    leave(): void {
      const one = waiting[next]
      if (one === undefined) inside--
      else {
        next++
        one()
      }
    },
  }
}

async function durablePostgres() {
  const server = await startThrowawayPostgres({ durable: true, settings: SETTINGS })
  const db = openDatabase({ url: server.url, poolMax: 16, statementTimeoutMs: 120_000 })
  const laneDb = openDatabase({ url: server.url, poolMax: 2 })
  await migrate(db)
  return {
    db,
    laneDb,
    async [Symbol.asyncDispose]() {
      await laneDb.close()
      await db.close()
      await server.stop()
    },
  }
}

const factsOf = (manifest: CompiledManifest) => ({
  manifest,
  limitPerAccount: 1,
  categoriesOf: () => undefined,
  onSaleFrom: 0,
  onSaleUntil: 8.64e15,
  cancelled: false,
  draft: false,
})
