import { catalogInvariants } from '@foyer/server/catalog/index'
import { cardsOf } from '@foyer/server/catalog/pages'
import { countFacets } from '@foyer/server/catalog/search/count-facets'
import { FACETS } from '@foyer/server/catalog/search/facets-sql'
import { findEvents } from '@foyer/server/catalog/search/find-events'
import { suggest } from '@foyer/server/catalog/search/suggest'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { openDatabase, type Database } from '@foyer/server/platform/database'
import { migrate } from '@foyer/server/platform/migrate'
import { startThrowawayPostgres } from '@foyer/server/platform/postgres/index'
import { loadavg } from 'node:os'
import { Histogram } from './lib/histogram.ts'
import { multiplyCatalog, takePlaces } from './lib/multiply-catalog.ts'
import { openLoop } from './lib/open-loop.ts'
import { planOf } from './lib/plan-of.ts'
import { randomFrom, type Random } from './lib/random.ts'
import type { BenchResult } from './lib/report.ts'
import { searchKinds, searchOf } from './lib/search-mix.ts'
import { syntheticCatalog, type SyntheticCatalog } from './lib/synthetic-catalog.ts'

/** Added as an importer adds them; the others are copies of these. */
const ADDED_MAX = 20_000
const ROUNDS = 60
const WARM_UP_ROUNDS = 3
const SEED = 7
const PAGE = 20
const RATE_PER_SECOND = 20
const RATE_SECONDS = 20
const UNDER_WAY_MAX = 50
const POSTGRES = { shared_buffers: '1GB', random_page_cost: '1.1', jit: 'off', effective_cache_size: '4GB' }

/** Searches of every kind among 100,000 events; 30 ms is the aim. */
export const search = (): Promise<BenchResult> => searchAmong(100_000, 30)

/** The same among a million; 100 ms is the aim. */
export const searchMillion = (): Promise<BenchResult> => searchAmong(1_000_000, 100)

/**
 * How long does an uncached search take? Every kind of search in turn, one after another, each with other words and
 * places, from the query read to the page of cards ready; then all kinds mixed at a steady rate, timed from when they are
 * due. The ratio is the aim over the p95 of the mix at that rate: 1 or more reaches it.
 */
async function searchAmong(events: number, aimP95Ms: number): Promise<BenchResult> {
  const server = await startThrowawayPostgres({ durable: true, settings: POSTGRES })
  const db = openDatabase({ url: server.url, poolMax: 4, statementTimeoutMs: 120_000 })
  try {
    await migrate(db)
    const started = performance.now()
    const catalog = await syntheticCatalog(db, Math.min(events, ADDED_MAX))
    if (events > ADDED_MAX) await multiplyCatalog(db.sql, events / ADDED_MAX)
    await takePlaces(db.sql)
    await db.sql`vacuum analyze event_heads`
    const seconds = Math.round((performance.now() - started) / 1_000)
    const random = randomFrom(SEED)
    const kinds: Record<string, KindFigures> = {}
    for (const [kind, ask] of Object.entries(asking(db, catalog))) kinds[kind] = await timeKind(() => ask(random))
    const plans: Record<string, string> = {}
    for (const [kind, make] of Object.entries(searchKinds))
      plans[kind] = await planOf(db.sql, searchOf(make(random, catalog)), PAGE)
    const loadBefore = round(loadavg()[0] ?? 0)
    const mixed = Object.entries(asking(db, catalog)).filter(([kind]) => kind in searchKinds)
    const rate = await openLoop({
      perSecond: RATE_PER_SECOND,
      seconds: RATE_SECONDS,
      underWayMax: UNDER_WAY_MAX,
      request: async (index) => {
        await mixed[index % mixed.length]?.[1](random)
        return 'done'
      },
    })
    const broken = await findBrokenInvariants(db.sql, catalogInvariants)
    return {
      figures: { atRate: rate, kinds, plans, loadedInSeconds: seconds, loadAverageBefore: loadBefore },
      baseline: { aimP95Ms },
      ratio: round(aimP95Ms / rate.latency.p95),
      invariants: { asked: catalogInvariants.length, broken: broken.map((one) => one.name) },
      settings: {
        events,
        rounds: ROUNDS,
        page: PAGE,
        seed: SEED,
        perSecond: RATE_PER_SECOND,
        seconds: RATE_SECONDS,
        fsync: true,
        postgres: POSTGRES,
      },
    }
  } finally {
    await db.close()
    await server.stop()
  }
}

type Ask = (random: Random) => Promise<number>

/** Every kind of search, and what goes with it: counts by facets, and names while somebody types. Each tells how much it found. */
function asking(db: Database, catalog: SyntheticCatalog): Record<string, Ask> {
  const asks: Record<string, Ask> = {}
  for (const [kind, make] of Object.entries(searchKinds))
    asks[kind] = async (random) => {
      const page = await findEvents({ sql: db.sql }, searchOf(make(random, catalog)), PAGE, undefined)
      return (await cardsOf({ db }, page.events)).length
    }
  asks['facets of everything'] = async () => (await countFacets(db.sql, searchOf({}), FACETS)).events
  asks['facets of a city'] = async (random) =>
    (await countFacets(db.sql, searchOf({ city: random.popular(catalog.cities).name }), FACETS)).events
  for (const letters of [1, 2, 4])
    asks[`suggestions for ${letters} letters`] = async (random) =>
      (await suggest(db.sql, { q: random.oneOf(catalog.titles).slice(0, letters) })).length
  return asks
}

interface KindFigures {
  readonly p50: number
  readonly p95: number
  readonly max: number
  /** On average. */
  readonly found: number
}

async function timeKind(ask: () => Promise<number>): Promise<KindFigures> {
  const times = new Histogram()
  let found = 0
  for (let turn = -WARM_UP_ROUNDS; turn < ROUNDS; turn++) {
    const started = performance.now()
    const count = await ask()
    if (turn < 0) continue
    times.record(performance.now() - started)
    found += count
  }
  return {
    p50: round(times.percentile(0.5)),
    p95: round(times.percentile(0.95)),
    max: round(times.percentile(1)),
    found: round(found / ROUNDS),
  }
}

const round = (value: number): number => Math.round(value * 100) / 100
