import assert from 'node:assert/strict'
import { test } from 'node:test'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { verifyDraw, type DrawFile } from '@foyer/contract/draw'
import type { QueuePlace, QueueStatus } from '@foyer/contract/queue'
import { faultOfDraw } from '../../../tools/second-draw-verifier.ts'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { readQueues } from './queries/heads.ts'
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
  type Node,
} from './testing/given.ts'
import { verifyRound } from './verify-round.ts'

test('from the lobby by the draw to the pass: everybody has one place, a number, and a turn', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db, { peopleAtOnce: 5 })
  const people = Array.from({ length: 12 }, () => ({ id: newId(), nonce: aNonce() }))
  const entered = await Promise.all(people.map(({ id, nonce }) => node.ask(id, 'POST', `${eventId}/queue`, { nonce })))
  for (const { status, text } of entered) assert.equal(status, 200, text)
  const tokenOf = (n: number) => String(entered[n]?.body['token'])

  const again = await node.ask(people[0]?.id ?? '', 'POST', `${eventId}/queue`, { nonce: aNonce() })
  assert.deepEqual(again.body, entered[0]?.body, 'another device gets the same place, with the nonce of the first')
  const early = await node.ask(people[0]?.id ?? '', 'POST', `${eventId}/queue/pass`, { token: tokenOf(0) })
  assert.equal(early.body['code'], 'not-your-turn')

  await openTheSale(db, world, node, eventId)
  const places = await Promise.all(
    people.map(async (_, n) => {
      const { body } = await node.ask('', 'POST', `${eventId}/queue/place`, { token: tokenOf(n) })
      return body as unknown as QueuePlace
    }),
  )
  assert.deepEqual(
    places.map(({ number }) => number).sort((a, b) => (a ?? 0) - (b ?? 0)),
    people.map((_, n) => n + 1),
  )
  const late = newId()
  const arrived = await node.ask(late, 'POST', `${eventId}/queue`, { nonce: aNonce() })
  assert.equal(
    (arrived.body['place'] as QueuePlace).number,
    13,
    'who comes after the lobby follows those who were drawn',
  )

  const { text } = await node.ask('', 'GET', `${eventId}/queue/draw`)
  const file = JSON.parse(text) as DrawFile
  assert.equal(faultOfDraw(text), '')
  assert.ok(verifyDraw(file, verifyRound).valid)
  const about = (await node.ask('', 'GET', `${eventId}/queue`)).body
  assert.equal(about['announcement'], file.announcement)
  assert.ok(file.announcement.includes(`seed ${String(about['seedCommitment'])} 1000`))

  await stepQueue(db, eventId, neighboursIn(world))
  const queue = await fresh(node, eventId)
  assert.equal(queue.watermark, 5, 'as many are called as there is room for')
  for (const [n, { id }] of people.entries()) {
    const { status, body } = await node.ask(id, 'POST', `${eventId}/queue/pass`, { token: tokenOf(n) })
    if ((places[n]?.number ?? 0) <= 5) assert.equal(status, 200, JSON.stringify(body))
    else assert.equal(body['code'], 'not-your-turn')
  }
  await stepQueue(db, eventId, neighboursIn(world))
  assert.equal((await fresh(node, eventId)).watermark, 5, 'nobody more while they are all there')
  const first = people[places.findIndex(({ number }) => number === 1)]?.id ?? ''
  assert.equal((await node.ask(first, 'DELETE', `${eventId}/queue/pass`)).status, 204)
  await stepQueue(db, eventId, neighboursIn(world))
  assert.equal((await fresh(node, eventId)).watermark, 6, 'who leaves makes room for the next')
  assert.deepEqual(await brokenInvariants(db), [])
})

test('the status is the same for everybody, says where the queue is, and is not sent twice', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await fresh(node, eventId)
  const one = await node.ask('', 'GET', `${eventId}/queue/status`)
  const status = one.body as unknown as QueueStatus
  assert.deepEqual([status.phase, status.inLobby, status.watermark, status.placesLeft], ['lobby', 1, 0, 1_000_000])
  assert.match(String(one.headers['cache-control']), /^public, max-age=1$/)
  const other = await node.ask(newId(), 'GET', `${eventId}/queue/status`)
  assert.equal(other.text, one.text)
  const held = await node.app.inject({
    url: `/v1/events/${eventId}/queue/status`,
    headers: { 'if-none-match': String(one.headers['etag']) },
  })
  assert.equal(held.statusCode, 304)
  assert.equal((await node.ask('', 'GET', `${newId()}/queue/status`)).status, 404)
})

test('sold out is said at once, whatever the phase', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  world.stock = { ...world.stock, left: 0, held: 0, sold: 1_000_000 }
  const { body } = await node.ask('', 'GET', `${eventId}/queue/status`)
  assert.equal(body['phase'], 'sold_out')
})

test('a place survives a restart: the same token, number and pass at another node, and the same by signing in again', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  const me = newId()
  let token = ''
  let eventId = ''
  const before: unknown[] = []
  const after: unknown[] = []
  const seenAt = async (node: Node) => [
    (await node.ask('', 'POST', `${eventId}/queue/place`, { token })).body,
    (await node.ask(me, 'POST', `${eventId}/queue`, { nonce: aNonce() })).body,
    (await node.ask(me, 'POST', `${eventId}/queue/pass`, { token })).body['pass'],
  ]
  {
    await using node = await aNode(db, world)
    eventId = await aQueue(db)
    token = String((await node.ask(me, 'POST', `${eventId}/queue`, { nonce: aNonce() })).body['token'])
    for (let n = 0; n < 20; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
    await openTheSale(db, world, node, eventId)
    await stepQueue(db, eventId, neighboursIn(world))
    await fresh(node, eventId)
    before.push(...(await seenAt(node)))
  }
  await using node = await aNode(db, world)
  after.push(...(await seenAt(node)))
  assert.equal(typeof after[2], 'string')
  assert.deepEqual(after, before)
})

test('a token is of use to its account and event alone', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const [eventId, otherEvent] = [await aQueue(db), await aQueue(db)]
  const token = String((await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })).body['token'])
  for (const path of [`${eventId}/queue/pass`, `${otherEvent}/queue/pass`, `${otherEvent}/queue/place`]) {
    const { status, body } = await node.ask(newId(), 'POST', path, { token })
    assert.deepEqual([status, body['code']], [403, 'queue-token-refused'], path)
  }
})

test('entering takes a proof of work, made for the account and event, once; coming back takes none', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const [eventId, otherEvent] = [await aQueue(db, { proofOfWork: true }), await aQueue(db, { proofOfWork: true })]
  const me = newId()
  const { body: challenge } = await node.ask(me, 'GET', `${eventId}/queue/challenge`)
  const solution = await solveChallenge({ challenge: challenge as never, deriveKey })
  const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
  const enter = async (who: string, event: string, more: object) => {
    const { status, body } = await node.ask(who, 'POST', `${event}/queue`, { nonce: aNonce(), ...more })
    return status === 200 ? 'entered' : body['code']
  }
  assert.equal(await enter(me, eventId, {}), 'proof-of-work-refused')
  assert.equal(await enter(me, eventId, { proof: 'bm9uc2Vuc2U=' }), 'proof-of-work-refused')
  assert.equal(await enter(newId(), eventId, { proof }), 'proof-of-work-refused', "another's")
  assert.equal(await enter(me, otherEvent, { proof }), 'proof-of-work-refused', 'of another event')
  assert.equal(await enter(me, eventId, { proof }), 'entered')
  assert.equal(await enter(me, eventId, {}), 'entered', 'whoever is in already')
  await db.sql`delete from queue_entries`
  assert.equal(await enter(me, eventId, { proof }), 'proof-of-work-refused', 'a second time')
})

test('nobody enters before the lobby opens, and an event without a queue says so', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  await db.sql`update on_sales set lobby_opens_at = now() + interval '1 minute' where event_id = ${eventId}`
  const early = await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  assert.equal(early.body['code'], 'queue-not-open')
  const none = await node.ask(newId(), 'POST', `${newId()}/queue`, { nonce: aNonce() })
  assert.equal(none.body['code'], 'no-queue')
})

test('while its event is postponed nobody is let in, and when it is cancelled the waiting room ends', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const [eventId, inLobby] = [await aQueue(db), await aQueue(db)]
  await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, eventId)
  const step = (event = eventId) => stepQueue(db, event, neighboursIn(world))
  // The document is another one each second.
  const shows = async (phase: string, event = eventId) => {
    while ((await node.ask('', 'GET', `${event}/queue/status`)).body['phase'] !== phase)
      await new Promise((resolve) => setTimeout(resolve, 20))
  }
  world.standing = 'postponed'
  assert.deepEqual([(await step())?.because, (await fresh(node, eventId)).watermark], ['paused', 0])
  await shows('paused')
  delete world.standing
  assert.equal((await step())?.watermark, 1, 'with its new date it goes on')
  await shows('open')
  await shows('lobby', inLobby)
  world.standing = 'cancelled'
  await shows('ended', inLobby)
  for (const event of [eventId, inLobby]) {
    assert.equal(await step(event), undefined)
    await shows('ended', event)
  }
  assert.deepEqual(await brokenInvariants(db), [])
})

test('of more queues than are kept in memory those are that go on or begin soonest', async () => {
  await using db = await testDatabase()
  const [inAWeek, ended, goesOn, inAnHour] = await Promise.all(Array.from({ length: 4 }, () => aQueue(db)))
  const opens = (eventId: string | undefined, when: string) => db.sql`
    update on_sales set lobby_opens_at = now() - interval '9 days', lobby_closes_at = now() - interval '8 days',
           on_sale_at = now() + ${when}::interval where event_id = ${eventId ?? ''}`
  await opens(inAWeek, '7 days')
  await opens(ended, '-1 minute')
  await opens(goesOn, '-10 minutes')
  await opens(inAnHour, '1 hour')
  await db.sql`update queue_heads set ended_at = now() where event_id = ${ended ?? ''}`
  const kept = async (most: number) => (await readQueues(db.sql, most)).map(({ eventId }) => eventId)
  assert.deepEqual(await kept(3), [goesOn, inAnHour, inAWeek])
  assert.deepEqual(await kept(4), [goesOn, inAnHour, inAWeek, ended])
})
