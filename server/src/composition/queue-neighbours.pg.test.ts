import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import type { EventView } from '@foyer/contract/catalog.views'
import { ladderRungs, type QueueLive } from '@foyer/contract/queue'
import type { FastifyInstance } from 'fastify'
import { given } from '../catalog/testing/given.ts'
import { settings, type Config } from '../config.ts'
import { invariants } from '../invariants.ts'
import { openNode, type Node } from '../node.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { newId } from '../platform/ids.ts'
import { Lifecycle } from '../platform/lifecycle.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { Ladder } from '../platform/http/ladder.ts'
import { testDatabase } from '../platform/testing/test-database.ts'

const ADDRESS = '203.0.113.7'
const NOBODY_LISTENS = 'http://127.0.0.1:9'
const PATIENCE_MS = 60_000

/** Asks until the answer is such, since a node looks at much once a second. @returns that answer, or the last one */
async function until<Answer>(ask: () => Promise<Answer>, isSuch: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS
  for (let answer = await ask(); ; answer = await ask()) {
    if (isSuch(answer) || performance.now() > deadline) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('in a whole installation: no hold without a pass, one with it, the organiser sees it, on every rung of the ladder', async () => {
  const db = await testDatabase()
  const log = silentLog()
  const lifecycle = new Lifecycle(log)
  lifecycle.onStop('database', async () => db[Symbol.asyncDispose]())
  try {
    const config = Object.fromEntries(Object.entries(settings).map(([name, one]) => [name, one.otherwise])) as Config
    const deriveKey = keysFrom(Buffer.alloc(32, 1))
    const node = await openNode(
      config,
      { db, databaseUrl: db.url, embedded: false, deriveKey, log, lifecycle },
      { url: NOBODY_LISTENS, secretKey: 'sk_test_none', webhookSecrets: ['whsec_none'] },
      'http://localhost',
    )
    const app = await node.buildApi()
    lifecycle.onStop('web server', async () => app.close())
    const catalog = given(db)
    const organiserId = await catalog.anOrganiser()
    const eventId = await catalog.anEvent(organiserId)
    const fan = newId()
    const bearer = async (accountId: string, kind: 'individual' | 'vendor') =>
      `Bearer ${await node.accounts.tokens.issue({ accountId, kind, sessionId: newId() })}`
    const [fanToken, vendorToken] = [await bearer(fan, 'individual'), await bearer(organiserId, 'vendor')]
    const ask = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object, key?: string) => {
      const authorization = path === 'queue/live' || path === 'on-sale' ? vendorToken : fanToken
      const answer = await app.inject({
        method,
        remoteAddress: ADDRESS,
        url: `/v1/events/${eventId}/${path}`,
        headers: { authorization, ...(key === undefined ? {} : { 'idempotency-key': key }) },
        ...(body === undefined ? {} : { payload: body }),
      })
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
    }

    const onSaleAt = new Date(Date.now() + 3_600_000)
    await db.sql`update events set on_sale_at = ${onSaleAt} where event_id = ${eventId}`
    await db.sql`select pg_notify('catalog', 'all')`
    const onSale = () => ({
      lobbyOpensAt: new Date(Date.now() + 60_000).toISOString(),
      peopleAtOnce: 10,
      placesPerNetwork: 10,
      proofOfWork: false,
    })
    const set = await until(
      () => ask('PUT', 'on-sale', onSale()),
      ({ status }) => status === 200,
    )
    assert.equal(set.status, 200, JSON.stringify(set.body))
    const shown = await until(
      async () => (await app.inject({ url: `/v1/events/${eventId}` })).json<EventView>(),
      ({ waitingRoom }) => waitingRoom !== undefined && waitingRoom !== null,
    )
    assert.equal(shown.waitingRoom?.lobbyOpensAt, set.body['lobbyOpensAt'], 'the event says that there is a queue')

    // An hour later: the lobby has closed with nobody in it, and the sale is open.
    await db.sql`update events set on_sale_at = now() - interval '1 second' where event_id = ${eventId}`
    await db.sql`
      update on_sales set lobby_opens_at = now() - interval '1 hour', lobby_closes_at = now() - interval '2 seconds',
                          on_sale_at = now() - interval '1 second' where event_id = ${eventId}`
    // Nothing by the clock: what is counted here is changed by no timed job.
    await node.startWork([])
    const entered = await until(
      () => ask('POST', 'queue', { nonce: 'ab'.repeat(16) }),
      ({ status }) => status === 200,
    )
    assert.equal(entered.status, 200, JSON.stringify(entered.body))
    const wish = { bestAvailable: { quantity: 1 } }
    const isKnown = ({ body }: { body: Record<string, unknown> }) => body['code'] === 'pass-needed'
    const refused = await until(() => ask('POST', 'holds', wish, newId()), isKnown)
    assert.ok(isKnown(refused), JSON.stringify(refused.body))
    const { token } = entered.body
    const pass = await until(
      () => ask('POST', 'queue/pass', { token }),
      ({ status }) => status === 200,
    )
    assert.equal(pass.status, 200, JSON.stringify(pass.body))
    const holdId = String(pass.body['holdId'])
    const withPass = { ...wish, pass: pass.body['pass'] }
    assert.equal((await ask('POST', 'holds', withPass, newId())).body['code'], 'pass-refused')
    const held = await ask('POST', 'holds', withPass, holdId)
    assert.equal(held.status, 201, JSON.stringify(held.body))
    assert.equal((await ask('POST', 'holds', withPass, holdId)).status, 201, 'repeated: the same hold')
    assert.equal((await ask('POST', 'queue/pass', { token })).body['code'], 'pass-in-use')

    const placesHeld = ({ pulse }: QueueLive) => pulse?.held.reduce((sum, one) => sum + one, 0)
    const refusalsOfPasses = ({ refusals }: QueueLive) =>
      refusals
        .map(({ reason }) => reason)
        .filter((reason) => reason.startsWith('pass-'))
        .sort()
    const live = await until(
      async () => (await ask('GET', 'queue/live')).body as unknown as QueueLive,
      // Of the pulse the running second is left out, and refusals are written each second.
      (shown) => placesHeld(shown) === 1 && refusalsOfPasses(shown).length === 3,
    )
    assert.deepEqual([live.holding, live.choosing, live.waiting, live.places.held], [1, 0, 0, 1])
    const { pulse } = live
    assert.equal(placesHeld(live), 1, 'the place that was held, once however often repeated')
    assert.ok(
      (pulse?.latency?.answered ?? 0) >= 3 &&
        pulse !== null &&
        pulse.latency !== null &&
        pulse.latency.p99 >= pulse.latency.p50,
    )
    assert.deepEqual(live.changes[0]?.set?.includes('peopleAtOnce'), true, 'who set what is told')
    assert.deepEqual(
      live.byPriceLevel.map(({ held }) => held).reduce((sum, one) => sum + one, 0),
      1,
    )
    assert.deepEqual(refusalsOfPasses(live), ['pass-in-use', 'pass-needed', 'pass-refused'])
    assert.equal(live.fullNetworks, 0)
    const networks = await db.sql<{ network: string; places: number; ceiling: number }[]>`
      select network, places, ceiling from network_allowances`
    assert.deepEqual(
      networks.map(({ network, places, ceiling }) => [network.length, places, ceiling]),
      [[32, 1, 10]],
      'the hold counts for the network that it came from, which is not kept',
    )
    await onTheLadder(node, app, eventId, async () => {
      const repeated = await ask('POST', 'holds', withPass, holdId)
      assert.equal(repeated.status, 201, 'whoever has a pass is served on every rung')
      return (await ask('GET', 'queue/live')).body as unknown as QueueLive
    })
    assert.deepEqual(await findBrokenInvariants(db.sql, invariants), [])
  } finally {
    await lifecycle.stop()
  }
})

/** Climbs the ladder of a node, looks what each rung does, comes down again and looks once more. */
async function onTheLadder(
  node: Node,
  app: FastifyInstance,
  eventId: string,
  live: () => Promise<QueueLive>,
): Promise<void> {
  // The node looks no more itself: how busy this machine is must not matter.
  mock.method(node.ladder, 'look', () => undefined)
  let now = performance.now()
  const look = (pressure: number) => Ladder.prototype.look.call(node.ladder, pressure, (now += 5_000))
  const comeDown = () => {
    for (let step = 0; step <= 2 * ladderRungs.length; step++) look(0)
  }
  comeDown()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const event = `${app.listeningOrigin}/v1/events/${eventId}`
  const firstOf = async (path: string): Promise<string> => {
    const leaving = new AbortController()
    const { body } = await fetch(`${event}/${path}`, { signal: leaving.signal })
    let text = ''
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString()
      if (text.includes('data:')) break
    }
    leaving.abort()
    return /event: (\w+)/.exec(text)?.[1] ?? ''
  }
  const seen = async () => {
    const availability = (await (await fetch(`${event}/availability`)).json()) as { bitmap: string | null }
    const metrics = await (await fetch(`${app.listeningOrigin}/metrics`)).text()
    return {
      streams: [await firstOf('queue/stream'), await firstOf('availability/stream')],
      places: availability.bitmap === null ? 'sections' : 'single',
      rung: (await live()).ladder.rung,
      metric: Number(/name="ladder"} (\d)/.exec(metrics)?.[1]),
    }
  }
  const pollOf = async () =>
    ((await (await fetch(`${event}/queue/status`)).json()) as { poll: { nearSeconds: number } }).poll.nearSeconds
  const asks = async (seconds: number) => {
    for (let said = await pollOf(); said !== seconds; said = await pollOf())
      await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const atEase = { streams: ['status', 'snapshot'], places: 'single', rung: null, metric: 0 }
  assert.deepEqual(await seen(), atEase)
  const rungs = [
    [0.4, 'polling', 'single', 2],
    [0.6, 'rare-polling', 'single', 4],
    [0.8, 'sections', 'sections', 4],
    [1, 'slow-admission', 'sections', 4],
    [2.5, 'pause', 'sections', 8],
  ] as const
  for (const [index, [pressure, rung, places, seconds]] of rungs.entries()) {
    look(pressure)
    assert.deepEqual(await seen(), { streams: ['poll', 'poll'], places, rung, metric: index + 1 })
    await asks(seconds)
  }
  comeDown()
  assert.deepEqual(await seen(), atEase)
  await asks(2)
}
