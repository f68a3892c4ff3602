import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import Fastify from 'fastify'
import { boundPipelines } from './before-routes.ts'
import { openEventStream, openEventStreamCount } from './event-stream.ts'
import { Shedding, shedWhenLate, type Worth } from './shedding.ts'

/** Random numbers that are spread evenly, the same each time. */
function evenly(): () => number {
  let turn = 0
  return () => (turn++ % 100) / 100
}

const shareTaken = (shedding: Shedding, worth: Worth): number => {
  let taken = 0
  for (let i = 0; i < 100; i++) {
    const done = shedding.take(worth)
    if (done !== undefined) taken++
    done?.()
  }
  return taken / 100
}

const shares = (shedding: Shedding) =>
  (['extra', 'ordinary', 'vital', 'reserved'] as const).map((worth) => shareTaken(shedding, worth))

const late = (shedding: Shedding, looks: number, ms = 250.5) => {
  for (let i = 0; i < looks; i++) shedding.look(ms)
}

describe('a node that is late', () => {
  test('takes everything while it is not', () => {
    assert.deepEqual(shares(new Shedding(evenly())), [1, 1, 1, 1])
  })

  test('gives up what is extra first, then what is ordinary, then what is vital, and never what is reserved', () => {
    const shedding = new Shedding(evenly())
    late(shedding, 4)
    const [extra = 0, ...rest] = shares(shedding)
    assert.ok(extra < 0.5, String(extra))
    assert.deepEqual(rest, [1, 1, 1])
    late(shedding, 6)
    const [none = 1, ordinary = 0, vital] = shares(shedding)
    assert.ok(none < 0.05 && ordinary < 0.6 && ordinary > 0.3)
    assert.equal(vital, 1)
    late(shedding, 100)
    const all = shares(shedding)
    assert.ok(
      all.slice(0, 3).every((share) => share > 0 && share < 0.05),
      String(all),
    )
    assert.equal(all[3], 1)
  })

  test('takes everything again within ten seconds of having room', () => {
    const shedding = new Shedding(evenly())
    late(shedding, 100, 5_000)
    for (let looks = 0; looks < 100; looks++) shedding.look(1)
    assert.deepEqual(shares(shedding), [1, 1, 1, 1])
  })

  test('sends people back at different moments', () => {
    const shedding = new Shedding()
    late(shedding, 100)
    const waits = new Set(Array.from({ length: 500 }, () => shedding.retryAfter()))
    assert.ok(waits.size > 5 && Math.min(...waits) >= 1 && Math.max(...waits) <= 17)
  })
})

test('when fifty have waited for a second, fewer are taken on at a time, but for what is vital; and more again afterwards', () => {
  const shedding = new Shedding(evenly())
  const begun = Array.from({ length: 400 }, () => shedding.take('ordinary', 0))
  shedding.look(1, 999)
  assert.equal(shedding.room, 3_000)
  shedding.look(1, 1_001)
  assert.equal(shedding.room, 280)
  for (let looks = 0; looks < 20; looks++) shedding.look(1, 1_100)
  assert.equal(shedding.room, 50)
  assert.equal(shedding.take('ordinary'), undefined)
  assert.equal(shedding.take('extra'), undefined)
  assert.equal(shareTaken(shedding, 'vital'), 1)
  for (const done of begun.slice(49)) done?.()
  for (let looks = 0; looks < 60; looks++) shedding.look(1, 2_000)
  assert.equal(shedding.room, 3_000)
})

const slow = { isWaitedFor: () => true, cutOff: () => undefined }

test('requests that wait for their client take nobody room, and beyond a thousand the oldest are cut off', () => {
  const shedding = new Shedding(() => 0)
  const cut: number[] = []
  const dones = Array.from({ length: 3_000 }, (_, n) =>
    shedding.take('ordinary', 0, { isWaitedFor: () => true, cutOff: () => cut.push(n) }),
  )
  assert.equal(shedding.take('ordinary', 0), undefined)
  shedding.look(1, 60_000)
  assert.deepEqual([cut.length, cut[0], cut.at(-1)], [2_000, 0, 1_999])
  assert.equal(shedding.underWay, 1_000)
  assert.equal(shedding.room, 3_000)
  // What was counted out by force is not counted out again, and no room is won by those who go.
  for (const done of dones) done?.()
  assert.equal(shedding.underWay, 0)
  let taken = 0
  while (shedding.take('ordinary')) taken++
  assert.equal(taken, 3_000)
})

test('whoever only waits for a slow client to take its answer is not one of those who wait', () => {
  const shedding = new Shedding(evenly())
  for (let n = 0; n < 49; n++) shedding.take('ordinary', 0)
  for (let n = 0; n < 100; n++) shedding.take('ordinary', 0, slow)
  shedding.look(1, 1_001)
  assert.equal(shedding.room, 3_000)
  shedding.take('ordinary', 0)
  shedding.look(1, 1_001)
  assert.ok(shedding.room < 3_000)
})

test('with as many under way as may be, the last quarter is kept for what is vital, and a few that make answers ready', () => {
  let luck = 0
  const shedding = new Shedding(() => luck)
  let ordinary = 0
  while (shedding.take('ordinary')) ordinary++
  luck = 0.99
  assert.notEqual(shedding.take('ordinary'), undefined)
  let vital = 0
  while (shedding.take('vital')) vital++
  assert.deepEqual([ordinary, vital], [3_000, 999])
  assert.equal(shedding.take('ordinary'), undefined)
  assert.notEqual(shedding.take('reserved'), undefined)
})

test('a refused request is refused before its body is read, and counted out when it is answered', async (t) => {
  const app = Fastify()
  t.after(() => app.close())
  let parsed = 0
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    parsed++
    done(null, body)
  })
  const shedding = shedWhenLate(app, (method) => (method === 'POST' ? 'vital' : 'reserved'), new Shedding(() => 0))
  app.post('/', async () => 'done')
  app.get('/', async () => 'alive')
  const post = () =>
    app.inject({ method: 'POST', url: '/', body: '{}', headers: { 'content-type': 'application/json' } })
  assert.deepEqual([(await post()).statusCode, parsed], [200, 1])
  late(shedding, 100)
  const refused = await post()
  assert.deepEqual([refused.statusCode, parsed], [503, 1])
  assert.equal(refused.json<{ code: string }>().code, 'try-again-soon')
  assert.ok(Number(refused.headers['retry-after']) >= 1)
  assert.equal((await app.inject('/')).statusCode, 200)
  assert.equal(shedding.underWay, 0)
  assert.equal(shedding.shed.vital, 1)
})

/** A server over a connection: `/slow` never answers, `/stream` has no end. */
async function listening(t: TestContext) {
  const app = Fastify()
  const clients: Socket[] = []
  t.after(async () => {
    for (const one of clients) one.destroy()
    await app.close()
  })
  const shedding = shedWhenLate(app, () => 'ordinary')
  app.decorateRequest('actor', undefined)
  app.get('/', async () => 'done')
  app.post('/', async () => 'done')
  app.get('/slow', () => new Promise(() => undefined))
  app.get('/stream', (request, reply) => void openEventStream(request, reply, () => undefined))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const more = (): Socket => {
    const { port } = app.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    clients.push(socket)
    return socket
  }
  const client = more()
  const ask = (...paths: string[]) =>
    client.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''))
  return { app, shedding, client, more, ask }
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

test(
  'requests behind another one on their connection are counted out when it is lost',
  { timeout: 60_000 },
  async (t) => {
    const { shedding, client, ask } = await listening(t)
    ask('/slow', ...Array.from({ length: 20 }, () => '/'))
    await until(() => shedding.underWay === 21)
    client.destroy()
    await until(() => shedding.underWay === 0)
  },
)

test('requests that never come whole are no sign that the node has too much to do', { timeout: 60_000 }, async (t) => {
  const { shedding, ask, more } = await listening(t)
  for (let n = 0; n < 60; n++)
    more().write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
  ask('/slow')
  await until(() => shedding.underWay === 61)
  shedding.look(1, performance.now() + 30_000)
  assert.equal(shedding.room, 3_000)
})

test('whoever sends request upon request and waits for no answer is cut off', { timeout: 60_000 }, async (t) => {
  const { app, client, ask } = await listening(t)
  boundPipelines(app)
  ask('/slow', ...Array.from({ length: 32 }, () => '/'))
  await once(app.server, 'request')
  assert.equal(client.destroyed, false)
  ask('/')
  await once(client, 'close')
})

test('whoever asks for more behind a stream, which has no end, is cut off', { timeout: 60_000 }, async (t) => {
  const { shedding, client, ask } = await listening(t)
  ask('/stream')
  await once(client, 'data')
  assert.equal(openEventStreamCount(), 1)
  ask('/')
  await once(client, 'close')
  await until(() => openEventStreamCount() === 0)
  assert.equal(shedding.underWay, 0)
})
