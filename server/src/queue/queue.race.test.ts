import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueuePlace } from '@foyer/contract/queue'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { openSession } from './open-session.ts'
import { takeQueue, writeStep } from './queries/heads.ts'
import { insertSession, lockSession } from './queries/sessions.ts'
import { stepQueue } from './step-queue.ts'
import { aNode, aNonce, aQueue, aWorld, brokenInvariants, fresh, neighboursIn, openTheSale } from './testing/given.ts'

test('one account that enters a hundred times at once on two nodes has one place', async () => {
  await using db = await testDatabase({ poolMax: 20 })
  const world = aWorld()
  await using one = await aNode(db, world)
  await using other = await aNode(db, world)
  const eventId = await aQueue(db)
  const me = newId()
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      (n % 2 === 0 ? one : other).ask(me, 'POST', `${eventId}/queue`, { nonce: aNonce() }),
    ),
  )
  // Each answer has a receipt of its own for the one place.
  assert.equal(new Set(answers.map(({ body: { token, place } }) => JSON.stringify([token, place]))).size, 1)
  assert.equal((await fresh(one, eventId)).lobby, 1)
  assert.deepEqual(await brokenInvariants(db), [])
})

test('while the lobby closes, everybody is either drawn or has the next number: none twice, none missing', async () => {
  await using db = await testDatabase({ poolMax: 20 })
  const world = aWorld()
  await using one = await aNode(db, world)
  await using other = await aNode(db, world)
  const eventId = await aQueue(db)
  const entering = Array.from({ length: 400 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, n))
    return (n % 2 === 0 ? one : other).ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await db.sql`update on_sales set lobby_closes_at = now() where event_id = ${eventId}`
  await Promise.all([stepQueue(db, eventId, neighboursIn(world)), stepQueue(db, eventId, neighboursIn(world))])
  const places = (await Promise.all(entering)).map(({ body }) => body['place'] as QueuePlace)
  const queue = await fresh(one, eventId)
  assert.equal(queue.lobby + queue.arrivals, 400)
  assert.deepEqual(
    places.flatMap(({ number }) => number ?? []).sort((a, b) => a - b),
    Array.from({ length: queue.arrivals }, (_, n) => queue.lobby + n + 1),
  )
  assert.deepEqual(await brokenInvariants(db), [])
})

test('two nodes that move a queue on at once let nobody in beyond the cap', async () => {
  await using db = await testDatabase({ poolMax: 20 })
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db, { peopleAtOnce: 7 })
  await Promise.all(
    Array.from({ length: 40 }, () => node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })),
  )
  await openTheSale(db, world, node, eventId)
  await Promise.all(Array.from({ length: 12 }, () => stepQueue(db, eventId, neighboursIn(world))))
  assert.equal((await fresh(node, eventId)).watermark, 7)
  assert.deepEqual(await brokenInvariants(db), [])
})

test('while people enter without a pause, a queue still moves on', async () => {
  await using db = await testDatabase({ poolMax: 20 })
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  await openTheSale(db, world, node, eventId)
  let entering = true
  const comeInTurn = async (): Promise<void> => {
    while (entering) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  }
  const everybody = Array.from({ length: 8 }, comeInTurn)
  const moved: boolean[] = []
  for (let step = 0; step < 10; step++) moved.push((await stepQueue(db, eventId, neighboursIn(world))) !== undefined)
  entering = false
  await Promise.all(everybody)
  assert.deepEqual(moved, Array<boolean>(10).fill(true))
  assert.deepEqual(await brokenInvariants(db), [])
})

test('two nodes draw once: one announcement, one order', async () => {
  await using db = await testDatabase({ poolMax: 20 })
  const world = aWorld()
  await using one = await aNode(db, world)
  await using other = await aNode(db, world)
  const eventId = await aQueue(db)
  await Promise.all(Array.from({ length: 30 }, () => one.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })))
  await db.sql`update on_sales set lobby_closes_at = now() where event_id = ${eventId}`
  await stepQueue(db, eventId, neighboursIn(world))
  for (const _ of ['announce', 'decide'])
    await Promise.all([one, other].map(async (node) => node.queues.services.draws.advance(await fresh(node, eventId))))
  const [first, second] = await Promise.all([one, other].map((node) => node.ask('', 'GET', `${eventId}/queue/draw`)))
  assert.equal(first?.status, 200)
  assert.equal(first?.text, second?.text)
})

test('a crash between deciding and committing a step is seen by nobody: what is shown was committed', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db, { peopleAtOnce: 3 })
  for (let n = 0; n < 9; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, eventId)
  await assert.rejects(
    db.transaction(async (tx) => {
      await writeStep(tx, eventId, { watermark: 9, credit: 0, capacity: 100, moved: true })
      await node.queues.services.board.lookAt(eventId)
      const shownTooEarly = await takeQueue(tx, eventId)
      assert.equal(shownTooEarly?.watermark, 9, 'the negative control: whoever shows it before the commit shows nine')
      throw new Error('the node dies here')
    }),
  )
  assert.equal(node.queues.services.board.of(eventId)?.watermark, 0)
  await stepQueue(db, eventId, neighboursIn(world))
  assert.equal((await fresh(node, eventId)).watermark, 3)
})

test('a watermark that would go back is refused by the table, whoever writes it', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  for (let n = 0; n < 5; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  const stepTo = (watermark: number) =>
    db.transaction((tx) => writeStep(tx, eventId, { watermark, credit: 0, capacity: 100, moved: true }))
  await stepTo(4)
  await assert.rejects(stepTo(3), /would go back from 4 to 3/)
  assert.equal((await fresh(node, eventId)).watermark, 4)
  // The negative control: without the guard it does go back, and the invariants and the node behave as they must.
  await db.sql`alter table queue_heads disable trigger never_back`
  await db.sql`update queue_heads set watermark = 2 where event_id = ${eventId}`
  assert.notDeepEqual(await brokenInvariants(db), [])
  await node.queues.services.board.lookAt(eventId)
  assert.equal(node.queues.services.board.of(eventId)?.watermark, 4, 'a node never shows less than it has shown')
})

test('without the lock, two requests do open two sessions with different passes; with it, one', async () => {
  await using db = await testDatabase({ poolMax: 20 })
  const world = aWorld()
  const eventId = await aQueue(db)
  const seconds = 600
  const AT_ONCE = 4
  let looked = 0
  const allLooked = Promise.withResolvers<void>()
  /** Looks and then writes, as one must not; all have looked before anybody writes. */
  const careless = (accountId: string) =>
    db.transaction(async (tx) => {
      const seen = await tx<{ holdId: string }[]>`
        select hold_id as "holdId" from queue_sessions where event_id = ${eventId} and account_id = ${accountId}`
      if (++looked === AT_ONCE) allLooked.resolve()
      await allLooked.promise
      const holdId = newId()
      if (seen.length === 0) await insertSession(tx, { eventId, accountId, number: 1, seconds, holdId })
      return seen[0]?.holdId ?? holdId
    })
  const first = newId()
  const passes = await Promise.all(Array.from({ length: AT_ONCE }, () => careless(first)))
  assert.equal(new Set(passes).size, AT_ONCE, 'the race can be seen: each would have given another pass')

  const second = newId()
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () =>
      db.transaction((tx) =>
        openSession(
          tx,
          { eventId, sessionSeconds: seconds, peopleAtOnce: 10 },
          { accountId: second, number: 2 },
          neighboursIn(world),
        ),
      ),
    ),
  )
  assert.equal(new Set(outcomes.map((one) => ('open' in one ? one.open.holdId : ''))).size, 1)
  const session = await db.transaction((tx) => lockSession(tx, eventId, second))
  assert.equal(session?.passes, 1)
})
