import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueueStatus } from '@foyer/contract/queue'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { NO_STRAIN } from './status.ts'
import { stepQueue } from './step-queue.ts'
import { aNode, aNonce, aQueue, aWorld, fresh, neighboursIn, openTheSale } from './testing/given.ts'

/** For half a minute and more, one each twenty milliseconds: nodes look at their queues each second. */
const LOOKS_MAX = 1_500

test('a node that cannot keep up says so, once a second, and fewer are let in', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  for (let n = 0; n < 3; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, eventId)
  const { capacity } = await fresh(node, eventId)
  for (let refusal = 0; refusal < 1_000; refusal++) node.queues.noteRefusal(eventId, 'busy')
  for (let look = 0; look < LOOKS_MAX && (await fresh(node, eventId)).pressedAt === null; look++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await stepQueue(db, eventId, neighboursIn(world))
  assert.ok((await fresh(node, eventId)).capacity <= capacity / 2)
})

test('a node that has more to do than it can lets fewer in where somebody waits, and asks people to come back later', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  let strain = NO_STRAIN
  await using node = await aNode(db, world, { strain: () => strain })
  const [eventId, nobodyWaits] = [await aQueue(db), await aQueue(db)]
  for (let n = 0; n < 3; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  const poll = async () =>
    ((await node.ask(newId(), 'GET', `${eventId}/queue/status`)).body as unknown as QueueStatus).poll
  assert.deepEqual(await poll(), { nearSeconds: 2, farSeconds: 20, jitter: 0.3 })
  assert.equal((await fresh(node, eventId)).pressedAt, null)
  strain = { ...NO_STRAIN, asksRarely: true, slows: true }
  for (let look = 0; look < LOOKS_MAX && (await fresh(node, eventId)).pressedAt === null; look++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.notEqual((await fresh(node, eventId)).pressedAt, null)
  assert.equal((await fresh(node, nobodyWaits)).pressedAt, null)
  for (let look = 0; look < LOOKS_MAX && (await poll()).nearSeconds === 2; look++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual(await poll(), { nearSeconds: 4, farSeconds: 40, jitter: 0.3 })
})

test('on the last rung nobody is let in, and it is said why; it ends by itself, also when the node has died', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  let strain = NO_STRAIN
  await using node = await aNode(db, world, { strain: () => strain })
  await using other = await aNode(db, world)
  const eventId = await aQueue(db, { peopleAtOnce: 1 })
  for (let n = 0; n < 5; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, eventId)
  const status = async (of = node) =>
    (await of.ask(newId(), 'GET', `${eventId}/queue/status`)).body as unknown as QueueStatus
  const shows = async (phase: string, because: string | null, of = node) => {
    for (let now = await status(of); now.phase !== phase || now.pausedBecause !== because; now = await status(of))
      await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await shows('open', null)
  strain = { ...NO_STRAIN, slows: true, pauses: true }
  await shows('paused', 'strain')
  await shows('paused', 'strain', other)
  const step = () => stepQueue(db, eventId, neighboursIn(world))
  assert.deepEqual([(await step())?.because, (await fresh(node, eventId)).watermark], ['strain', 0])
  // It says nothing more, as one that is dead, and what it said, or was saying just now, is over.
  strain = NO_STRAIN
  const stepWhenOver = async () => {
    await db.sql`update queue_heads set held_back_until = held_back_until - interval '10 seconds'`
    return step()
  }
  let stepped = await stepWhenOver()
  for (let look = 0; look < LOOKS_MAX && stepped?.because === 'strain'; look++) stepped = await stepWhenOver()
  assert.deepEqual([stepped?.because, (await fresh(node, eventId)).watermark], ['cap', 1])
  await shows('open', null)
  await shows('open', null, other)
})

test('while the database is away it is said that nobody is let in, by what was known, and taken back when it is there', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  let strain = NO_STRAIN
  await using node = await aNode(db, world, { strain: () => strain })
  const eventId = await aQueue(db)
  for (let n = 0; n < 3; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, eventId)
  const status = async () => (await node.ask(newId(), 'GET', `${eventId}/queue/status`)).body as unknown as QueueStatus
  for (let now = await status(); now.phase !== 'open'; now = await status())
    await new Promise((resolve) => setTimeout(resolve, 20))
  strain = { ...NO_STRAIN, isCutOff: true }
  await db.sql`alter table queue_heads rename to queue_heads_away`
  for (let now = await status(); now.pausedBecause !== 'outage'; now = await status())
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual([(await status()).phase, (await status()).last], ['paused', 3])
  await db.sql`alter table queue_heads_away rename to queue_heads`
  strain = NO_STRAIN
  for (let now = await status(); now.phase !== 'open'; now = await status())
    await new Promise((resolve) => setTimeout(resolve, 20))
})
