import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HOUR_MS } from '../platform/clock.ts'
import type { Limit } from '../platform/leaky-bucket.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { createDigest } from './digest.ts'
import { createLimiter, limits, type Charge, type LimitName } from './limits.ts'
import type { PasswordHasher } from './password-hasher.ts'
import { HOME, openAccountsHouse, PASSWORD, type AccountsHouse } from './testing/accounts-house.ts'

/** The limits as they are, but that nothing drains while a test runs. */
const still = Object.fromEntries(
  Object.entries(limits).map(([name, limit]) => [name, { ...limit, drainMs: HOUR_MS }]),
) as Record<LimitName, Limit>

/** As good as the real one to whoever counts tries, and quick. */
const quickPasswords: PasswordHasher = {
  hash: async (password) => `$argon2id$v=19$m=19456,t=2,p=1$${password}`,
  verify: async (hashed, password) => hashed?.endsWith(`$${password}`) ?? false,
}
const GUESS = 'not the password'
const ELSEWHERE = '198.51.100.9'
const address = (n: number) => `198.51.${n >> 8}.${n & 255}`

describe('a bucket', () => {
  const charge: Charge = { limit: 'signInByAccount', subject: 'ada' }
  const configured = { ...limits, signInByAccount: { capacity: 3, drainMs: HOUR_MS } }
  const limiter = createLimiter(createDigest(keysFrom(Buffer.alloc(32, 1))), configured)

  test('takes its capacity, then refuses and says how long, and drains with time', async () => {
    await using db = await testDatabase()
    for (let time = 0; time < 3; time += 1) assert.equal(await limiter.charge(db.sql, [charge]), undefined)
    const refused = await limiter.charge(db.sql, [charge])
    assert.ok(
      refused && refused.retryAfterSeconds > 3_000 && refused.retryAfterSeconds <= 3_600,
      JSON.stringify(refused),
    )
    assert.equal(await limiter.charge(db.sql, [{ ...charge, subject: 'grace' }]), undefined)
    await db.sql`update rate_limits set empty_at = empty_at - interval '1 hour'`
    assert.equal(await limiter.charge(db.sql, [charge]), undefined)
    assert.notEqual(await limiter.charge(db.sql, [charge]), undefined)
  })

  test('is not fuller for a refused try, and has room again for one that is given back', async () => {
    await using db = await testDatabase()
    for (let time = 0; time < 10; time += 1) await limiter.charge(db.sql, [charge])
    await limiter.giveBack(db.sql, [charge])
    assert.equal(await limiter.charge(db.sql, [charge]), undefined)
    assert.notEqual(await limiter.charge(db.sql, [charge]), undefined)
  })

  test('is shared by all who try at the same moment: exactly its capacity comes through', async () => {
    await using db = await testDatabase()
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => limiter.charge(db.sql, [charge])))
    assert.equal(outcomes.filter((outcome) => outcome === undefined).length, 3)
  })

  test('names nobody in the database', async () => {
    await using db = await testDatabase()
    await limiter.charge(db.sql, [{ ...charge, subject: 'ada@example.org' }])
    const rows = await db.sql<{ text: string }[]>`select encode(subject, 'escape') as text from rate_limits`
    assert.ok(rows.every(({ text }) => !text.includes('ada')))
  })
})

describe('guessing passwords', () => {
  test('of one account is slowed from however many addresses, the same for an account that is not there', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    const ada = await house.person('Ada')
    for (const email of [ada.email, 'nobody@example.org']) {
      const statuses: number[] = []
      for (let n = 0; n < 12; n += 1) statuses.push((await house.signIn(email, GUESS, address(n))).status)
      assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429, 429])
    }
  })

  test('of many accounts from one address is slowed, and says when to come back', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    for (let n = 0; n < 60; n += 1)
      assert.equal((await house.signIn(`person${n}@example.org`, GUESS, ELSEWHERE)).status, 401)
    const refused = await house.signIn('person60@example.org', GUESS, ELSEWHERE)
    assert.equal(refused.status, 429)
    assert.match(String(refused.headers['retry-after']), /^\d+$/)
    assert.equal((await house.signIn('person60@example.org', GUESS, HOME)).status, 401)
  })

  test('from one IPv6 network is one guesser, whatever address it takes there', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    for (let n = 0; n < 60; n += 1) await house.signIn(`person${n}@example.org`, GUESS, `2001:db8:0:1::${n + 1}`)
    assert.equal((await house.signIn('x@example.org', GUESS, '2001:db8:0:1:ffff::1')).status, 429)
    assert.equal((await house.signIn('x@example.org', GUESS, '2001:db8:0:2::1')).status, 401)
  })

  test('from elsewhere does not lock the owner out where they signed in before, nor end their sessions', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    const ada = await house.person('Ada')
    for (let n = 0; n < 20; n += 1) await house.signIn(ada.email, GUESS, address(n))
    assert.equal((await house.signIn(ada.email, PASSWORD, ELSEWHERE)).status, 429)
    assert.equal((await house.signIn(ada.email, PASSWORD, HOME)).status, 201)
    assert.equal((await house.refresh(ada.tokens)).status, 200)
  })

  test('at home is slowed as well', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    const ada = await house.person('Ada')
    for (let n = 0; n < 10; n += 1) assert.equal((await house.signIn(ada.email, GUESS)).status, 401)
    assert.equal((await house.signIn(ada.email, PASSWORD)).status, 429)
  })

  test('is what counts: those who know their password are not slowed, however many share an address', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    const ada = await house.person('Ada')
    for (let n = 0; n < 80; n += 1) assert.equal((await house.signIn(ada.email)).status, 201)
  })

  test('is not what happens when somebody signs in a hundred times: that is slowed for itself, and by nobody else', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    const ada = await house.person('Ada')
    for (let n = 0; n < 10; n += 1) await house.signIn(ada.email, GUESS, address(n))
    for (let n = 1; n < 100; n += 1) assert.equal((await house.signIn(ada.email)).status, 201)
    assert.equal((await house.signIn(ada.email)).status, 429)
  })

  test('with a stolen access token is slowed, where the password is asked for once more', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    const { accessToken: token } = (await house.person('Ada')).tokens
    const guess = () => house.send('DELETE', '/v1/me', { token, body: { password: GUESS } })
    for (let n = 0; n < 10; n += 1) assert.equal((await guess()).status, 403)
    assert.equal((await guess()).status, 429)
    const body = { currentPassword: PASSWORD, newPassword: 'a new password' }
    assert.equal((await house.send('PUT', '/v1/me/password', { token, body })).status, 429)
  })
})

test('a session that refreshes without end is slowed, and goes on afterwards', async () => {
  const twice = { ...still, refreshBySession: { capacity: 2, drainMs: HOUR_MS } }
  await using house = await openAccountsHouse({ passwords: quickPasswords, limits: twice })
  let { tokens } = await house.person('Ada')
  for (let n = 0; n < 2; n += 1) tokens = (await house.refresh(tokens)).body
  assert.equal((await house.refresh(tokens)).status, 429)
  await house.db.sql`delete from rate_limits`
  assert.equal((await house.refresh(tokens)).status, 200)
})

describe('registering', () => {
  const apply = (house: AccountsHouse, email: string, from: string) =>
    house.send('POST', '/v1/accounts', {
      from,
      body: { kind: 'individual', email, password: PASSWORD, name: 'Somebody' },
    })

  test('many accounts from one network is slowed', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    for (let n = 0; n < 60; n += 1) assert.equal((await apply(house, `p${n}@example.org`, ELSEWHERE)).status, 202)
    assert.equal((await apply(house, 'p60@example.org', ELSEWHERE)).status, 429)
    assert.equal((await apply(house, 'p60@example.org', HOME)).status, 202)
  })

  test('one address again and again is slowed, whether or not it has an account', async () => {
    await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
    for (let n = 0; n < 10; n += 1) assert.equal((await apply(house, 'ada@example.org', address(n))).status, 202)
    assert.equal((await apply(house, 'ada@example.org', address(10))).status, 429)
  })
})

test('a client cannot choose its address where no proxy is trusted to tell it', async () => {
  await using house = await openAccountsHouse({ passwords: quickPasswords, limits: still })
  // The house trusts its proxy at 127.0.0.1; what the client itself wrote stands in front and is not believed.
  for (let n = 0; n < 60; n += 1) await house.signIn(`p${n}@example.org`, GUESS, `${address(n)}, ${ELSEWHERE}`)
  assert.equal((await house.signIn('x@example.org', GUESS, `${address(99)}, ${ELSEWHERE}`)).status, 429)
})
