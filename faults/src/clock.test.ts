import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, Refused, type Client } from '@foyer/contract/client'
import { inventoryRoutes } from '@foyer/contract/inventory'
import { orderRoutes } from '@foyer/contract/orders'
import { queueRoutes } from '@foyer/contract/queue'
import { createAccessTokens } from '@foyer/server/accounts/access-token'
import { keepSaleFacts } from '@foyer/server/catalog/index'
import { inventoryFacts } from '@foyer/server/composition/sale-facts'
import { invariants } from '@foyer/server/invariants'
import { openInventory } from '@foyer/server/inventory/index'
import { findBrokenInvariants } from '@foyer/server/platform/check'
import { newId } from '@foyer/server/platform/ids'
import { silentLog } from '@foyer/server/platform/log'
import { passes } from '@foyer/server/queue/pass'
import { proofFor } from '@foyer/server/queue/testing/solve'
import { Book } from './lib/book.ts'
import { openCluster, type Cluster } from './lib/cluster.ts'
import { finish } from './lib/finish.ts'
import { beginRun } from './lib/run.ts'
import { misadmitted, Rush } from './lib/rush.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage, type Stage } from './lib/stage.ts'
import { moneyOf, verdict } from './lib/verdict.ts'
import { openWaitingRoom } from './lib/waiting-room.ts'
import { WatermarkWatch } from './lib/watermark-watch.ts'
import { wrongClock } from './lib/wrong-clock.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const PEOPLE = 40
const ADMITTED_AT_LEAST = 15
const HOLD_MS = 3_000
/** Nobody asks more often; the rest is the way of an answer on a machine that is busy. */
const LATE_MAX_MS = 5_000
const FREE_AGAIN_WITHIN_MS = 30_000
/** An account may ask for sixty holds at once, and for two a second after that. */
const ASK_EVERY_MS = 100

test('a node an hour ahead and one an hour behind, whose clocks are then set, keep the database’s time', async () => {
  const run = beginRun('clock')
  const began = new Date()
  await using cluster = await openCluster([
    wrongClock(HOUR_MS, -2 * HOUR_MS),
    wrongClock(-HOUR_MS, 2 * HOUR_MS),
    wrongClock(HOUR_MS, 0),
  ])
  const { db, apis, deriveKey, sandbox } = cluster
  const urls = apis.map(({ url }) => url)
  const since = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS)
  const stage = await setStage(db, { seats: 2_000, accounts: PEOPLE + 20, onSaleAt: since(30) })
  const later = await setStage(db, { seats: 2_000, accounts: 2, onSaleAt: since(-30) })
  const { eventId } = stage
  const room = { peopleAtOnce: 10, peoplePerMinute: 600 }
  await openWaitingRoom(db, deriveKey, urls, { ...room, eventId, lobbyClosesIn: -2, onSaleIn: -1 })

  await hoursAreKept(cluster, later)
  await tokensAreKept(cluster, stage)
  await passesAreKept(cluster, stage)
  await proofsTravel(cluster)

  const book = new Book()
  await using watch = new WatermarkWatch(urls, eventId)
  using rush = new Rush({ run, stage, book, signIn: signInAt(urls, deriveKey), watermark: () => watch.highest })
  await rush.enter(PEOPLE)
  rush.goIn()
  await rush.untilAdmitted(5)
  for (const api of apis) process.kill(api.process().pid, 'SIGUSR2')
  await rush.untilAdmitted(ADMITTED_AT_LEAST)
  await rush.askForPlaces()
  const fates = await rush.stop()
  assert.deepEqual(await watch.stop(), [])
  assert.deepEqual(await misadmitted(db.sql, eventId, watch.highest), [])
  await finish(db.sql, eventId, book, rush.purchases())
  assert.deepEqual(await verdict(db.sql, eventId, book), [])
  const { captured, setAside, ledger, ordered } = await moneyOf(db.sql, sandbox)
  assert.deepEqual({ captured, setAside, ledger }, { captured: ordered, setAside: 0, ledger: ordered })
  const [inbox] = await db.sql<{ kept: number }[]>`select count(*) as kept from webhook_inbox`
  assert.ok((inbox?.kept ?? 0) >= (fates['bought'] ?? 0), 'webhooks were new enough for a node whose clock is wrong')
  await holdsLast(cluster, stage, began)

  const lateMs = await expiresInTime(cluster, stage)
  assert.deepEqual(await findBrokenInvariants(db.sql, invariants), [])
  console.log(
    `two api an hour ahead and behind, then the other way round, and a worker an hour ahead: hours, tokens, passes and proofs by the ` +
      `database's time; holds of ${HOLD_MS} ms free for others ${lateMs.join(', ')} ms after their end, none before; ` +
      JSON.stringify({ ...fates, ...book.summary() }),
  )
  assert.deepEqual(await cluster.stop(), [0, 0, 0])
})

/** Each api asked as somebody new. */
async function atEach<T>(
  { apis, deriveKey }: Cluster,
  stage: Stage,
  ask: (client: Client, accountId: string) => Promise<T>,
) {
  const answers: T[] = []
  for (const { url } of apis) {
    const accountId = stage.accounts.pop() ?? assert.fail('there are not enough accounts')
    answers.push(await ask(await signInAt([url], deriveKey)(accountId), accountId))
  }
  return answers
}

const refusalOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'given',
    (error: unknown) => {
      if (error instanceof Refused) return error.problem.code
      throw error
    },
  )

/** Nobody is early for a sale, or for a lobby, that is half an hour away; one half an hour old is open. */
async function hoursAreKept(cluster: Cluster, later: Stage): Promise<void> {
  const { db, apis, deriveKey } = cluster
  const { eventId } = later
  const hold = (client: Client) =>
    refusalOf(client.call(inventoryRoutes.hold, { params: { eventId }, body: { places: [1] }, key: newId() }))
  assert.deepEqual(await atEach(cluster, { ...later, accounts: [...later.accounts] }, hold), [
    'not-yet-on-sale',
    'not-yet-on-sale',
  ])
  const urls = apis.map(({ url }) => url)
  const half = { lobbyOpensIn: 1_800, lobbyClosesIn: 1_850, onSaleIn: 1_860, peopleAtOnce: 10 }
  await openWaitingRoom(db, deriveKey, urls, { eventId, ...half })
  const enter = (client: Client) =>
    refusalOf(client.call(queueRoutes.enter, { params: { eventId }, body: { nonce: '00'.repeat(16) } }))
  assert.deepEqual(await atEach(cluster, { ...later, accounts: [...later.accounts] }, enter), [
    'queue-not-open',
    'queue-not-open',
  ])
}

/** An access token that is good is good at both; one over for a second, or of ten minutes ahead, at none. */
async function tokensAreKept({ apis, deriveKey }: Cluster, stage: Stage): Promise<void> {
  const accountId = stage.accounts.at(-1) ?? ''
  for (const [ageMs, expected] of [
    [0, 'given'],
    [14 * MINUTE_MS, 'given'],
    [15 * MINUTE_MS + 1_000, 'not-signed-in'],
    [-10 * MINUTE_MS, 'not-signed-in'],
  ] as const) {
    const tokens = createAccessTokens(deriveKey, { now: () => new Date(Date.now() - ageMs) })
    const token = await tokens.issue({ accountId, kind: 'individual', sessionId: newId() })
    for (const { url } of apis)
      assert.equal(await refusalOf(connect(url, token).call(orderRoutes.list, {})), expected, `${ageMs} ms old`)
  }
}

/** A pass that ended ten minutes ago is over at both, one that goes on for ten is good. */
async function passesAreKept(cluster: Cluster, stage: Stage): Promise<void> {
  const { eventId } = stage
  const issuer = passes(cluster.deriveKey)
  const holdWith = (minutes: number) => async (client: Client, accountId: string) => {
    const holdId = newId()
    const endsAt = Date.now() + minutes * MINUTE_MS
    const pass = issuer.issue({ eventId, accountId, holdId, endsAt, placesAtMost: 10 })
    // No such place: with a good pass that is what is wrong with it.
    const body = { places: [1_000_000], pass }
    return refusalOf(client.call(inventoryRoutes.hold, { params: { eventId }, body, key: holdId }))
  }
  assert.deepEqual(await atEach(cluster, stage, holdWith(-10)), ['pass-over', 'pass-over'])
  assert.deepEqual(await atEach(cluster, stage, holdWith(10)), ['bad-request', 'bad-request'])
}

/** A challenge of the one is solved for the other. */
async function proofsTravel(cluster: Cluster): Promise<void> {
  const { db, apis, deriveKey } = cluster
  const [ahead, behind] = apis.map(({ url }) => url)
  if (ahead === undefined || behind === undefined) throw new Error('there are two')
  const { eventId, accounts } = await setStage(db, { seats: 2_000, accounts: 2 })
  const room = { eventId, lobbyClosesIn: 3_600, onSaleIn: 7_200, peopleAtOnce: 10, proofOfWork: true }
  await openWaitingRoom(db, deriveKey, [ahead, behind], room)
  for (const [from, to] of [
    [ahead, behind],
    [behind, ahead],
  ] as const) {
    const accountId = accounts.pop() ?? ''
    const asks = await signInAt([from], deriveKey)(accountId)
    const proof = await proofFor((await asks.call(queueRoutes.challenge, { params: { eventId } })) as Uint8Array)
    const client = await signInAt([to], deriveKey)(accountId)
    const body = { nonce: '00'.repeat(16), proof }
    const { place } = await client.call(queueRoutes.enter, { params: { eventId }, body })
    // The id is made by the clock of the machine alone: it shows that it is wrong.
    const wrongBy = Math.abs(timeOfId(place.entryId) - Date.now())
    assert.ok(wrongBy > HOUR_MS / 2 && wrongBy < 2 * HOUR_MS, `wrong by ${wrongBy} ms`)
  }
}

/** Of an id of version 7: epoch milliseconds. */
const timeOfId = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

/** Holds that were given back were made in the time of this test, and for as long as they should. */
async function holdsLast({ db }: Cluster, { eventId }: Stage, began: Date): Promise<void> {
  const [holds] = await db.sql<{ right: number; wrong: number }[]>`
    with given_back as (
      select held_at between ${began} and now() and expires_at - held_at = interval '600 seconds' as is_right
        from holds where event_id = ${eventId} and state = 'released' and order_id is null)
    select count(*) filter (where is_right) as right, count(*) filter (where not is_right) as wrong from given_back`
  assert.deepEqual(holds?.wrong, 0)
  assert.ok(holds.right > 0, 'somebody changed their mind')
}

/** Holds of a few seconds, made elsewhere, are asked for at both until they are had. @returns how late that was. */
async function expiresInTime(cluster: Cluster, stage: Stage): Promise<number[]> {
  const { db } = cluster
  const { eventId, accounts } = await setStage(db, { seats: 2_000, accounts: 4 })
  const facts = await keepSaleFacts(db)
  const short = openInventory({
    db,
    laneDb: db,
    log: silentLog(),
    loadEvent: inventoryFacts(facts),
    holdTtlMs: HOLD_MS,
  })
  try {
    const held = await Promise.all(
      [0, 1].map(async (place) => {
        const wish = { places: [place] }
        const outcome = await short.holdPlaces({ eventId, holdId: newId(), accountId: accounts.pop() ?? '', wish })
        return 'held' in outcome ? outcome.held : assert.fail(JSON.stringify(outcome))
      }),
    )
    let next = 0
    return await atEach(cluster, stage, async (client) => {
      const place = next++
      const givenUp = performance.now() + FREE_AGAIN_WITHIN_MS
      for (;;) {
        const body = { places: [place] }
        const answer = await client
          .call(inventoryRoutes.hold, { params: { eventId }, body, key: newId() })
          .catch((error: unknown) => {
            assert.ok(error instanceof Refused && error.problem.code === 'places-taken', String(error))
            return undefined
          })
        const expiresAt = held[place]?.expiresAt ?? 0
        if (answer !== undefined) {
          const lateMs = Date.parse(answer.heldAt) - expiresAt
          assert.ok(lateMs >= 0 && lateMs < LATE_MAX_MS, `had ${lateMs} ms after its end`)
          return lateMs
        }
        assert.ok(performance.now() < givenUp, 'it never came free')
        await wait(ASK_EVERY_MS)
      }
    })
  } finally {
    await short.stop()
    await facts.stop()
  }
}
