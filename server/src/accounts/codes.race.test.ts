import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import type { Queryable } from '../platform/database.ts'
import { askCode } from './ask-code.ts'
import { readEmail, type EmailAddress } from './email.ts'
import { accountInvariants } from './index.ts'
import { signInByCode } from './sign-in-by-code.ts'
import { openAccountsHouse, type AccountsHouse } from './testing/accounts-house.ts'
import { tryCode } from './try-code.ts'

const TOGETHER = 12
const ADA = addressOf('ada@example.org')
const address = '203.0.113.7'

function addressOf(text: string): EmailAddress {
  return readEmail(text) ?? assert.fail()
}

async function aCode(house: AccountsHouse, email = ADA) {
  const outcome = await askCode(house.accounts, { email, purpose: 'sign-in', language: 'en', address })
  assert.ok('asked' in outcome)
  const subject = { codeId: outcome.asked.codeId, purpose: 'sign-in', emailKey: email.key } as const
  return { subject, code: house.accounts.codes.digitsOf(subject) }
}

const together = <T>(work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: TOGETHER }, (_, n) => work(n)))

test('a count that is read and then written lets more than five tries through: the harness sees the race', async () => {
  await using house = await openAccountsHouse()
  const { subject } = await aCode(house)
  const { sql } = house.db
  const allHaveRead = barrier(TOGETHER)
  const looked = await together(async () => {
    const [row] = await sql<{ tries: number }[]>`select tries from address_codes where code_id = ${subject.codeId}`
    await allHaveRead()
    if (row === undefined || row.tries >= 5) return false
    await sql`update address_codes set tries = ${row.tries + 1} where code_id = ${subject.codeId}`
    return true
  })
  assert.equal(looked.filter(Boolean).length, TOGETHER)
})

test('of many tries at one moment five are looked at', async () => {
  await using house = await openAccountsHouse()
  const { subject, code } = await aCode(house)
  const outcomes = await together(() => tryCode(house.accounts, { ...subject, code, address }))
  assert.equal(outcomes.filter((outcome) => 'right' in outcome).length, 5)
  assert.equal(await triesOf(house.db.sql, subject.codeId), 5)
})

test('of many that use one code at one moment one is signed in, to one account', async () => {
  await using house = await openAccountsHouse()
  await using other = await house.anotherNode()
  const { subject, code } = await aCode(house)
  const attempt = {
    email: ADA,
    codeId: subject.codeId,
    code,
    name: 'Ada',
    language: 'en',
    address,
    device: '',
  } as const
  const outcomes = await together((n) =>
    signInByCode(n % 2 === 0 ? house.accounts : other.accounts, { ...attempt, carrier: 'cookie' }),
  )
  assert.equal(outcomes.filter((outcome) => 'signedIn' in outcome).length, 1)
  assert.equal((await house.db.sql`select from sessions`).length, 1)
  assert.equal((await house.db.sql`select from accounts`).length, 1)
})

test('a registration at the moment at which the owner proves the address never keeps its password', async () => {
  await using house = await openAccountsHouse()
  for (let round = 0; round < 8; round += 1) {
    const email = addressOf(`ada${round}@example.org`)
    const { subject, code } = await aCode(house, email)
    const mallory = { kind: 'individual', email: email.address, password: 'kumquat parade', name: 'Mallory' }
    const [, signedIn] = await Promise.all([
      house.send('POST', '/v1/accounts', { body: mallory }),
      signInByCode(house.accounts, {
        ...subject,
        email,
        code,
        name: 'Ada',
        language: 'en',
        address,
        device: '',
        carrier: 'answer',
      }),
    ])
    assert.ok('signedIn' in signedIn)
    assert.equal((await house.signIn(email.address)).code, 'wrong-credentials')
  }
  assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
})

async function triesOf(sql: Queryable, codeId: string): Promise<number | undefined> {
  const [row] = await sql<{ tries: number }[]>`select tries from address_codes where code_id = ${codeId}`
  return row?.tries
}

/** Lets nobody on until so many have come. */
function barrier(count: number): () => Promise<void> {
  let come = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  return () => {
    come += 1
    if (come === count) resolve()
    return promise
  }
}
