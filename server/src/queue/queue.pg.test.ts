import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { verifyDraw, type DrawFile } from '@foyer/contract/draw'
import type { OnSale, QueueLive, QueuePlace, QueueStatus } from '@foyer/contract/queue'
import { faultOfDraw } from '../../../tools/second-draw-verifier.ts'
import { systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { Draws } from './draws.ts'
import { queueExport, tidyQueuesTask } from './index.ts'
import { CHANGES_KEPT_MAX, insertChange, readChanges } from './queries/changes.ts'
import { openSession } from './open-session.ts'
import { readQueues } from './queries/heads.ts'
import { NO_STRAIN } from './status.ts'
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

test('a pass is the same until it is used, another one when its hold was given back, and a pause follows an unpaid one', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  const me = newId()
  const token = String((await node.ask(me, 'POST', `${eventId}/queue`, { nonce: aNonce() })).body['token'])
  await openTheSale(db, world, node, eventId)
  await stepQueue(db, eventId, neighboursIn(world))
  await fresh(node, eventId)
  const pass = () => node.ask(me, 'POST', `${eventId}/queue/pass`, { token })

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
  const eventId = await aQueue(db)
  const me = newId()
  const token = String((await node.ask(me, 'POST', `${eventId}/queue`, { nonce: aNonce() })).body['token'])
  await openTheSale(db, world, node, eventId)
  await stepQueue(db, eventId, neighboursIn(world))
  await fresh(node, eventId)
  const holds = new Set<unknown>()
  for (let visit = 0; visit < 5; visit++) {
    const pass = await node.ask(me, 'POST', `${eventId}/queue/pass`, { token })
    assert.equal(pass.status, 200)
    holds.add(pass.body['holdId'])
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

test('whoever follows the stream hears each change; an organiser sees and steers the rush, and nobody else does', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  const organiser = `vendor:${world.organiserId}`
  const address = await node.app.listen({ port: 0, host: '127.0.0.1' })
  const stopping = new AbortController()
  const answer = await fetch(`${address}/v1/events/${eventId}/queue/stream`, { signal: stopping.signal })
  const heard: QueueStatus[] = []
  const listening = (async () => {
    for await (const text of answer.body?.pipeThrough(new TextDecoderStream()) ?? [])
      for (const [, data] of text.matchAll(/^data: (.*)$/gm)) heard.push(JSON.parse(data ?? '') as QueueStatus)
  })().catch(() => undefined)

  const paused = await node.ask(organiser, 'PATCH', `${eventId}/queue/controls`, {
    message: 'Five minutes.',
    paused: true,
  })
  assert.equal(paused.status, 200, paused.text)
  const live = paused.body as unknown as QueueLive
  assert.deepEqual([live.status?.message, live.waiting, live.holdsBack], ['Five minutes.', 0, 'not-yet'])
  assert.deepEqual(
    live.changes.map(({ at: _when, ...change }) => change),
    [{ by: world.organiserId, paused: true, message: 'Five minutes.' }],
    'who changed what is told',
  )
  const idle = await node.ask(organiser, 'PATCH', `${eventId}/queue/controls`, { paused: true })
  assert.equal((idle.body as unknown as QueueLive).changes.length, 1, 'what was so already is no change')
  for (let wait = 0; wait < 100 && heard.at(-1)?.message !== 'Five minutes.'; wait++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(heard[0]?.message, null)
  assert.equal(heard.at(-1)?.message, 'Five minutes.')
  stopping.abort()
  await listening

  const stranger = `vendor:${newId()}`
  assert.equal((await node.ask(stranger, 'GET', `${eventId}/queue/live`)).status, 404)
  assert.equal((await node.ask(stranger, 'PATCH', `${eventId}/queue/controls`, { paused: false })).status, 404)
  const ended = await node.ask(organiser, 'PATCH', `${eventId}/queue/controls`, { end: true })
  const after = ended.body as unknown as QueueLive
  assert.equal(after.status?.phase, 'ended')
  assert.equal(after.changes[0]?.ended, true)
  assert.equal((await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })).body['code'], 'no-queue')
})

test('an organiser sets an on-sale, changes it until the lobby opens, and then only what hurts nobody', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = newId()
  const organiser = `vendor:${world.organiserId}`
  const settings = { lobbyOpensAt: new Date(Date.now() + 600_000).toISOString(), peopleAtOnce: 100 }
  const set = (more: object = {}, who = organiser) =>
    node.ask(who, 'PUT', `${eventId}/on-sale`, { ...settings, ...more })
  assert.equal((await set({}, `vendor:${newId()}`)).status, 404)
  assert.equal((await set({ lobbyOpensAt: new Date().toISOString() })).status, 400, 'too soon for every node to know')
  assert.equal((await set({ lobbyOpensAt: world.onSaleAt?.toISOString() })).status, 400, 'after the draw')
  assert.equal((await set({ placesPerPerson: 11 })).status, 400, 'more than the event allows')
  assert.equal((await set({ randomness: 'drand' })).status, 400, 'no beacon here')
  const first = await set()
  assert.equal(first.status, 200, first.text)
  const shown = first.body as unknown as OnSale
  assert.deepEqual([shown.randomness, shown.sessionSeconds, shown.fixed], ['seed', 600, []])
  assert.deepEqual(
    shown.timeline.map(({ what }) => what),
    ['lobby-opens', 'lobby-closes', 'on-sale', 'off-sale'],
  )
  assert.equal((await set({ placesPerPerson: 4 })).status, 200)
  const perCard = async (body: object) => (await set(body)).body['placesPerCard']
  assert.equal(await perCard({ placesPerPerson: 4 }), 20, 'twice the allowance of the event')
  assert.equal(await perCard({ placesPerPerson: 4, placesPerCard: null }), null)
  assert.equal(await perCard({ placesPerPerson: 4 }), null, 'what is left out stays')
  const perNetwork = async (body: object) => (await set(body)).body['placesPerNetwork']
  assert.equal(await perNetwork({}), null, 'nobody is limited by where they come from, unless it is said')
  assert.equal((await set({ placesPerNetwork: 9 })).status, 400, 'fewer than one person may have')
  assert.equal(await perNetwork({ placesPerPerson: 4, placesPerNetwork: 9 }), 9)
  assert.equal(await perNetwork({ placesPerPerson: 4 }), 9, 'what is left out stays')
  assert.equal((await node.ask(organiser, 'DELETE', `${eventId}/on-sale`)).status, 204)
  assert.equal((await node.ask(organiser, 'GET', `${eventId}/on-sale`)).status, 404)
  assert.equal((await set()).status, 200)

  await db.sql`update on_sales set lobby_opens_at = now() - interval '1 minute' where event_id = ${eventId}`
  const opened = (await node.ask(organiser, 'GET', `${eventId}/on-sale`)).body as unknown as OnSale
  const now = { lobbyOpensAt: opened.lobbyOpensAt }
  assert.equal((await set({ ...now, peopleAtOnce: 50, peoplePerMinute: 60, sessionSeconds: 300 })).status, 200)
  const refused = await set({ ...now, placesPerPerson: 1, proofOfWork: false })
  assert.deepEqual(
    [refused.body['code'], refused.body['fields']],
    ['on-sale-fixed', ['placesPerPerson', 'proofOfWork']],
  )
  assert.equal((await node.ask(organiser, 'DELETE', `${eventId}/on-sale`)).body['code'], 'on-sale-fixed')
})

test('a node that cannot keep up says so, once a second, and fewer are let in', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const eventId = await aQueue(db)
  for (let n = 0; n < 3; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, eventId)
  const { capacity } = await fresh(node, eventId)
  for (let refusal = 0; refusal < 1_000; refusal++) node.queues.noteRefusal(eventId, 'busy')
  for (let wait = 0; wait < 100 && (await fresh(node, eventId)).pressedAt === null; wait++)
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
  for (let look = 0; look < 500 && (await fresh(node, eventId)).pressedAt === null; look++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.notEqual((await fresh(node, eventId)).pressedAt, null)
  assert.equal((await fresh(node, nobodyWaits)).pressedAt, null)
  for (let look = 0; look < 500 && (await poll()).nearSeconds === 2; look++)
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
  // It says nothing more, as one that is dead, and what it said is over.
  strain = NO_STRAIN
  for (let look = 0; look < 3; look++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    await db.sql`update queue_heads set held_back_until = held_back_until - interval '10 seconds'`
  }
  assert.deepEqual([(await step())?.because, (await fresh(node, eventId)).watermark], ['cap', 1])
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

test('a sale without a waiting room is told live too: places and pulse, and nobody who waits', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  world.stock = { ...world.stock, held: 3, sold: 2 }
  world.pulse = {
    since: Date.now() - 70_000,
    held: [...Array.from({ length: 9 }, () => 5), ...Array.from({ length: 60 }, () => 1)],
    sold: [4, 0, 2],
    refused: [1],
    refusals: [{ reason: 'places-taken', count: 1 }],
    latency: { answered: 61, p50: 4, p99: 20 },
    holding: 2,
    paused: 4,
    fullNetworks: null,
  }
  await using node = await aNode(db, world)
  const answer = await node.ask(`vendor:${world.organiserId}`, 'GET', `${newId()}/queue/live`)
  assert.equal(answer.status, 200, answer.text)
  const live = answer.body as unknown as QueueLive
  assert.deepEqual([live.status, live.waiting, live.paying, live.holding, live.pauses], [null, 0, null, 2, 4])
  assert.deepEqual([live.places.held, live.perMinute.held, live.perMinute.sold], [3, 60, 6])
  assert.deepEqual([live.pulse?.latency?.p99, live.pulse?.refusals[0]?.reason], [20, 'places-taken'])
  const missing = await node.ask(`vendor:${world.organiserId}`, 'PATCH', `${newId()}/queue/controls`, { paused: true })
  assert.equal(missing.status, 404)
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
