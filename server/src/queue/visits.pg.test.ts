import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { openSession } from './open-session.ts'
import { stepQueue } from './step-queue.ts'
import {
  aNode,
  aNonce,
  aQueue,
  aWorld,
  brokenInvariants,
  fresh,
  neighboursIn,
  openTheSale,
  aFanWhoIsCalled,
} from './testing/given.ts'

test('a pass is the same until it is used, another one when its hold was given back, and a pause follows an unpaid one', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const { me, pass } = await aFanWhoIsCalled(db, world, node)

  const first = String((await pass()).body['holdId'])
  assert.equal((await pass()).body['holdId'], first)
  world.fates.set(first, 'held')
  const used = await pass()
  assert.deepEqual([used.status, used.body['code'], used.body['holdId']], [409, 'pass-in-use', first])
  world.fates.set(first, 'given-back')
  const second = String((await pass()).body['holdId'])
  assert.notEqual(second, first)
  world.fates.set(second, 'unpaid')
  const paused = await pass()
  assert.deepEqual([paused.status, paused.body['code']], [429, 'queue-pause'])
  const end = async (ago: string) =>
    db.sql`update queue_sessions set ends_at = now() - ${ago}::interval where account_id = ${me}`
  await end('59 seconds')
  assert.equal((await pass()).status, 429)
  await end('61 seconds')
  const third = String((await pass()).body['holdId'])
  world.fates.set(third, 'unpaid')
  await end('61 seconds')
  assert.equal((await pass()).status, 429, 'the second pause is twice as long')
  await end('121 seconds')
  assert.equal((await pass()).status, 200)
  assert.deepEqual(await brokenInvariants(db), [])
})

test('leaving and coming back as often as one likes gives passes for one hold, not for many', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const { eventId, me, pass } = await aFanWhoIsCalled(db, world, node)
  const holds = new Set<unknown>()
  for (let visit = 0; visit < 5; visit++) {
    const given = await pass()
    assert.equal(given.status, 200)
    holds.add(given.body['holdId'])
    assert.equal((await node.ask(me, 'DELETE', `${eventId}/queue/pass`)).status, 204)
  }
  assert.equal(holds.size, 1)
  assert.deepEqual(await brokenInvariants(db), [])
})

test('while nobody can buy, the visits of those who are in go on and nobody is called; what is over is over without it', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db, { peopleAtOnce: 1 })
  const fans = [newId(), newId()]
  const tokens = new Map<string, string>()
  for (const fan of fans)
    tokens.set(fan, String((await node.ask(fan, 'POST', `${eventId}/queue`, { nonce: aNonce() })).body['token']))
  await openTheSale(db, world, node, eventId)
  await stepQueue(db, eventId, neighboursIn(world))
  await fresh(node, eventId)
  const pass = (fan: string) => node.ask(fan, 'POST', `${eventId}/queue/pass`, { token: tokens.get(fan) })
  const watermark = async () => (await fresh(node, eventId)).watermark
  const visitsOf = async (fan: string) => {
    const [row] = await db.sql<{ visits: number }[]>`select visits from queue_sessions where account_id = ${fan}`
    return row?.visits
  }
  const answers = await Promise.all(fans.map(pass))
  const called = answers.findIndex(({ status }) => status === 200)
  const me = fans[called] ?? assert.fail('nobody was called')
  const mine = answers[called]?.body['holdId']
  assert.equal(await watermark(), 1)
  await db.sql`update queue_sessions set ends_at = now() - interval '30 seconds' where account_id = ${me}`
  await db.sql`update queue_steps set at = at - interval '1 hour' where event_id = ${eventId}`

  world.behindMs = 60_000
  assert.equal(await stepQueue(db, eventId, neighboursIn(world)), undefined)
  assert.equal(await watermark(), 1, 'nobody is called to a place that is taken')
  assert.deepEqual([(await pass(me)).body['holdId'], await visitsOf(me)], [mine, 1])

  const early = newId()
  await db.sql`
    insert into queue_sessions (event_id, account_id, number, hold_id, ends_at)
    values (${eventId}, ${early}, 3, ${newId()}, now() - interval '10 minutes')`
  const lateVisit = () =>
    db.transaction((tx) =>
      openSession(
        tx,
        { eventId, sessionSeconds: 600, peopleAtOnce: 1 },
        { accountId: early, number: 3 },
        neighboursIn(world),
      ),
    )
  assert.deepEqual(await lateVisit(), { refused: 'full' }, 'those who are in still count')
  await db.sql`delete from queue_sessions where account_id = ${early}`

  world.behindMs = 0
  await stepQueue(db, eventId, neighboursIn(world))
  assert.equal(await watermark(), 2, 'otherwise the visit would be over, and the next called')
  assert.equal((await pass(me)).status, 200)
  assert.equal(await visitsOf(me), 2)
})
