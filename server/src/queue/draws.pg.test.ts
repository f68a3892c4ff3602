import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { Draws } from './draws.ts'
import { aNode, aNonce, aQueue, aWorld, openTheSale } from './testing/given.ts'

test('draws are worked out two at a time, and kept in memory by how many took part, not by how many there are', async (t) => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const first = await aQueue(db)
  for (let n = 0; n < 3; n++) await node.ask(newId(), 'POST', `${first}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, first)
  const eventIds = [first]
  while (eventIds.length < 30) {
    const copy = await aQueue(db)
    await db.sql`
      insert into queue_draws select (jsonb_populate_record(d, jsonb_build_object('event_id', ${copy}::uuid))).*
        from queue_draws d where event_id = ${first}`
    await db.sql`
      insert into queue_entries select (jsonb_populate_record(e, jsonb_build_object('event_id', ${copy}::uuid,
               'entry_id', gen_random_uuid()))).* from queue_entries e where event_id = ${first}`
    eventIds.push(copy)
  }
  const threads = { now: 0, most: 0 }
  const onThread = (thread: Worker) => {
    threads.most = Math.max(threads.most, ++threads.now)
    thread.once('exit', () => threads.now--)
  }
  process.on('worker', onThread)
  t.after(() => process.off('worker', onThread))
  const keptBy = async (draws: Draws) => {
    const before = []
    for (const eventId of eventIds) before.push(await draws.of(eventId))
    let kept = 0
    // The latest first: to ask for one that is gone makes others go.
    for (const [index, eventId] of [...eventIds.entries()].reverse())
      if ((await draws.of(eventId)) === before[index]) kept++
      else break
    return kept
  }
  const options = { db, clock: systemClock, deriveKey: keysFrom(Buffer.alloc(32, 7)), beacon: undefined, delay: 1 }
  const draws = new Draws(options)
  await Promise.all(eventIds.map((eventId) => draws.of(eventId)))
  // Two, and those that are about to end.
  assert.ok(threads.most < 15, `${threads.most} threads at once`)
  assert.equal(await keptBy(draws), 30)
  assert.equal(await keptBy(new Draws({ ...options, entrantsKept: 13 })), 4)
})
