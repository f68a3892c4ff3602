import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Book } from './lib/book.ts'
import { startApi } from './lib/cluster.ts'
import { finish } from './lib/finish.ts'
import { freePort } from '@foyer/server/platform/testing/free-port'
import { openHouse } from './lib/house.ts'
import { beginRun } from './lib/run.ts'
import { misadmitted, Rush } from './lib/rush.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage } from './lib/stage.ts'
import { misshownPlaces, moneyOf, verdict } from './lib/verdict.ts'
import { closeLobby, openWaitingRoom, untilStatus } from './lib/waiting-room.ts'
import { WatermarkWatch } from './lib/watermark-watch.ts'

/** How often PostgreSQL is killed in the sale; twice before it in any case. */
const ROUNDS = 2
const IN_LOBBY = 100
const LATER_EACH_ROUND = 20
const ADMITTED_AT_LEAST = 25
/** The draw takes about as long as the longest wait for the kill, so that some come before its end and some after. */
const DRAW_DELAY = String(2 ** 20)
const DRAWN_WITHIN_MS = 180_000

test('nobody loses a place, is let in early, or is sold a place that is another’s, when PostgreSQL is killed in a rush', async () => {
  const run = beginRun('rush-database', ROUNDS)
  const chance = run.chance(0)
  await using house = await openHouse({ DRAW_DELAY })
  const port = await freePort()
  await using second = await house.withDatabase((db) =>
    startApi(port, { ...house.environment, DATABASE_URL: db.url, PORT: String(port) }),
  )
  const urls = [house.url, second.url]
  const deriveKey = await house.folder.keys()
  const accounts = IN_LOBBY + run.rounds * LATER_EACH_ROUND
  const stage = await house.withDatabase((db) => setStage(db, { seats: 2_000, accounts }))
  const { eventId } = stage
  await house.withDatabase((db) =>
    openWaitingRoom(db, deriveKey, urls, {
      eventId,
      lobbyClosesIn: 3_600,
      onSaleIn: 7_200,
      peopleAtOnce: 10,
      peoplePerMinute: 900,
    }),
  )
  await using watch = new WatermarkWatch(urls, eventId)
  const book = new Book()
  using rush = new Rush({ run, stage, book, signIn: signInAt(urls, deriveKey), watermark: () => watch.highest })

  // While they enter, and while the draw is made.
  const entering = rush.enter(IN_LOBBY)
  await wait(chance.int(300))
  house.folder.killDatabase()
  await entering
  await house.withDatabase((db) => closeLobby(db, eventId, 2))
  await wait(chance.int(2_000))
  house.folder.killDatabase()
  await untilStatus(second.url, eventId, ({ drawn, phase }) => drawn && phase === 'open', DRAWN_WITHIN_MS)
  await rush.askForPlaces()
  assert.deepEqual(rush.misnumbered(), [], 'each has a number of their own')

  const served: number[] = []
  for (let round = 0; round < run.rounds; round++) {
    rush.goIn()
    const more = rush.enter(LATER_EACH_ROUND)
    await wait(500 + chance.int(1_000))
    const killed = performance.now()
    house.folder.killDatabase()
    await book.untilServedAfter(killed)
    served.push(Math.round(performance.now() - killed))
    await more
    await rush.askForPlaces()
    assert.deepEqual(rush.misnumbered(), [])
  }
  rush.goIn()
  await rush.untilAdmitted(ADMITTED_AT_LEAST)
  const fates = await rush.stop()
  const { watermark, looks, unanswered } = watch.summary()
  assert.deepEqual(await watch.stop(), [], 'the watermark never went back')

  await house.withDatabase(async ({ sql }) => {
    assert.deepEqual(await misadmitted(sql, eventId, watermark), [])
    await finish(sql, eventId, book, rush.purchases())
    assert.deepEqual(await verdict(sql, eventId, book), [])
    for (const url of urls) assert.deepEqual(await misshownPlaces(sql, url, eventId), [], url)
    const { captured, setAside, ledger, ordered } = await moneyOf(sql, house.sandbox)
    assert.deepEqual({ captured, setAside, ledger }, { captured: ordered, setAside: 0, ledger: ordered })
  })
  console.log(
    `PostgreSQL was killed ${run.rounds + 2} times in a rush of ${accounts}; served again after ${served.join(', ')} ms; ` +
      `${looks} looks at the watermark (${unanswered} unanswered) up to ${watermark}, never back; ` +
      `${JSON.stringify({ ...fates, ...book.summary() })}; nothing lost, nothing twice`,
  )
  assert.ok((fates['bought'] ?? 0) > 0, 'there was a rush')
  assert.equal((await second.process().stop()).status, 0)
  assert.equal((await house.foyer().stop()).status, 0)
})
