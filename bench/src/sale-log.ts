import { setTimeout as sleep } from 'node:timers/promises'
import { verifySaleProof } from '@foyer/contract/sale-log.proof'
import { verifySaleLog } from '@foyer/contract/sale-log.verify'
import { saleLogSource } from '@foyer/server/composition/sale-log-source'
import { inventoryInvariants, openInventory, type Inventory } from '@foyer/server/inventory/index'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { openDatabase, type Database } from '@foyer/server/platform/database'
import { newId } from '@foyer/server/platform/ids'
import { silentLog } from '@foyer/server/platform/log'
import { migrate } from '@foyer/server/platform/migrate'
import { startThrowawayPostgres } from '@foyer/server/platform/postgres/index'
import { keysFrom } from '@foyer/server/platform/secrets'
import { saleLogInvariants, startSaleLogs } from '@foyer/server/salelog/index'
import { proveSale } from '@foyer/server/salelog/log-files'
import { saleLogKeys, type SaleLogKeys } from '@foyer/server/salelog/log-keys'
import { download, filesIn, filesOf, loadEventFrom } from '@foyer/server/salelog/testing/kept-log'
import { standingEvent } from './lib/bench-event.ts'
import { Histogram } from './lib/histogram.ts'
import { openLoop, type OpenLoopResult } from './lib/open-loop.ts'
import type { BenchResult } from './lib/report.ts'

const HOLDS_PER_SECOND = 3_000
const SECONDS = 4
const ROUNDS = 3
const SALES = 5_000
const PROOFS = 500
const UNDER_WAY_MAX = 20_000
const SETTINGS = { min_wal_size: '2GB', max_wal_size: '8GB', shared_buffers: '1GB', max_connections: '60' }

/**
 * What the public log costs the sale: holds at one rate with nobody building a log, and with a builder in the same process;
 * how fast a log catches up that is far behind; how long a proof takes; and how many bytes a sale is.
 */
export async function saleLog(): Promise<BenchResult> {
  const server = await startThrowawayPostgres({ durable: true, settings: SETTINGS })
  const db = openDatabase({ url: server.url, poolMax: 16, statementTimeoutMs: 120_000 })
  const laneDb = openDatabase({ url: server.url, poolMax: 2 })
  const log = silentLog()
  const keys = saleLogKeys(keysFrom(Buffer.alloc(32, 1)))
  try {
    await migrate(db)
    const inventory = openInventory({ db, laneDb, log, loadEvent: loadEventFrom(db) })
    await inventory.start()
    const offer = async () => {
      const eventId = await standingEvent(db, HOLDS_PER_SECOND * SECONDS * 2)
      await inventory.availability(eventId)
      const held: string[] = []
      const request = () => holdTwo(inventory, eventId, held)
      const rate = { perSecond: HOLDS_PER_SECOND, seconds: SECONDS, underWayMax: UNDER_WAY_MAX }
      return { eventId, held, run: await openLoop({ ...rate, request }) }
    }
    await offer()
    // In turns, since the machine may be slower at one moment than at another.
    const runs: { alone: Offered[]; beside: Offered[] } = { alone: [], beside: [] }
    let [leaves, appendingMs, appendingCpuMs, behindByMs] = [0, 0, 0, 0]
    for (let round = 0; round < ROUNDS; round++) {
      const alone = await offer()
      runs.alone.push(alone)
      const [began, cpu] = [performance.now(), process.cpuUsage()]
      const builder = await startSaleLogs({ db, keys, source: saleLogSource(db), log })
      leaves += await caughtUp(db, alone.eventId)
      appendingMs += performance.now() - began
      const { user, system } = process.cpuUsage(cpu)
      appendingCpuMs += (user + system) / 1_000
      const beside = await offer()
      const ended = performance.now()
      runs.beside.push(beside)
      await caughtUp(db, beside.eventId)
      behindByMs = Math.max(behindByMs, Math.round(performance.now() - ended))
      await builder.stop()
    }
    const beside = runs.beside.at(-1)
    if (beside === undefined) throw new Error('nothing was offered')
    const orderIds = await sell(inventory, beside.eventId, beside.held.slice(0, SALES))
    const builder = await startSaleLogs({ db, keys, source: saleLogSource(db), log })
    await caughtUp(db, beside.eventId)
    await builder.stop()
    const proofMs = await timeProofs(db, keys, beside.eventId, orderIds)
    await inventory.stop()

    const files = await download(filesOf(db, keys, beside.eventId))
    const verifying = performance.now()
    const verdict = await verifySaleLog({ files: filesIn(files), key: keys.noteKey(beside.eventId) })
    if (!verdict.ok) throw new Error(verdict.because)
    const { size } = verdict.report
    const leavesVerifiedPerSecond = Math.round((size * 1_000) / (performance.now() - verifying))
    const served = [...files.values()].reduce((sum, file) => sum + file.length, 0)
    const asked = [...inventoryInvariants, ...saleLogInvariants]
    const figures = {
      leavesAppendedPerSecond: Math.round((leaves * 1_000) / appendingMs),
      appendingCpuMicrosPerLeaf: Math.round((appendingCpuMs * 1_000) / leaves),
      holdsBesideBuilder: runs.beside.map(({ run }) => shown(run)),
      behindByMs,
      proofMs,
      leavesVerifiedPerSecond,
      servedBytesPerLeaf: Math.round(served / size),
      storedBytesPerLeaf: await storedBytesPerLeaf(db),
    }
    return {
      figures,
      baseline: { holdsAlone: runs.alone.map(({ run }) => shown(run)) },
      ratio: Math.round((total(runs.beside) / total(runs.alone)) * 100) / 100,
      invariants: { asked: asked.length, broken: (await findBrokenInvariants(db.sql, asked)).map(({ name }) => name) },
      settings: { rounds: ROUNDS, holdsPerSecond: HOLDS_PER_SECOND, seconds: SECONDS, sales: SALES, proofs: PROOFS },
    }
  } finally {
    await laneDb.close()
    await db.close()
    await server.stop()
  }
}

interface Offered {
  readonly eventId: string
  readonly held: readonly string[]
  readonly run: OpenLoopResult
}

const total = (offered: readonly Offered[]): number => offered.reduce((sum, { run }) => sum + run.donePerSecond, 0)

const shown = ({ donePerSecond, refused, latency }: OpenLoopResult) => ({
  donePerSecond,
  refused,
  p50Ms: latency.p50,
  p99Ms: latency.p99,
})

/** Two places for somebody; remembers what was held. */
async function holdTwo(inventory: Inventory, eventId: string, held: string[]): Promise<'done' | 'refused'> {
  const wish = { generalAdmission: { area: 'floor', quantity: 2 } }
  const holdId = newId()
  const outcome = await inventory.holdPlaces({ eventId, holdId, accountId: newId(), wish })
  if (!('held' in outcome)) return 'refused'
  held.push(holdId)
  return 'done'
}

/** Sells so many holds. @returns the orders. */
const sell = (inventory: Inventory, eventId: string, holdIds: readonly string[]): Promise<string[]> =>
  Promise.all(
    holdIds.map(async (holdId) => {
      const orderId = newId()
      const outcome = await inventory.confirmHold({ eventId, holdId, orderId, whenOver: 'refuse' })
      if (!('confirmed' in outcome)) throw new Error(JSON.stringify(outcome))
      return orderId
    }),
  )

/** Waits until the public log of an event has all its entries. @returns its leaves. */
async function caughtUp(db: Database, eventId: string): Promise<number> {
  for (;;) {
    const [row] = await db.sql<{ size: number; done: boolean }[]>`
      select log.size, log.entries = head.seq as done from sale_logs log join event_heads head using (event_id)
       where event_id = ${eventId}`
    if (row?.done === true) return row.size
    await sleep(20)
  }
}

/** Reads proofs one after another, and verifies each. */
async function timeProofs(db: Database, keys: SaleLogKeys, eventId: string, orderIds: readonly string[]) {
  const histogram = new Histogram()
  for (const orderId of orderIds.slice(0, PROOFS)) {
    const started = performance.now()
    const proof = await proveSale(db.sql, keys, { eventId, orderId })
    histogram.record(performance.now() - started)
    if (proof === undefined || !(await verifySaleProof(proof)).ok) throw new Error(`no proof of ${orderId}`)
  }
  return histogram.summary()
}

/** Bytes that the tables of the logs take on disk for each leaf, indexes included. */
async function storedBytesPerLeaf(db: Database): Promise<number> {
  const [row] = await db.sql<{ bytes: number }[]>`
    select round(sum(pg_total_relation_size(c.oid)) / (select sum(size) from sale_logs))::integer as bytes
      from pg_class c where relname like 'sale\_log%' and relkind = 'r'`
  return row?.bytes ?? 0
}
