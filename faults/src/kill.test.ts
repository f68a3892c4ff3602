import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Tx } from '@foyer/server/platform/database'
import { Book } from './lib/book.ts'
import { contradictions, readStanding } from './lib/compare.ts'
import { Crowd } from './lib/crowd.ts'
import { finish } from './lib/finish.ts'
import { openHouse, type House } from './lib/house.ts'
import { beginRun } from './lib/run.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage } from './lib/stage.ts'
import { misshownPlaces, moneyOf, verdict } from './lib/verdict.ts'

const BUYERS = 30
const SEATS_PER_ROUND = 1_000
const ACCOUNTS_PER_ROUND = 100
const SERVED_WITHIN_MS = 60_000
const VICTIMS = ['PostgreSQL', 'Node', 'both'] as const
type Victim = (typeof VICTIMS)[number]

test('what was answered survives kill -9 of PostgreSQL, of Node and of both, under load', async () => {
  const run = beginRun('kill')
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

/** The negative control: whatever is lost, doubled or changed behind the buyers' backs is told. */
async function seesLosses(db: Database, eventId: string, book: Book): Promise<void> {
  const entries = book.entries()
  const find = (fits: (entry: (typeof entries)[number]) => unknown) => {
    const entry = entries.find(fits)
    assert.ok(entry !== undefined, 'the load did everything at least once')
    return entry.holdId
  }
  const kept = find(({ held, released, order }) => held && !released && !order)
  const released = find((entry) => entry.released)
  const confirmed = find(({ tickets }) => tickets)
  const losses: [what: string, statement: string, holdId: string][] = [
    ['a hold is gone', 'delete from holds where hold_id = $1', kept],
    ['a hold has other places', 'update holds set places = places[1:0] || array[99999] where hold_id = $1', kept],
    ['a release is forgotten', `update holds set state = 'held' where hold_id = $1`, released],
    ['an order is forgotten', `update holds set hold_id = gen_random_uuid() where hold_id = $1`, confirmed],
    [
      'a ticket is gone',
      `delete from tickets where ticket_id = (select min(ticket_id::text)::uuid from tickets join orders using (order_id)
        where hold_id = $1)`,
      confirmed,
    ],
  ]
  for (const [what, statement, holdId] of losses) {
    const told = await inVain(db, async (tx) => {
      await tx.unsafe(statement, [holdId])
      return contradictions(entries, await readStanding(tx, eventId))
    })
    assert.ok(
      told.some((fault) => fault.includes(holdId)),
      `${what}: ${told.join('; ')}`,
    )
  }
}

/** Does something in a transaction that is rolled back. */
async function inVain<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = Promise.withResolvers<T>()
  const undo = new Error('undone')
  const transaction = db.transaction(async (tx) => {
    result.resolve(await work(tx))
    throw undo
  })
  await transaction.catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return result.promise
}
