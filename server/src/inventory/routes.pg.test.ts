import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildServer } from '../platform/http/server.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { registerInventoryRoutes, type DescribePlaces, type Inventory } from './index.ts'
import { aNode, anEvent } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'

const plan = drawnPlan({ key: 'stalls', rows: ['..........', '..........'] }, { key: 'floor', capacity: 5 })
const price = { allIn: { minor: 110, currency: 'EUR' }, faceValue: { minor: 100, currency: 'EUR' } }
const priced = { priceLevelId: newId(), name: 'Standard' }

/** What the catalogue would say. */
const describePlaces: DescribePlaces = (_eventId, places) =>
  Promise.resolve(
    places.map((place) => ({
      place,
      ...plan.address(place),
      gate: null,
      level: null,
      priceLevel: priced,
      price: { ...price, fees: { minor: 10, currency: 'EUR' } },
    })),
  )

/** A server whose callers say who they are. */
async function aServer(inventory: Inventory, tellsSections = () => false): Promise<FastifyInstance> {
  const app = buildServer({
    log: silentLog(),
    trustedProxies: [],
    authenticate: (request) =>
      Promise.resolve(
        request.headers.authorization === undefined
          ? undefined
          : { accountId: request.headers.authorization, kind: 'individual', sessionId: newId() },
      ),
  })
  registerInventoryRoutes(app, { inventory, describePlaces, tellsSections })
  await app.ready()
  return app
}

test('whoever tries too many presale codes is told when to come back; where they come from is asked too', async () => {
  await using db = await testDatabase()
  const event = anEvent(plan, { onSaleFrom: Date.now() + 3_600_000 })
  const addresses: unknown[] = []
  await using node = await aNode(db, [event], {
    admitEarly: ({ address }) => {
      addresses.push(address)
      return Promise.resolve({ refused: 'too-many-requests', retryAfterMs: 179_001 })
    },
  })
  const app = await aServer(node.inventory)
  const answer = await app.inject({
    method: 'POST',
    url: `/v1/events/${event.eventId}/holds`,
    headers: { authorization: newId(), 'idempotency-key': newId() },
    remoteAddress: '203.0.113.9',
    payload: { places: [0], presaleCode: 'GUESS-1' },
  })
  assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [429, '180'])
  assert.equal(answer.json<{ code: string }>().code, 'too-many-requests')
  assert.deepEqual(addresses, ['203.0.113.9'])
  await app.close()
})

test('a hold over HTTP: made once for a key, shown with addresses and prices, extended once, given back', async () => {
  await using db = await testDatabase()
  const event = anEvent(plan)
  await using node = await aNode(db, [event])
  const app = await aServer(node.inventory)
  const [me, other, holdId] = [newId(), newId(), newId()]
  const ask = (who: string, key: string, body: object) =>
    app.inject({
      method: 'POST',
      url: `/v1/events/${event.eventId}/holds`,
      headers: { authorization: who, 'idempotency-key': key },
      payload: body,
    })
  const call = (method: 'GET' | 'PATCH' | 'DELETE', who: string) =>
    app.inject({
      method,
      url: `/v1/holds/${holdId}`,
      headers: { authorization: who },
      ...(method === 'PATCH' && { payload: { extend: true } }),
    })

  const made = await ask(me, holdId, { bestAvailable: { quantity: 2 } })
  assert.equal(made.statusCode, 201, made.body)
  const hold = made.json<{ holdId: string; fit: string; secondsLeft: number; places: { seat: string }[] }>()
  assert.deepEqual([hold.holdId, hold.fit, hold.places.map((place) => place.seat)], [holdId, 'together', ['5', '6']])
  assert.ok(hold.secondsLeft > 590 && hold.secondsLeft <= 600)
  assert.equal((await ask(me, holdId, { bestAvailable: { quantity: 2 } })).statusCode, 201)
  assert.equal((await ask(me, holdId, { places: [1] })).json<{ code: string }>().code, 'idempotency-key-reused')
  assert.equal((await ask(me, 'not-a-uuid', { places: [1] })).statusCode, 400)

  const taken = await ask(other, newId(), { places: [4, 9] })
  assert.equal(taken.statusCode, 409)
  assert.deepEqual(taken.json<{ code: string; places: number[] }>().places, [4])
  assert.equal((await ask(other, newId(), { generalAdmission: { area: 'floor', quantity: 2 } })).statusCode, 201)
  assert.equal((await ask(other, newId(), { generalAdmission: { area: 'stalls', quantity: 2 } })).statusCode, 400)
  assert.equal((await ask(other, newId(), { places: [], more: 1 })).statusCode, 400)

  assert.equal((await call('GET', other)).statusCode, 404, "another's hold is not there")
  assert.equal((await call('PATCH', other)).statusCode, 404)
  assert.equal((await call('GET', me)).json<{ state: string }>().state, 'held')
  assert.equal((await call('PATCH', me)).statusCode, 200)
  assert.equal((await call('PATCH', me)).json<{ code: string }>().code, 'already-extended')
  assert.equal((await call('DELETE', me)).statusCode, 204)
  assert.equal((await call('DELETE', me)).statusCode, 204, 'giving back twice does no harm')
  assert.equal((await call('GET', me)).json<{ state: string }>().state, 'released')
  await app.close()
})

test('availability: a snapshot with its version, as JSON or as bytes, and 304 while nothing changes', async () => {
  await using db = await testDatabase()
  const event = anEvent(plan)
  const { eventId } = event
  await using node = await aNode(db, [event])
  const app = await aServer(node.inventory)
  const url = `/v1/events/${eventId}/availability`
  await node.inventory.holdPlaces({ eventId, holdId: newId(), accountId: newId(), wish: { places: [0, 9] } })
  const shown = await app.inject({ url })
  const { bitmap, counts } = shown.json<{ bitmap: string; counts: { held: number }[] }>()
  assert.deepEqual([...Buffer.from(bitmap, 'base64')], [1, 2, 0, 0])
  assert.equal(counts[0]?.held, 2)
  const etag = shown.headers.etag ?? ''
  assert.equal((await app.inject({ url, headers: { 'if-none-match': etag } })).statusCode, 304)
  const bytes = await app.inject({ url, headers: { accept: 'application/octet-stream' } })
  assert.deepEqual([...bytes.rawPayload], [1, 2, 0, 0])
  assert.equal((await app.inject({ url: `/v1/events/${newId()}/availability` })).statusCode, 404)
  await app.close()
})

test('the stream sends a snapshot, then changes, and only what was missed to whoever comes back', async () => {
  await using db = await testDatabase()
  const event = anEvent(plan)
  const { eventId } = event
  await using node = await aNode(db, [event])
  const app = await aServer(node.inventory)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const hold = (place: number) =>
    node.inventory.holdPlaces({ eventId, holdId: newId(), accountId: newId(), wish: { places: [place] } })
  const stream = await readEvents(`${address}/v1/events/${eventId}/availability/stream`)
  assert.match(await stream.next(), /event: snapshot\ndata: .*"version":0/)
  await hold(3)
  const change = await stream.next()
  assert.match(change, /id: 1\nevent: change\ndata: {"version":1,"taken":\[3\],"freed":\[\]}/)
  const back = await readEvents(`${address}/v1/events/${eventId}/availability/stream`, { 'last-event-id': '0' })
  assert.equal(await back.next(), change)
  await hold(4)
  assert.match(await back.next(), /id: 2\nevent: change\ndata: {"version":2,"taken":\[4\]/)
  stream.close()
  back.close()
  assert.equal((await fetch(`${address}/v1/events/${newId()}/availability/stream`)).status, 404)
  await app.close()
})

async function readEvents(url: string, headers: Record<string, string> = {}) {
  const controller = new AbortController()
  const response = await fetch(url, { headers, signal: controller.signal })
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader()
  let text = ''
  return {
    close: () => controller.abort(),
    /** The next event that is neither a comment nor the hint when to come back. */
    async next(): Promise<string> {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const event = text.slice(0, end)
          text = text.slice(end + 2)
          if (event.includes('event: ')) return event
        } else {
          const { value, done } = await reader.read()
          if (done) throw new Error('the stream ended')
          text += Buffer.from(value).toString()
        }
      }
    },
  }
}

test('a node with too much to do tells sections, for a cache to keep; single places again when it has not', async () => {
  await using db = await testDatabase()
  const event = anEvent(plan)
  await using node = await aNode(db, [event])
  let isBusy = false
  const app = await aServer(node.inventory, () => isBusy)
  const holdId = newId()
  const places = [0, 1]
  await node.inventory.holdPlaces({ eventId: event.eventId, holdId, accountId: newId(), wish: { places } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const url = `${app.listeningOrigin}/v1/events/${event.eventId}/availability`
    const ask = async (headers: Record<string, string> = {}) => {
      const answer = await fetch(url, { headers })
      const { status } = answer
      const text = await answer.text()
      const body = (status === 200 ? JSON.parse(text) : {}) as { bitmap?: string | null; counts?: { held: number }[] }
      return { status, body, etag: answer.headers.get('etag') ?? '', cache: answer.headers.get('cache-control') }
    }
    assert.equal(typeof (await ask()).body.bitmap, 'string')
    isBusy = true
    // The first is made, the second given as it was made, without a route.
    for (const _ of ['made', 'ready']) {
      const { body, cache, etag } = await ask()
      assert.deepEqual([body.bitmap, body.counts?.[0]?.held, cache], [null, 2, 'public, max-age=5'])
      assert.equal((await ask({ 'if-none-match': etag })).status, 304)
    }
    assert.equal((await ask({ accept: 'application/octet-stream' })).status, 503)
    isBusy = false
    const whole = await ask()
    assert.equal(typeof whole.body.bitmap, 'string')
    assert.ok(!whole.etag.includes('sections'))
  } finally {
    await app.close()
  }
})

test('places that are added are shown at once, also to whoever holds what was shown before', async () => {
  await using db = await testDatabase()
  const facts = { ...anEvent(plan).facts }
  const event = { ...anEvent(plan), facts }
  await using node = await aNode(db, [event])
  const app = await aServer(node.inventory)
  const url = `/v1/events/${event.eventId}/availability`
  const before = await app.inject(url)
  assert.equal(before.json<{ places: number }>().places, plan.count)
  const grown = drawnPlan(
    { key: 'stalls', rows: ['..........', '..........'] },
    { key: 'floor', capacity: 5 },
    { key: 'balcony', rows: ['....'] },
  )
  Object.assign(facts, { manifest: grown })
  const after = await app.inject({ url, headers: { 'if-none-match': before.headers.etag ?? '' } })
  assert.equal(after.statusCode, 200)
  const { places, counts } = after.json<{ places: number; counts: { section: string; available: number }[] }>()
  assert.equal(places, grown.count)
  assert.equal(counts.find(({ section }) => section === 'balcony')?.available, 4)
  await app.close()
})

test('whoever asks for the best seats where there are none is told which areas have places', async () => {
  await using db = await testDatabase()
  const standing = drawnPlan(
    { key: 'pit', category: 'near', capacity: 3 },
    { key: 'floor', category: 'far', capacity: 5 },
    { key: 'balcony', category: 'far', rows: ['..'] },
  )
  const event = anEvent(standing)
  await using node = await aNode(db, [event])
  const app = await aServer(node.inventory)
  const ask = async (body: object) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/events/${event.eventId}/holds`,
      headers: { authorization: newId(), 'idempotency-key': newId() },
      payload: body,
    })
    const { code, detail, available, areas } = answer.json<Record<string, unknown>>()
    return { status: answer.statusCode, code, detail, available, areas }
  }
  const refused = await ask({ bestAvailable: { quantity: 4 } })
  assert.deepEqual([refused.status, refused.code, refused.available], [409, 'not-enough-available', 2])
  const both = [
    { area: 'floor', available: 5 },
    { area: 'pit', available: 3 },
  ]
  assert.deepEqual(refused.areas, both)
  assert.match(String(refused.detail), /generalAdmission/)
  assert.equal((await ask({ generalAdmission: { area: 'pit', quantity: 3 } })).status, 201)
  assert.deepEqual(
    (await ask({ bestAvailable: { quantity: 4 } })).areas,
    both.slice(0, 1),
    'only those with places left',
  )
  assert.equal((await ask({ bestAvailable: { quantity: 2, section: 'balcony' } })).status, 201)
  assert.deepEqual((await ask({ bestAvailable: { quantity: 2, section: 'balcony' } })).areas, undefined)
  await app.close()
})
