import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import { HOUR_MS } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { keysFrom } from '../platform/secrets.ts'
import { catalogInvariants } from './invariants.ts'
import { earlyAdmission, presaleDigest } from './presales.ts'
import { insertCodes, insertPresale } from './queries/presales.ts'
import { catalogHouse } from './testing/catalog-house.ts'

const ROUNDS = 20
const deriveKey = keysFrom(Buffer.alloc(32, 7))

test('one single-use code and two accounts at once: exactly one gets in; by reading first, both do', async () => {
  await using house = await catalogHouse()
  const { db } = house
  const eventId = await house.has.anEvent(await house.has.anOrganiser(), { onSaleAt: new Date(Date.now() + HOUR_MS) })
  const presaleId = newId()
  const digest = presaleDigest(deriveKey)
  const codes = Array.from({ length: ROUNDS + 1 }, (_, n) => `SINGLE-USE-${n}`)
  await db.transaction(async (tx) => {
    const [startsAt, endsAt] = [new Date(Date.now() - HOUR_MS), new Date(Date.now() + HOUR_MS)]
    await insertPresale(tx, { presaleId, eventId, name: 'Fan club', startsAt, endsAt, allowance: null })
    const hashes = codes.map((code) => digest(eventId, code))
    await insertCodes(tx, { eventId, presaleId }, hashes, 1)
  })
  const two = async () => [await house.has.anOrganiser('Ann'), await house.has.anOrganiser('Bo')]

  // Without the guard: whether the code is used is read, then it is used. Both have read before either writes.
  const free = digest(eventId, codes[ROUNDS] ?? '')
  const reads = await Promise.all(
    (await two()).map(
      () => db.sql<{ free: boolean }[]>`
        select people < people_max as free from presale_codes where event_id = ${eventId} and code_hash = ${free}`,
    ),
  )
  assert.deepEqual(
    reads.map(([row]) => row?.free),
    [true, true],
    'whoever reads first lets both in',
  )

  const admitEarly = earlyAdmission({ db, deriveKey })
  for (const code of codes.slice(0, ROUNDS)) {
    const fans = await two()
    const outcomes = await Promise.all(fans.map((accountId) => admitEarly({ eventId, accountId, code })))
    assert.equal(outcomes.filter((outcome) => !('refused' in outcome)).length, 1, code)
    const winner = fans[outcomes.findIndex((outcome) => !('refused' in outcome))] ?? ''
    assert.ok(!('refused' in (await admitEarly({ eventId, accountId: winner, code }))), 'it stays theirs')
  }
  const [used] = await db.sql<{ people: number; uses: number }[]>`
    select (select sum(people)::integer from presale_codes where presale_id = ${presaleId}) as people,
           (select count(*) from presale_uses where event_id = ${eventId}) as uses`
  assert.deepEqual([used?.people, used?.uses], [ROUNDS, ROUNDS])
  assert.deepEqual(await findBrokenInvariants(db.sql, catalogInvariants), [])
})

test('five hundred guesses at once by one account: twenty are looked at; by reading the count first, all are', async () => {
  await using house = await catalogHouse()
  const { db } = house
  const eventId = await house.has.anEvent(await house.has.anOrganiser(), { onSaleAt: new Date(Date.now() + HOUR_MS) })
  const accountId = await house.has.anOrganiser('Guesser')
  const guesses = Array.from({ length: 500 }, (_, n) => `GUESS-${n}`)

  // Without the guard: how many were tried is read, the code is looked at, then the try is counted.
  let counted = 0
  const naive = guesses.map(async () => {
    const before = counted
    if (before >= 20) return 'too-many-requests'
    await db.sql`select 1`
    counted = before + 1
    return 'presale-code-refused'
  })
  assert.ok((await Promise.all(naive)).every((outcome) => outcome === 'presale-code-refused'))

  const admitEarly = earlyAdmission({ db, deriveKey })
  const outcomes = await Promise.all(guesses.map((code) => admitEarly({ eventId, accountId, code })))
  const looked = outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'presale-code-refused')
  assert.equal(looked.length, 20)
  assert.equal(outcomes.length - looked.length, 480)
})
