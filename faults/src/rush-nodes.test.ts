import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, Refused } from '@foyer/contract/client'
import { inventoryRoutes } from '@foyer/contract/inventory'
import { queueRoutes } from '@foyer/contract/queue'
import { newId } from '@foyer/server/platform/ids'
import { passes } from '@foyer/server/queue/pass'
import { Book } from './lib/book.ts'
import { openCluster, type Cluster } from './lib/cluster.ts'
import { finish } from './lib/finish.ts'
import { Purchase } from './lib/purchase.ts'
import { beginRun, setting } from './lib/run.ts'
import { misadmitted, Rush } from './lib/rush.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage, type Stage } from './lib/stage.ts'
import { misshownPlaces, moneyOf, verdict } from './lib/verdict.ts'
import { openWaitingRoom, statusAt } from './lib/waiting-room.ts'
import { WatermarkWatch } from './lib/watermark-watch.ts'

const PEOPLE = 80
const ADMITTED_AT_LEAST = 15
/**
 * Beyond every deadline of a halted node: its status documents (1 s), its board (3 s), the patience of whoever asks its
 * lanes (2 s). FAULTS_PAUSE_S=20 goes beyond the database's as well, which ends statements and transactions after 10 s;
 * `cluster.test.ts` does so each time, without a waiting room.
 */
const PAUSE_S = 8
const ASK_THE_OTHER_MS = 1_500
/** Nobody in the rush wants these: who gets them is between the two nodes. */
const CONTESTED = [1_000, 1_001, 1_002, 1_003, 1_004]

test('a node that was killed, and one that was halted, wake to a rush that went on without them, and do no harm', async () => {
  const run = beginRun('rush-nodes')
  const pauseMs = setting('FAULTS_PAUSE_S', PAUSE_S) * 1_000
  await using cluster = await openCluster()
  const { db, apis, deriveKey, sandbox } = cluster
  const [sleeper, other] = apis
  const urls = apis.map(({ url }) => url)
  const stage = await setStage(db, { seats: 2_000, accounts: PEOPLE + 2 * CONTESTED.length + 2 })
  const { eventId } = stage
  await openWaitingRoom(db, deriveKey, urls, {
    eventId,
    lobbyClosesIn: -2,
    onSaleIn: -1,
    peopleAtOnce: 10,
    peoplePerMinute: 120,
  })
  await using watch = new WatermarkWatch(urls, eventId)
  const book = new Book()
  const signIn = signInAt(urls, deriveKey, ASK_THE_OTHER_MS)
  using rush = new Rush({ run, stage, book, signIn, watermark: () => watch.highest })

  await rush.enter(PEOPLE)
  rush.goIn()
  await rush.untilAdmitted(1)
  await other.replace()
  await rush.askForPlaces()

  sleeper.process().pause()
  const halted = performance.now()
  const asked = askAt(sleeper.url, cluster, stage)
  // It is asked before the other, and answers after it.
  await wait(300)
  const sold = await sellAt(other.url, cluster, stage, book)
  await wait(Math.max(0, pauseMs - (performance.now() - halted)))
  const before = await statusAt(other.url, eventId)
  sleeper.process().resume()
  const after = await statusAt(sleeper.url, eventId)
  const { places, pass, turn } = await asked
  assert.deepEqual([...places, pass], [...CONTESTED.map(() => 'places-taken'), 'pass-over'])
  const [head] = await db.sql<{ watermark: number }[]>`select watermark from queue_heads where event_id = ${eventId}`
  // Should their turn have come meanwhile, that they were let in is judged at the end, with all others.
  if ((head?.watermark ?? 0) < turn.number) assert.equal(turn.became, 'not-your-turn')
  assert.ok(before && after && after.watermark >= before.watermark, 'what it shows first is what is so now')
  await rush.askForPlaces()
  assert.deepEqual(rush.misnumbered(), [])
  await rush.untilAdmitted(ADMITTED_AT_LEAST)
  const fates = await rush.stop()
  const { watermark, looks } = watch.summary()
  assert.deepEqual(await watch.stop(), [], 'the watermark never went back')
  assert.ok(!sleeper.process().hasEnded(), sleeper.process().output())

  assert.deepEqual(await misadmitted(db.sql, eventId, watermark), [])
  await finish(db.sql, eventId, book, [...rush.purchases(), ...sold])
  assert.deepEqual(await verdict(db.sql, eventId, book), [])
  for (const url of urls) assert.deepEqual(await misshownPlaces(db.sql, url, eventId), [], url)
  const { captured, setAside, ledger, ordered } = await moneyOf(db.sql, sandbox)
  assert.deepEqual({ captured, setAside, ledger }, { captured: ordered, setAside: 0, ledger: ordered })
  console.log(
    `one api killed, the other halted for ${pauseMs / 1_000} s and woken: ${CONTESTED.length} holds, a pass and a turn that it was ` +
      `asked for meanwhile were refused; ${looks} looks at the watermark up to ${watermark}, never back; ` +
      `${JSON.stringify({ ...fates, ...book.summary() })}; nothing lost, nothing twice`,
  )
  assert.deepEqual(await cluster.stop(), [0, 0, 0])
})

const WOKEN_WITHIN_MS = 60_000

/** A client at one node, which waits for as long as that is halted. */
async function clientAt(url: string, { deriveKey }: Cluster, accountId: string) {
  return signInAt([url], deriveKey, WOKEN_WITHIN_MS)(accountId)
}

function takeAccount({ accounts }: Stage): string {
  const accountId = accounts.pop()
  if (accountId === undefined) throw new Error('there are not enough accounts')
  return accountId
}

/** Passes as the queue gives them: for a hold, until so many seconds from now. */
function passFor(cluster: Cluster, eventId: string, accountId: string, seconds: number) {
  const holdId = newId()
  const endsAt = Date.now() + seconds * 1_000
  return { holdId, pass: passes(cluster.deriveKey).issue({ eventId, accountId, holdId, endsAt, placesAtMost: 10 }) }
}

/**
 * Asks a halted node for places that the other will have sold when it wakes, with a pass that is over by then, and for a
 * turn that has not come. @returns why each was refused, or that it was not.
 */
async function askAt(url: string, cluster: Cluster, stage: Stage) {
  const { eventId } = stage
  const refusalOf = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'given',
      (error: unknown) => {
        if (error instanceof Refused) return error.problem.code
        throw error
      },
    )
  const hold = async (place: number, seconds: number) => {
    const accountId = takeAccount(stage)
    const { pass, holdId } = passFor(cluster, eventId, accountId, seconds)
    const client = await clientAt(url, cluster, accountId)
    return refusalOf(
      client.call(inventoryRoutes.hold, { params: { eventId }, body: { places: [place], pass }, key: holdId }),
    )
  }
  const enter = async () => {
    const accountId = takeAccount(stage)
    const awake = await signInAt([cluster.apis[1].url], cluster.deriveKey)(accountId)
    const { token, place } = await awake.call(queueRoutes.enter, {
      params: { eventId },
      body: { nonce: '00'.repeat(16) },
    })
    const client = connect(url, awake.accessToken)
    const became = await refusalOf(
      client.call(queueRoutes.pass, { params: { eventId }, body: { token }, timeoutMs: WOKEN_WITHIN_MS }),
    )
    return { became, number: place.number ?? 0 }
  }
  const [pass, turn, ...places] = await Promise.all([
    hold(CONTESTED.length + 1_100, 3),
    enter(),
    ...CONTESTED.map((place) => hold(place, 600)),
  ])
  return { places, pass, turn }
}

/** Buys the same places at a node that is awake. */
async function sellAt(url: string, cluster: Cluster, stage: Stage, book: Book): Promise<Purchase[]> {
  return Promise.all(
    CONTESTED.map(async (place) => {
      const accountId = takeAccount(stage)
      const { pass, holdId } = passFor(cluster, stage.eventId, accountId, 600)
      const client = await clientAt(url, cluster, accountId)
      const wish = { places: [place], pass }
      const purchase = new Purchase({ client, accountId, book, eventId: stage.eventId, wish, holdId })
      assert.ok(await purchase.hold())
      await purchase.order()
      if (purchase.entry.order?.payment?.url) await purchase.pay()
      return purchase
    }),
  )
}
