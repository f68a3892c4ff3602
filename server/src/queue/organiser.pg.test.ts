import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OnSale, QueueLive, QueueStatus } from '@foyer/contract/queue'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { aNode, aNonce, aQueue, aWorld } from './testing/given.ts'

/** For half a minute and more, one each twenty milliseconds: nodes look at their queues each second. */
const LOOKS_MAX = 1_500

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
  for (let look = 0; look < LOOKS_MAX && heard.at(-1)?.message !== 'Five minutes.'; look++)
    await new Promise((resolve) => setTimeout(resolve, 20))
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
