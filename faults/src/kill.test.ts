import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Book } from './lib/book.ts'
import { Crowd } from './lib/crowd.ts'
import { finish } from './lib/finish.ts'
import { openHouse, type House } from './lib/house.ts'
import { beginRun } from './lib/run.ts'
import { seesLosses } from './lib/sees-losses.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage } from './lib/stage.ts'
import { misshownPlaces, moneyOf, verdict } from './lib/verdict.ts'

/** Each victim six times and more; FAULTS_ROUNDS makes it more still. */
const ROUNDS = 20
const BUYERS = 30
const SEATS_PER_ROUND = 1_000
const ACCOUNTS_PER_ROUND = 100
const SERVED_WITHIN_MS = 120_000
const VICTIMS = ['PostgreSQL', 'Node', 'both'] as const
type Victim = (typeof VICTIMS)[number]

test('what was answered survives kill -9 of PostgreSQL, of Node and of both, under load', async () => {
  const run = beginRun('kill', ROUNDS)
  const chance = run.chance(0)
  await using house = await openHouse()
  const seats = run.rounds * SEATS_PER_ROUND
  const stage = await house.withDatabase((db) => setStage(db, { seats, accounts: run.rounds * ACCOUNTS_PER_ROUND }))
  const { eventId } = stage
  const book = new Book()
  const signIn = signInAt([house.url], await house.folder.keys())
  const crowd = new Crowd({ run, buyers: BUYERS, stage, book, signIn })

  for (let round = 0; round < run.rounds; round++) {
    const victim = VICTIMS[round % VICTIMS.length] ?? 'both'
    crowd.start(round * SEATS_PER_ROUND)
    await wait(200 + chance.int(700))
    const killed = performance.now()
    await kill(house, victim)
    const servedAgain = await servedAfter(house, book, killed)
    await wait(chance.int(200))
    await crowd.stop()
    console.log(`round ${round + 1}, ${victim}: served again after ${Math.round(servedAgain - killed)} ms`)
    const [found, misshown] = await house.withDatabase(({ sql }) =>
      Promise.all([verdict(sql, eventId, book), misshownPlaces(sql, house.url, eventId)]),
    )
    assert.deepEqual(found, [])
    assert.deepEqual(misshown, [])
  }

  await house.withDatabase(async (db) => {
    await finish(db.sql, eventId, book, crowd.purchases())
    console.log(JSON.stringify({ answered: book.summary(), doubts: book.doubts() }))
    assert.deepEqual(await verdict(db.sql, eventId, book), [])
    const { captured, setAside, ledger, ordered } = await moneyOf(db.sql, house.sandbox)
    assert.deepEqual({ captured, setAside, ledger }, { captured: ordered, setAside: 0, ledger: ordered })
    await seesLosses(db, eventId, book)
  })
  assert.equal((await house.foyer().stop()).status, 0)
})

async function kill(house: House, victim: Victim): Promise<void> {
  if (victim !== 'Node') house.folder.killDatabase()
  if (victim === 'PostgreSQL') return
  await house.foyer().kill()
  await house.start()
}

/** When the first hold was answered that was asked for after a moment. */
async function servedAfter(house: House, book: Book, moment: number): Promise<number> {
  while (performance.now() < moment + SERVED_WITHIN_MS) {
    const served = book.servedAfter(moment)
    if (served !== undefined) return served
    await wait(5)
  }
  throw new Error(`nothing was served for ${SERVED_WITHIN_MS} ms:\n${house.foyer().output()}`)
}
