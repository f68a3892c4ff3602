import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { verifySaleLog } from '@foyer/contract/sale-log.verify'
import type { Tx } from '../platform/database.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { silentLog } from '../platform/log.ts'
import { appendToLog } from './append.ts'
import { LogBuilder } from './builder.ts'
import { saleLogInvariants } from './invariants.ts'
import { readCheckpoint } from './log-files.ts'
import { download, filesIn } from './testing/kept-log.ts'
import { aLogWorld, type LogWorld } from './testing/log-world.ts'
import { secondVerify } from './testing/second-verifier.ts'

const PLACES = 300

async function sellSome(world: LogWorld, eventId: string): Promise<void> {
  for (let first = 0; first < PLACES; first += 100)
    await Promise.all(
      Array.from({ length: 100 }, async (_, at) => {
        const holdId = await world.hold(eventId, [first + at])
        if (at % 3 === 0) await world.sell(eventId, holdId)
      }),
    )
}

async function requireWhole(world: LogWorld, eventId: string): Promise<Map<string, Uint8Array>> {
  const files = await download(world.files(eventId))
  const key = world.keys.noteKey(eventId)
  const verdict = await verifySaleLog({ files: filesIn(files), key })
  assert.ok(verdict.ok, JSON.stringify(verdict))
  assert.equal(secondVerify(files, key), verdict.report.size)
  assert.deepEqual(await findBrokenInvariants(world.db.sql, saleLogInvariants), [])
  return files
}

const rootsBySize = async (world: LogWorld) =>
  world.db.sql<{ size: number; roots: number }[]>`
    select size, count(distinct root) as roots from sale_log_checkpoints group by event_id, size having count(distinct root) > 1`

describe('several workers', () => {
  test('that build one log while it is sold make one log, with one root for each size', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent(PLACES)
    let selling = true
    const work = async () => {
      while (selling) await world.db.transaction((tx) => appendToLog(tx, world.services, eventId))
    }
    const workers = [work(), work(), work()]
    await sellSome(world, eventId)
    selling = false
    await Promise.all(workers)
    await world.bringOn(eventId)
    await requireWhole(world, eventId)
    assert.deepEqual([...(await rootsBySize(world))], [])
  })

  test('would both tell an entry but for the lock, and the size that is asked again keeps the second out all the same', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent()
    await world.bringOn(eventId)
    await world.hold(eventId, [1])
    let both: () => void = () => undefined
    const met = new Promise<void>((resolve) => (both = resolve))
    let waiting = 0
    const services = {
      ...world.services,
      source: {
        async describe(...asked: Parameters<typeof world.services.source.describe>) {
          if (++waiting === 2) both()
          await met
          return world.services.source.describe(...asked)
        },
      },
    }
    const unlocked = () => world.db.transaction((tx) => appendToLog(withoutLocks(tx), services, eventId))
    const outcomes = await Promise.allSettled([unlocked(), unlocked()])
    const failed = outcomes.filter(({ status }) => status === 'rejected')
    assert.equal(failed.length, 1)
    const locked = () => world.db.transaction((tx) => appendToLog(tx, world.services, eventId))
    await world.hold(eventId, [2])
    const first = locked()
    assert.ok((await Promise.all([first, locked()])).includes('grown'))
    await requireWhole(world, eventId)
  })

  test('on copies of one database, each by itself, give the same bytes', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent(PLACES)
    await world.bringOn(eventId)
    await sellSome(world, eventId)
    await world.bringOn(eventId)
    const first = await requireWhole(world, eventId)
    // The second begins where the first began to follow, and takes other steps.
    const [manifest] = await world.db.sql<{ manifest: object }[]>`select manifest from sale_logs`
    const at = manifestMoment(first)
    await world.db.sql`truncate sale_logs, sale_log_tiles, sale_log_bundles, sale_log_checkpoints, sale_log_sales`
    assert.ok(manifest !== undefined)
    const early = (tx: Tx) => appendToLog(atMoment(tx, at), world.services, eventId)
    while ((await world.db.transaction(early)) === 'grown');
    const second = await requireWhole(world, eventId)
    assert.deepEqual([...second.keys()].sort(), [...first.keys()].sort())
    for (const [path, bytes] of first) assert.deepEqual(Buffer.from(second.get(path) ?? []), Buffer.from(bytes), path)
  })
})

describe('a worker that dies', () => {
  test('in any statement of a step leaves the log as it was, and the next goes on', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent(PLACES)
    await world.bringOn(eventId)
    await sellSome(world, eventId)
    for (let dieAt = 1; ; dieAt++) {
      const before = await readCheckpoint(world.db.sql, world.keys, eventId)
      const outcome = await world.db
        .transaction((tx) => appendToLog(dyingAt(tx, dieAt), world.services, eventId))
        .catch((error: unknown) => (error instanceof Killed ? 'killed' : Promise.reject(error)))
      if (outcome !== 'killed') break
      assert.equal(await readCheckpoint(world.db.sql, world.keys, eventId), before)
      assert.deepEqual(await findBrokenInvariants(world.db.sql, saleLogInvariants), [])
    }
    await world.bringOn(eventId)
    await requireWhole(world, eventId)
  })

  test('after it had read a checkpoint has signed nothing that is not in the log that follows', async () => {
    await using world = await aLogWorld()
    const eventId = await world.anEvent(PLACES)
    const signed: string[] = []
    let selling = true
    const look = async () => {
      while (selling) {
        const note = await readCheckpoint(world.db.sql, world.keys, eventId)
        if (note !== undefined && note !== signed.at(-1)) signed.push(note)
      }
    }
    const looking = look()
    const sold = sellSome(world, eventId)
    for (let step = 0; step < 40; step++)
      await world.db
        .transaction((tx) => appendToLog(step % 2 === 0 ? dyingAt(tx, 6 + (step % 5)) : tx, world.services, eventId))
        .catch((error: unknown) => assert.ok(error instanceof Killed, String(error)))
    await sold
    selling = false
    await looking
    await world.bringOn(eventId)
    const files = filesIn(await requireWhole(world, eventId))
    assert.ok(signed.length > 1)
    for (const since of signed) {
      const verdict = await verifySaleLog({ files, key: world.keys.noteKey(eventId), since })
      assert.ok(verdict.ok, JSON.stringify(verdict))
    }
  })
})

test('the builder finds what nobody told it of, and what was told', async () => {
  await using world = await aLogWorld()
  const untold = await world.anEvent()
  await world.hold(untold, [3])
  const builder = new LogBuilder({ db: world.db, ...world.services, log: silentLog() })
  await builder.start()
  try {
    await until(async () => (await sizeOf(world, untold)) === 2)
    const told = await world.anEvent()
    await world.hold(told, [3])
    await world.hold(untold, [4])
    await until(async () => (await sizeOf(world, told)) === 2 && (await sizeOf(world, untold)) === 3)
  } finally {
    await builder.stop()
  }
  await requireWhole(world, untold)
})

test('logs that can never be brought on keep no other from its turn', async () => {
  await using world = await aLogWorld()
  const { source } = world.services
  const bad = new Set<string>()
  const services = {
    ...world.services,
    source: {
      ...source,
      describe: (...asked: Parameters<typeof source.describe>) =>
        bad.has(asked[1]) ? Promise.reject(new Error('it cannot be described')) : source.describe(...asked),
    },
  }
  // Both found by looking through, in the order of their ids: those that fail come first, and are more than fail in a turn.
  for (let n = 0; n < 12; n++) bad.add(await world.anEvent())
  const good = await world.anEvent()
  for (const eventId of [...bad, good]) await world.hold(eventId, [1])
  const builder = new LogBuilder({ db: world.db, ...services, log: silentLog() })
  await builder.start()
  try {
    await until(async () => (await sizeOf(world, good)) === 2)
    const [first = ''] = bad
    assert.equal(await sizeOf(world, first), undefined)
    bad.delete(first)
    await until(async () => (await sizeOf(world, first)) === 2)
  } finally {
    await builder.stop()
  }
})

async function sizeOf(world: LogWorld, eventId: string): Promise<number | undefined> {
  const [row] = await world.db.sql<{ size: number }[]>`select size from sale_logs where event_id = ${eventId}`
  return row?.size
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

class Killed extends Error {
  override readonly name = 'Killed'
}

/** The transaction, in which every query goes through `change` first. */
const through = (tx: Tx, change: (text: string, send: () => unknown) => unknown): Tx =>
  new Proxy(tx, {
    apply: (target, self, asked: unknown[]) =>
      change(String(Reflect.get(asked[0] as object, 'raw') ?? ''), () => Reflect.apply(target, self, asked)),
  })

/** Dies instead of sending its nth query. */
function dyingAt(tx: Tx, nth: number): Tx {
  let queries = 0
  return through(tx, (_text, send) => {
    if (++queries >= nth) throw new Killed()
    return send()
  })
}

/** As if nobody had the row. */
const withoutLocks = (tx: Tx): Tx =>
  new Proxy(tx, {
    apply(target, self, [strings, ...values]: unknown[]) {
      const parts = (strings as readonly string[]).map((part) => part.replace('for update skip locked', ''))
      const raw = Object.assign(parts, { raw: parts })
      return Reflect.apply(target, self, [raw, ...values])
    },
  })

/** As if the manifest were written at that moment. */
const atMoment = (tx: Tx, at: number): Tx =>
  through(tx, (text, send) =>
    text.includes('for update skip locked')
      ? Promise.resolve(send()).then((rows) => (rows as { now: number }[]).map((row) => ({ ...row, now: at })))
      : send(),
  )

function manifestMoment(files: ReadonlyMap<string, Uint8Array>): number {
  const first = [...files].find(([path]) => path.startsWith('tile/entries/000'))?.[1] ?? Buffer.of()
  const [, at] = /"at":(\d+)/.exec(Buffer.from(first).toString()) ?? []
  return Number(at)
}
