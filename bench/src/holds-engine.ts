import { compileManifest, type CompiledManifest } from '@foyer/contract/compiled-manifest'
import { PLACES_MAX } from '@foyer/contract/manifest'
import { openInventory, inventoryInvariants, type HoldWish, type Inventory } from '@foyer/server/inventory/index'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { openDatabase, type Database } from '@foyer/server/platform/database'
import { newId } from '@foyer/server/platform/ids'
import { silentLog } from '@foyer/server/platform/log'
import { migrate } from '@foyer/server/platform/migrate'
import { startThrowawayPostgres } from '@foyer/server/platform/postgres/index'
import { transactionAHold } from './lib/transaction-a-hold.ts'
import { openLoop, type OpenLoopResult } from './lib/open-loop.ts'
import { shuffled } from './lib/random.ts'

type HoldKind = 'chosen seats' | 'best available' | 'general admission'

export interface HoldsEngineOptions {
  readonly kinds: readonly HoldKind[]
  /** Two-place holds offered a second, one run each. */
  readonly rates: readonly number[]
  readonly seconds: number
}

export interface HoldsEngineResult {
  readonly runs: readonly ({ readonly kind: HoldKind } & OpenLoopResult)[]
  /** Two-place holds a second when as many as the lane takes are always waiting. */
  readonly saturation: Readonly<Record<string, number>>
  /** The same writes, one transaction for each hold, by number of connections. */
  readonly baseline: Readonly<Record<string, number>>
  readonly ratio: number
  readonly invariants: { readonly asked: number; readonly broken: readonly string[] }
}

const DEFAULTS: HoldsEngineOptions = {
  kinds: ['chosen seats', 'general admission'],
  rates: [10_000, 20_000, 30_000],
  seconds: 4,
}
const WAITING = 4_000
const SEATS_PER_ROW = 40
const ROWS_PER_SECTION = 50
const UNDER_WAY_MAX = 20_000
const WARM_UP_HOLDS = 40_000
const BASELINE_CONNECTIONS = [1, 4, 16]
const BASELINE_SECONDS = 3

/** What the largest event has room for. */
const HOLDS_MAX = PLACES_MAX / 2

/**
 * The reservation engine by itself: durable two-place holds on one event, with everything on this machine. Each run has
 * an event of its own, large enough for all that is offered (so at 30,000 a second it is sold out in four seconds);
 * seats are asked for in random order.
 */
export async function holdsEngine(given: Partial<HoldsEngineOptions> = {}): Promise<HoldsEngineResult> {
  const options = { ...DEFAULTS, ...given }
  // Of the size that a rush recycles: a new WAL file costs a commit its time.
  const server = await startThrowawayPostgres({ durable: true, settings: SETTINGS })
  const db = openDatabase({ url: server.url, poolMax: 16, statementTimeoutMs: 120_000 })
  const laneDb = openDatabase({ url: server.url, poolMax: 2 })
  try {
    await migrate(db)
    const plans = new Map<string, CompiledManifest>()
    const inventory = openInventory({
      db,
      laneDb,
      log: silentLog(),
      loadEvent: (id) => Promise.resolve(factsOf(plans, id)),
    })
    await inventory.start()
    const event = async (kind: HoldKind, holds: number): Promise<Buyers> => {
      const eventId = newId()
      plans.set(eventId, kind === 'general admission' ? areaOf(holds * 2) : seatsFor(holds * 2))
      await inventory.availability(eventId)
      return buyersOf(inventory, eventId, kind, holds)
    }
    await warmUp(db, await event('chosen seats', WARM_UP_HOLDS))
    const runs: HoldsEngineResult['runs'][number][] = []
    for (const kind of options.kinds)
      for (const perSecond of options.rates) {
        const buyers = await event(kind, Math.ceil(perSecond * options.seconds))
        const run = { perSecond, seconds: options.seconds, underWayMax: UNDER_WAY_MAX, request: buyers }
        runs.push({ kind, ...(await openLoop(run)) })
      }
    const saturation: Record<string, number> = {}
    for (const kind of options.kinds) saturation[kind] = await closedLoop(await event(kind, HOLDS_MAX), HOLDS_MAX)
    const baseline: Record<string, number> = {}
    for (const connections of BASELINE_CONNECTIONS)
      baseline[connections] = await transactionAHold(db.sql, connections, BASELINE_SECONDS)
    await inventory.stop()
    const broken = await findBrokenInvariants(db.sql, inventoryInvariants)
    return {
      runs,
      saturation,
      baseline,
      ratio: round(Math.max(...Object.values(saturation)) / Math.max(...Object.values(baseline))),
      invariants: { asked: inventoryInvariants.length, broken: broken.map((one) => one.name) },
    }
  } finally {
    await laneDb.close()
    await db.close()
    await server.stop()
  }
}

const SETTINGS = { min_wal_size: '2GB', max_wal_size: '8GB', shared_buffers: '1GB', max_connections: '60' }

type Buyers = (index: number) => Promise<'done' | 'refused' | 'failed'>

/** Each is another person, who asks once. */
function buyersOf(inventory: Inventory, eventId: string, kind: HoldKind, holds: number): Buyers {
  const pairs = kind === 'chosen seats' ? shuffled(holds) : undefined
  // Made by the clients, so not by the clock that is measured.
  const ids = Array.from({ length: holds * 2 }, newId)
  const wish = (index: number): HoldWish => {
    if (kind === 'best available') return { bestAvailable: { quantity: 2 } }
    if (kind === 'general admission') return { generalAdmission: { area: 'floor', quantity: 2 } }
    const first = (pairs?.[index] ?? 0) * 2
    return { places: [first, first + 1] }
  }
  return async (index) => {
    const [holdId = '', accountId = ''] = [ids[index * 2], ids[index * 2 + 1]]
    const outcome = await inventory.holdPlaces({ eventId, holdId, accountId, wish: wish(index) })
    return 'held' in outcome ? 'done' : 'refused'
  }
}

/** Fills the buffers, the plans and the files of the write-ahead log, so that runs do not pay for the first time. */
async function warmUp(db: Database, buyers: Buyers): Promise<void> {
  await closedLoop(buyers, WARM_UP_HOLDS)
  await db.sql`create table filling as select repeat('x', 1000) as text from generate_series(1, 600000)`
  await db.sql`drop table filling`
  await db.sql`checkpoint`
}

/** So many holds, with as many always under way as a rush brings. @returns holds a second. */
async function closedLoop(buyers: Buyers, holds: number): Promise<number> {
  const started = performance.now()
  let [next, done] = [0, 0]
  const one = async (): Promise<void> => {
    while (next < holds) if ((await buyers(next++)) === 'done') done++
  }
  await Promise.all(Array.from({ length: WAITING }, one))
  return Math.round(done / ((performance.now() - started) / 1_000))
}

const factsOf = (plans: ReadonlyMap<string, CompiledManifest>, eventId: string) => {
  const manifest = plans.get(eventId)
  if (manifest === undefined) return undefined
  const always = { onSaleFrom: 0, onSaleUntil: 8.64e15, cancelled: false, draft: false }
  return { manifest, limitPerAccount: 10, categoriesOf: () => undefined, ...always }
}

/** A plan of so many seats, rounded up to whole sections of 2,000. */
export function seatsFor(places: number): CompiledManifest {
  const sections = Math.ceil(places / (SEATS_PER_ROW * ROWS_PER_SECTION))
  return compileManifest({
    version: 1,
    name: 'bench',
    focal: [0, 0],
    bounds: [0, 0, 1, 1],
    categories: [{ key: 'all', name: 'All' }],
    sections: Array.from({ length: sections }, (_, section) => ({
      kind: 'seated' as const,
      key: `s${section}`,
      name: `Section ${section}`,
      category: 'all',
      rows: Array.from({ length: ROWS_PER_SECTION }, (_, row) => ({
        label: String(row + 1),
        seats: SEATS_PER_ROW,
        labels: { from: 1, step: 1 },
        positions: { from: [section * 500, row * 10] as [number, number], step: [10, 0] as [number, number] },
      })),
    })),
  })
}

const areaOf = (capacity: number): CompiledManifest =>
  compileManifest({
    version: 1,
    name: 'bench',
    focal: [0, 0],
    bounds: [0, 0, 1, 1],
    categories: [{ key: 'all', name: 'All' }],
    sections: [{ kind: 'area', key: 'floor', name: 'Floor', category: 'all', capacity }],
  })

const round = (ratio: number): number => Math.round(ratio * 10) / 10
