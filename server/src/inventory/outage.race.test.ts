import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Availability } from './availability.ts'
import { SECOND_MS } from '../platform/clock.ts'
import { hearDatabaseClock } from '../platform/database-clock.ts'
import { openDatabase, type Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { EventWriter } from './event-writer.ts'
import type { LaneStore } from './lane-store.ts'
import { makeUpForOutage } from './make-up.ts'
import type { Answer, Operation } from './operations.ts'
import { openInventory, type Inventory, type InventoryOptions } from './index.ts'
import type { Serves } from './sale-watch.ts'
import { sqlStore } from './sql-store.ts'
import { cuttingProxy } from './testing/cutting-proxy.ts'
import { anEvent, brokenInvariants, type GivenEvent } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'

const plan = drawnPlan({ key: 'stalls', rows: ['....................'] })
const OUTAGE_S = 1_000
const HOLD_S = 600
/** An outage is believed after four. */
const HALTED_S = 8

/** A node that serves as a test says. */
async function aNode(
  db: Database,
  event: GivenEvent,
  serves: () => Serves,
  { laneUrl = db.url, ...more }: { laneUrl?: string } & Pick<Partial<InventoryOptions>, 'checkPass'> = {},
) {
  const laneDb = openDatabase({ url: laneUrl, poolMax: 2, applicationName: 'lanes' })
  const inventory = openInventory({
    db,
    laneDb,
    log: silentLog(),
    loadEvent: () => Promise.resolve(event.facts),
    holdTtlMs: HOLD_S * 1_000,
    serves,
    ...more,
  })
  await inventory.openEvents(db.sql, [event.eventId])
  await inventory.start()
  return {
    inventory,
    async [Symbol.asyncDispose]() {
      await inventory.stop()
      await laneDb.close()
    },
  }
}

/** Nothing runs in this process meanwhile: as one that is stopped by a signal, or whose machine stands still. */
const halt = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

const holdOne = (inventory: Inventory, eventId: string, place: number, holdId = newId()) =>
  inventory.holdPlaces({ eventId, holdId, accountId: newId(), wish: { places: [place] } })

/** So much time passes for the tables while nobody serves: everything in them is as much older. */
async function letPass(db: Database, seconds: number): Promise<void> {
  await db.sql`update sale_watch set served_at = served_at - ${seconds} * interval '1 second'`
  await db.sql`
    update holds set held_at = held_at - ${seconds} * interval '1 second',
                     expires_at = expires_at - ${seconds} * interval '1 second'`
  await db.sql`update event_heads set next_due_at = next_due_at - ${seconds} * interval '1 second'`
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

const leftOf = async (inventory: Inventory, holdId: string): Promise<number> => {
  const hold = await inventory.findHold({ holdId })
  return hold === undefined || hold.over || hold.state !== 'held' ? 0 : (hold.expiresAt - hold.now) / 1_000
}

describe('an outage of the sale', { timeout: 180_000 }, () => {
  let db: Awaited<ReturnType<typeof testDatabase>>
  before(async () => {
    db = await testDatabase()
  })
  after(() => db[Symbol.asyncDispose]())
  beforeEach(async () => {
    await db.sql`truncate sale_watch, sale_outages`
  })

  test('without a watch whoever held places loses them to whoever comes first: the guard is needed', async () => {
    const event = anEvent(plan)
    const holdId = newId()
    {
      await using earlier = await aNode(db, event, () => 'no')
      assert.ok('held' in (await holdOne(earlier.inventory, event.eventId, 3, holdId)))
    }
    await letPass(db, OUTAGE_S)
    await using later = await aNode(db, event, () => 'no')
    assert.ok('held' in (await holdOne(later.inventory, event.eventId, 3)))
    assert.equal(await leftOf(later.inventory, holdId), 0)
  })

  test('with everything down: the hold has as much time left as before, and nobody gets its places meanwhile', async () => {
    const event = anEvent(plan)
    const [holdId, over] = [newId(), newId()]
    {
      await using earlier = await aNode(db, event, () => 'yes')
      assert.ok('held' in (await holdOne(earlier.inventory, event.eventId, 3, holdId)))
      assert.ok('held' in (await holdOne(earlier.inventory, event.eventId, 4, over)))
      await db.sql`update holds set held_at = held_at - interval '601 seconds', expires_at = expires_at - interval '601 seconds' where hold_id = ${over}`
    }
    await letPass(db, OUTAGE_S)
    let serves: Serves = 'no'
    await using node = await aNode(db, event, () => serves)
    // Not served yet: time stands still, for questions and for answers.
    assert.ok((await leftOf(node.inventory, holdId)) > HOLD_S / 2)
    assert.deepEqual(await holdOne(node.inventory, event.eventId, 3), { refused: 'places-taken', places: [3] })
    assert.ok(node.inventory.behindMs() > 900_000)
    serves = 'yes'
    await until(() => node.inventory.behindMs() === 0)
    const left = await leftOf(node.inventory, holdId)
    assert.ok(left > HOLD_S / 2 && left <= HOLD_S, `${left} s left`)
    assert.equal(await leftOf(node.inventory, over), 0, 'what was over before stays over')
    assert.deepEqual(await holdOne(node.inventory, event.eventId, 3), { refused: 'places-taken', places: [3] })
    const sold = await node.inventory.confirmHold({
      eventId: event.eventId,
      holdId,
      orderId: newId(),
      whenOver: 'refuse',
    })
    assert.ok('confirmed' in sold)
    const [outage] = await db.sql<{ seconds: number; holds: number }[]>`
      select extract(epoch from ended_at - began_at)::float8 as seconds, holds from sale_outages`
    assert.ok(
      outage !== undefined && outage.seconds > 900 && outage.seconds < 1_200 && outage.holds >= 1,
      JSON.stringify(outage),
    )
    assert.deepEqual(await brokenInvariants(db), [])
    const told = await db.sql`
      select 1 from event_log, jsonb_array_elements(body::jsonb -> 'changes') change
        join holds h on h.hold_id = (change ->> 1)::uuid
       where h.hold_id = ${holdId} and change ->> 0 = 'extended' and (change ->> 2)::bigint = round(extract(epoch from h.expires_at) * 1000)`
    assert.equal(told.length, 1, 'the log tells the new end')
  })

  test('with the database away from a node that is running: it comes back, and the hold is as long as it was', async () => {
    await using proxy = await cuttingProxy(db.url)
    const event = anEvent(plan)
    const { eventId } = event
    await using node = await aNode(db, event, () => 'yes', { laneUrl: proxy.url })
    const holdId = newId()
    assert.ok('held' in (await holdOne(node.inventory, eventId, 3, holdId)))
    proxy.pause()
    await letPass(db, OUTAGE_S)
    proxy.resume()
    await until(async () => (await db.sql`select 1 from sale_outages`).length > 0)
    await until(async () => (await leftOf(node.inventory, holdId)) > HOLD_S / 2)
    const other = await holdOne(node.inventory, eventId, 3)
    assert.deepEqual(other, { refused: 'places-taken', places: [3] })
    const extended = await node.inventory.extendHold({
      eventId,
      holdId,
      accountId: null,
      by: 'payment',
      ttlMs: 1_200_000,
    })
    assert.ok('extended' in extended, JSON.stringify(extended))
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('a process that was halted while others served looks again before it decides by the time', async () => {
    const event = anEvent(plan)
    const asked: number[] = []
    await db.sql`insert into sale_watch (served_at) values (now())`
    await using node = await aNode(db, event, () => 'no', {
      checkPass({ now }) {
        asked.push(now)
        return { placesAtMost: null }
      },
    })
    // Another node serves, on its own; this one stands still for longer than an outage takes to be believed.
    const serving = db.sql.unsafe(`do $$ begin
      for second in 1..${2 * HALTED_S} loop
        update sale_watch set served_at = clock_timestamp(); commit; perform pg_sleep(0.5);
      end loop; end $$`)
    const served = serving.execute()
    const loops = () => db.sql`select from pg_stat_activity 
       where query like 'do $$%' and wait_event = 'PgSleep' and datname = current_database()`
    await until(async () => (await loops()).count > 0)
    halt(HALTED_S * SECOND_MS)
    const believed = node.inventory.now()
    assert.ok(node.inventory.behindMs() > 0, 'it takes its own halt for an outage: the look is needed')
    const held = await holdOne(node.inventory, event.eventId, 3)
    assert.ok('held' in held, JSON.stringify(held))
    const [now = 0] = asked
    assert.ok(now > believed + SECOND_MS, `a pass was judged by ${now}, ${now - believed} ms after what it believed`)
    assert.ok(held.held.expiresAt >= now + HOLD_S * SECOND_MS, 'the hold lasts as long as any')
    await served
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('while all nodes are too busy to serve, holds are made longer piece by piece; none does it twice', async () => {
    const event = anEvent(plan)
    const holdId = newId()
    let serves: Serves = 'yes'
    await using one = await aNode(db, event, () => serves)
    await using other = await aNode(db, event, () => serves)
    assert.ok('held' in (await holdOne(one.inventory, event.eventId, 3, holdId)))
    serves = 'too-busy'
    // Both see the same twelve seconds: eight of them are made up for, once.
    await db.sql`update sale_watch set served_at = served_at - interval '12 seconds'`
    await until(async () => (await db.sql`select 1 from sale_outages`).length > 0)
    serves = 'yes'
    await until(() => one.inventory.behindMs() + other.inventory.behindMs() === 0)
    const left = await leftOf(one.inventory, holdId)
    assert.ok(left > HOLD_S / 2 && left < HOLD_S + 8 + 1, `${left} s left`)
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('a batch that was decided before, by a node that knew nothing of it, is fenced and decided again', async () => {
    for (const isMadeUp of [false, true]) {
      const event = anEvent(plan)
      const { eventId } = event
      const holdId = newId()
      {
        await using earlier = await aNode(db, event, () => 'yes')
        assert.ok('held' in (await holdOne(earlier.inventory, eventId, 3, holdId)))
      }
      await letPass(db, OUTAGE_S)
      // A node that goes by the database's time alone, held up between deciding and writing.
      const store = sqlStore(db.sql, () => Promise.resolve(plan))
      let commits = 0
      const heldUp: LaneStore = {
        ...store,
        async commit(batch) {
          if (commits++ === 0 && isMadeUp) assert.ok(await makeUpForOutage(db, true, []))
          return store.commit(batch)
        },
      }
      const clock = await hearDatabaseClock(db.sql)
      const writer = new EventWriter({
        eventId,
        store: heldUp,
        clock,
        view: new Availability(),
        onCommitted: () => undefined,
      })
      const answer = await ask(writer, {
        verb: 'hold',
        holdId: newId(),
        accountId: newId(),
        wish: { by: 'places', places: [3] },
        digest: 1,
        ttlMs: 60_000,
        limit: 10,
      })
      if (isMadeUp) assert.deepEqual(answer, { refused: 'places-taken', places: [3] })
      else assert.ok('held' in answer, 'without it the places go to whoever asks: the race is real')
      assert.deepEqual(await brokenInvariants(db), [])
    }
  })
})

const ask = (writer: EventWriter, operation: Operation): Promise<Answer | { refused: 'busy' }> =>
  new Promise((answer, fail) => {
    void writer.work({ waiting: [{ operation, deadline: Infinity, answer, fail }] })
  })
