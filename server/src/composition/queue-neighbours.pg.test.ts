import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventView } from '@foyer/contract/catalog.views'
import type { QueueLive } from '@foyer/contract/queue'
import { given } from '../catalog/testing/given.ts'
import { settings, type Config } from '../config.ts'
import { invariants } from '../invariants.ts'
import { openNode } from '../node.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { newId } from '../platform/ids.ts'
import { Lifecycle } from '../platform/lifecycle.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase } from '../platform/testing/test-database.ts'

const ADDRESS = '203.0.113.7'
const NOBODY_LISTENS = 'http://127.0.0.1:9'

test('in a whole installation: no hold without a pass, one with it, and the organiser sees it', async () => {
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
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const set = await ask('PUT', 'on-sale', {
      lobbyOpensAt: new Date(Date.now() + 60_000).toISOString(),
      peopleAtOnce: 10,
      placesPerNetwork: 10,
      proofOfWork: false,
    })
    assert.equal(set.status, 200, JSON.stringify(set.body))
    const shown = (await app.inject({ url: `/v1/events/${eventId}` })).json<EventView>()
    assert.equal(shown.waitingRoom?.lobbyOpensAt, set.body['lobbyOpensAt'], 'the event says that there is a queue')

    // An hour later: the lobby has closed with nobody in it, and the sale is open.
    await db.sql`update events set on_sale_at = now() - interval '1 second' where event_id = ${eventId}`
    await db.sql`
      update on_sales set lobby_opens_at = now() - interval '1 hour', lobby_closes_at = now() - interval '2 seconds',
                          on_sale_at = now() - interval '1 second' where event_id = ${eventId}`
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await node.startWork()
    const wish = { bestAvailable: { quantity: 1 } }
    assert.equal((await ask('POST', 'holds', wish, newId())).body['code'], 'pass-needed')

    const { body: entered } = await ask('POST', 'queue', { nonce: 'ab'.repeat(16) })
    let pass = await ask('POST', 'queue/pass', { token: entered['token'] })
    for (let wait = 0; wait < 100 && pass.status !== 200; wait++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      pass = await ask('POST', 'queue/pass', { token: entered['token'] })
    }
    assert.equal(pass.status, 200, JSON.stringify(pass.body))
    const holdId = String(pass.body['holdId'])
    const withPass = { ...wish, pass: pass.body['pass'] }
    assert.equal((await ask('POST', 'holds', withPass, newId())).body['code'], 'pass-refused')
    const held = await ask('POST', 'holds', withPass, holdId)
    assert.equal(held.status, 201, JSON.stringify(held.body))
    assert.equal((await ask('POST', 'holds', withPass, holdId)).status, 201, 'repeated: the same hold')
    assert.equal((await ask('POST', 'queue/pass', { token: entered['token'] })).body['code'], 'pass-in-use')

    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const live = (await ask('GET', 'queue/live')).body as unknown as QueueLive
    assert.deepEqual([live.holding, live.choosing, live.waiting, live.places.held], [1, 0, 0, 1])
    const { pulse } = live
    assert.equal(
      pulse?.held.reduce((sum, one) => sum + one, 0),
      1,
      'the place that was held, once however often repeated',
    )
    assert.ok((pulse.latency?.answered ?? 0) >= 3 && pulse.latency !== null && pulse.latency.p99 >= pulse.latency.p50)
    assert.deepEqual(live.changes[0]?.set?.includes('peopleAtOnce'), true, 'who set what is told')
    assert.deepEqual(
      live.byPriceLevel.map(({ held }) => held).reduce((sum, one) => sum + one, 0),
      1,
    )
    assert.deepEqual(
      live.refusals
        .filter(({ reason }) => reason.startsWith('pass-'))
        .map(({ reason }) => reason)
        .sort(),
      ['pass-in-use', 'pass-needed', 'pass-refused'],
    )
    assert.equal(live.fullNetworks, 0)
    const networks = await db.sql<{ network: string; places: number; ceiling: number }[]>`
      select network, places, ceiling from network_allowances`
    assert.deepEqual(
      networks.map(({ network, places, ceiling }) => [network.length, places, ceiling]),
      [[32, 1, 10]],
      'the hold counts for the network that it came from, which is not kept',
    )
    assert.deepEqual(await findBrokenInvariants(db.sql, invariants), [])
  } finally {
    await lifecycle.stop()
  }
})
