import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test, type TestContext } from 'node:test'
import { readAnnouncement, writeAnnouncement } from '@foyer/contract/draw-announcement'
import { verifyDraw } from '@foyer/contract/draw'
import { QUICKNET, timeOfRound } from '@foyer/contract/drand'
import { systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { drandBeacon } from './beacon.ts'
import { stepQueue } from './step-queue.ts'
import { aNode, aNonce, aQueue, aWorld, brokenInvariants, fresh, neighboursIn } from './testing/given.ts'
import { verifyRound } from './verify-round.ts'

/** What the beacon signed for round 1,000. */
const ROUND_1000 = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'

/** A relay that answers in one way, whatever it is asked; and what it was asked. */
async function aRelay(t: TestContext, status: number, body: string): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/`, asked }
}

test('a relay that fails, lies or talks nonsense is passed over for the next; without a true one there is no answer', async (t) => {
  const relays = [
    await aRelay(t, 500, ''),
    await aRelay(t, 200, 'not JSON'),
    await aRelay(t, 200, JSON.stringify({ signature: ROUND_1000, padding: ' '.repeat(5_000) })),
    await aRelay(t, 200, JSON.stringify({ signature: ROUND_1000.replace('b4', 'b5') })),
    await aRelay(t, 200, JSON.stringify({ round: 1000, signature: ROUND_1000 })),
  ]
  const urls = relays.map(({ url }) => url)
  assert.equal(await drandBeacon(urls, silentLog())?.signatureOf(1000), ROUND_1000)
  assert.deepEqual(relays[4]?.asked, [`/${QUICKNET.chain}/public/1000`])
  assert.equal(await drandBeacon(urls.slice(0, 4), silentLog())?.signatureOf(1000), undefined)
  assert.equal(await drandBeacon(urls, silentLog())?.signatureOf(1001), undefined, 'the signature of another round')
  assert.equal(drandBeacon([], silentLog()), undefined)
})

test('a draw by the beacon waits while nobody tells the round, then comes out for everybody to check', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  const told: { signature: string | undefined } = { signature: undefined }
  const beacon = { signatureOf: () => Promise.resolve(told.signature) }
  await using node = await aNode(db, world, { beacon })
  const eventId = await aQueue(db)
  await db.sql`update on_sales set randomness = 'drand', seed_commitment = null where event_id = ${eventId}`
  for (let n = 0; n < 6; n++) await node.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await db.sql`update on_sales set lobby_closes_at = now() where event_id = ${eventId}`
  await stepQueue(db, eventId, neighboursIn(world))
  const { draws } = node.queues.services
  const before = Date.now()
  told.signature = ROUND_1000
  await assert.rejects(async () => draws.advance(await fresh(node, eventId)), /is out already/)
  told.signature = undefined
  await draws.advance(await fresh(node, eventId))
  const about = (await node.ask('', 'GET', `${eventId}/queue`)).body
  const announced = readAnnouncement(String(about['announcement']))
  assert.ok(announced?.randomness.kind === 'drand')
  assert.ok(timeOfRound(announced.randomness.round) >= before + 15_000, 'a round that is still to come')

  // As if it had been announced just before round 1,000: the only way to have a signature for it here.
  const announcedAt = new Date(timeOfRound(1000) - 15_000)
  const randomness = { kind: 'drand', chain: QUICKNET.chain, round: 1000 } as const
  const text = writeAnnouncement({ ...announced, announcedAt, randomness })
  await db.sql`update queue_draws set announcement = ${text} where event_id = ${eventId}`
  await draws.advance(await fresh(node, eventId))
  assert.equal((await fresh(node, eventId)).drawnAt, null)
  told.signature = ROUND_1000
  await draws.advance(await fresh(node, eventId))
  const { text: file } = await node.ask('', 'GET', `${eventId}/queue/draw`)
  assert.ok(verifyDraw(JSON.parse(file), verifyRound).valid)
  assert.deepEqual(await brokenInvariants(db), [])
})

test('whoever was halted before it announced a draw does not announce a round that may be known by then', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  const silent = { signatureOf: () => Promise.resolve(undefined) }
  const halted = { ...systemClock, now: () => new Date(Date.now() - 20_000) }
  await using late = await aNode(db, world, { beacon: silent, clock: halted })
  await using other = await aNode(db, world, { beacon: silent })
  const eventId = await aQueue(db)
  await db.sql`update on_sales set randomness = 'drand', seed_commitment = null where event_id = ${eventId}`
  await other.ask(newId(), 'POST', `${eventId}/queue`, { nonce: aNonce() })
  await db.sql`update on_sales set lobby_closes_at = now() where event_id = ${eventId}`
  await stepQueue(db, eventId, neighboursIn(world))
  await late.queues.services.draws.advance(await fresh(late, eventId))
  assert.equal((await fresh(late, eventId)).announcedAt, null)
  await other.queues.services.draws.advance(await fresh(other, eventId))
  assert.notEqual((await fresh(other, eventId)).announcedAt, null, 'who was not does')
})
