import { catalogInvariants } from '@foyer/server/catalog/index'
import { cardsOf } from '@foyer/server/catalog/pages'
import { findEvents } from '@foyer/server/catalog/search/find-events'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { openDatabase } from '@foyer/server/platform/database'
import { migrate } from '@foyer/server/platform/migrate'
import { startThrowawayPostgres } from '@foyer/server/platform/postgres/index'
import { Histogram } from './lib/histogram.ts'
import { randomFrom } from './lib/random.ts'
import type { BenchResult } from './lib/report.ts'
import { searchKinds, searchOf } from './lib/search-mix.ts'
import { syntheticCatalog } from './lib/synthetic-catalog.ts'

const EVENTS = 100_000
const ROUNDS = 60
const WARM_UP_ROUNDS = 3
const SEED = 7
const PAGE = 20
const AIM_P95_MS = 30
const POSTGRES = { shared_buffers: '512MB', random_page_cost: '1.1', jit: 'off' }

/**
 * How long does an uncached search take among 100,000 events? Every kind of search in turn, one after another, each with
 * other words and places, from the query read to the page of cards ready. The ratio is the aim over the p95 of the
 * slowest kind: 1 or more reaches it.
 */
export async function search(): Promise<BenchResult> {
  const server = await startThrowawayPostgres({ durable: true, settings: POSTGRES })
  const db = openDatabase({ url: server.url, poolMax: 4, statementTimeoutMs: 120_000 })
  try {
    await migrate(db)
    const catalog = await syntheticCatalog(db, EVENTS)
    const random = randomFrom(SEED)
    const kinds: Record<string, { p50: number; p95: number; max: number; found: number }> = {}
    const all = new Histogram()
    for (const [kind, make] of Object.entries(searchKinds)) {
      const times = new Histogram()
      let found = 0
      for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        const query = searchOf(make(random, catalog))
        const started = performance.now()
        const page = await findEvents(db.sql, query, PAGE, undefined)
        const cards = await cardsOf({ db }, page.events)
        const ms = performance.now() - started
        if (round < 0) continue
        times.record(ms)
        all.record(ms)
        found += cards.length
      }
      kinds[kind] = {
        p50: round(times.percentile(0.5)),
        p95: round(times.percentile(0.95)),
        max: round(times.percentile(1)),
        found: round(found / ROUNDS),
      }
    }
    const broken = await findBrokenInvariants(db.sql, catalogInvariants)
    const slowest = Math.max(...Object.values(kinds).map((kind) => kind.p95))
    return {
      figures: {
        p50Ms: round(all.percentile(0.5)),
        p95Ms: round(all.percentile(0.95)),
        p99Ms: round(all.percentile(0.99)),
        slowestKindP95Ms: slowest,
        kinds,
        loadedPerSecond: Math.round(EVENTS / catalog.seconds),
      },
      baseline: { aimP95Ms: AIM_P95_MS },
      ratio: round(AIM_P95_MS / slowest),
      invariants: { asked: catalogInvariants.length, broken: broken.map((one) => one.name) },
      settings: { events: EVENTS, rounds: ROUNDS, page: PAGE, seed: SEED, fsync: true, postgres: POSTGRES },
    }
  } finally {
    await db.close()
    await server.stop()
  }
}

const round = (value: number): number => Math.round(value * 100) / 100
