import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Session } from '@foyer/contract/accounts'
import { findBrokenInvariants } from '../platform/check.ts'
import { silentLog } from '../platform/log.ts'
import { accountInvariants, tidyAccountsTask } from './index.ts'
import { createPasswordHasher, hashing } from './password-hasher.ts'
import { startRevocations } from './revocations.ts'
import { openAccountsHouse, PASSWORD, type AccountsHouse } from './testing/accounts-house.ts'

const WAIT_MAX_MS = 60_000

describe('signing in', () => {
  test('with a wrong password and with an unknown address give the same answer', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const wrong = await house.signIn(ada.email, 'not the password')
    const unknown = await house.signIn('nobody@example.org', 'not the password')
    const anonymous = ({ body, headers, ...answer }: typeof wrong) => ({
      ...answer,
      body: { ...body, instance: '' },
      headers: { ...headers, date: '' },
    })
    assert.equal(wrong.status, 401)
    assert.deepEqual(anonymous(wrong), anonymous(unknown))
  })

  test('with an unknown address verifies a password all the same', async () => {
    let verified = 0
    const passwords = createPasswordHasher({
      work: { ...hashing, verify: (hashed, password) => ((verified += 1), hashing.verify(hashed, password)) },
    })
    await using house = await openAccountsHouse({ passwords })
    const ada = await house.person('Ada')
    const count = async (email: string) => {
      const before = verified
      await house.signIn(email, 'not the password')
      return verified - before
    }
    assert.equal(await count(ada.email), 1)
    assert.equal(await count('nobody@example.org'), 1)
  })

  test('while the password is being changed does not let the old one in', async () => {
    let changeNow: (() => Promise<unknown>) | undefined
    const passwords = createPasswordHasher({
      atOnce: 2,
      work: {
        ...hashing,
        verify: async (hashed, password) => {
          const right = await hashing.verify(hashed, password)
          const change = changeNow
          changeNow = undefined
          await change?.()
          return right
        },
      },
    })
    await using house = await openAccountsHouse({ passwords })
    const ada = await house.person('Ada')
    changeNow = () => changePassword(house, ada.tokens.accessToken, 'a new password')
    assert.equal((await house.signIn(ada.email)).status, 401)
    assert.equal((await openSessions(house, ada.tokens.accessToken)).length, 1)
    assert.equal((await house.signIn(ada.email, 'a new password')).status, 201)
  })

  test('on a fifty-first device ends the session used least lately', async () => {
    await using house = await openAccountsHouse({
      passwords: { hash: async (password) => `$argon2id$v=19$m=19456,t=2,p=1$${password}`, verify: async () => true },
    })
    const ada = await house.person('Ada')
    for (let device = 2; device <= 51; device += 1) await house.signIn(ada.email)
    assert.equal((await house.send('GET', '/v1/me', { token: ada.tokens.accessToken })).status, 401)
    const { accessToken } = (await house.signIn(ada.email)).body.tokens
    assert.equal((await openSessions(house, accessToken)).length, 50)
  })
})

describe('a refresh token', () => {
  test('is good once, for tokens that go on with the same session', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const next = await house.refresh(ada.tokens)
    assert.equal(next.status, 200)
    assert.equal(next.body.sessionId, ada.tokens.sessionId)
    assert.notEqual(next.body.refreshToken, ada.tokens.refreshToken)
    assert.equal((await house.send('GET', '/v1/me', { token: next.body.accessToken })).status, 200)
    assert.equal((await house.refresh(next.body)).status, 200)
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })

  test('that comes a second time ends its session, for the thief and for the owner', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const elsewhere = (await house.signIn(ada.email)).body.tokens
    const thief = (await house.refresh(ada.tokens)).body
    const again = await house.refresh(ada.tokens)
    assert.deepEqual([again.status, again.code], [401, 'session-over'])
    assert.equal((await house.refresh(thief)).status, 401)
    for (const token of [ada.tokens.accessToken, thief.accessToken])
      assert.equal((await house.send('GET', '/v1/me', { token })).status, 401)
    assert.equal((await house.refresh(elsewhere)).status, 200, 'another session goes on')
    assert.deepEqual(await reasonsOf(house, ada.tokens.sessionId), ['token-reused'])
  })

  test('that nobody issued is refused and ends nothing', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const guess = await house.refresh({ ...ada.tokens, refreshToken: 'A'.repeat(43) })
    assert.equal(guess.status, 401)
    assert.equal((await house.refresh({ ...ada.tokens, refreshToken: 'short' })).status, 400)
    assert.equal((await house.refresh(ada.tokens)).status, 200)
  })

  test('is kept as a hash alone', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const rows = await house.db.sql<{ text: string }[]>`
      select encode(token_hash, 'escape') || encode(token_hash, 'base64') as text from refresh_tokens`
    assert.equal(rows.length, 1)
    assert.ok(rows.every(({ text }) => !text.includes(ada.tokens.refreshToken)))
  })

  test('is over after 30 days without use, and after 90 days however it is used', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const { expiresAt } = (await openSessions(house, ada.tokens.accessToken))[0] ?? { expiresAt: '' }
    assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 30 * 86_400_000) < 60_000)
    await house.db.sql`update sessions set started_at = now() - interval '85 days'`
    const next = (await house.refresh(ada.tokens)).body
    assert.ok(Math.abs(Date.parse(next.refreshExpiresAt) - Date.now() - 5 * 86_400_000) < 60_000)
    await house.db.sql`update sessions set started_at = started_at - interval '5 days', expires_at = now()`
    assert.equal((await house.refresh(next)).status, 401)
    assert.deepEqual(await openSessions(house, next.accessToken), [])
  })
})

describe('signing out', () => {
  test('ends this session and its access token, and no other', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const phone = (await house.signIn(ada.email)).body.tokens
    assert.equal((await house.send('DELETE', '/v1/sessions/current', { token: phone.accessToken })).status, 204)
    assert.equal((await house.send('GET', '/v1/me', { token: phone.accessToken })).status, 401)
    assert.equal((await house.refresh(phone)).status, 401)
    assert.equal((await house.send('GET', '/v1/me', { token: ada.tokens.accessToken })).status, 200)
  })

  test('everywhere ends every session at once, and nobody else’s', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const grace = await house.person('Grace')
    const phone = (await house.signIn(ada.email)).body.tokens
    assert.equal((await house.send('DELETE', '/v1/sessions', { token: phone.accessToken })).status, 204)
    for (const tokens of [ada.tokens, phone]) {
      assert.equal((await house.send('GET', '/v1/me', { token: tokens.accessToken })).status, 401)
      assert.equal((await house.refresh(tokens)).status, 401)
    }
    assert.equal((await house.send('GET', '/v1/me', { token: grace.tokens.accessToken })).status, 200)
  })

  test('reaches another node, one that starts later, and one that lost the message', async () => {
    await using house = await openAccountsHouse()
    await using other = await house.anotherNode()
    const { accessToken: token } = (await house.person('Ada')).tokens
    assert.equal((await other.send('GET', '/v1/me', { token })).status, 200)
    await house.send('DELETE', '/v1/sessions', { token })
    await until(async () => (await other.send('GET', '/v1/me', { token })).status === 401)
    await using later = await house.anotherNode()
    assert.equal((await later.send('GET', '/v1/me', { token })).status, 401)

    const deaf = await startRevocations(house.db, silentLog(), { pollMs: 20 })
    const { sessionId } = (await house.person('Grace')).tokens
    assert.equal(deaf.has(sessionId), false)
    await house.db.sql`
      update sessions set ended_at = now(), ended_because = 'signed-out' where session_id = ${sessionId}`
    await until(async () => deaf.has(sessionId))
    await deaf.stop()
  })

  test('one device by its id works for its owner; to anybody else it does not exist', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const eve = await house.person('Eve')
    const phone = (await house.signIn(ada.email)).body.tokens
    const end = (token: string) => house.send('DELETE', `/v1/sessions/${phone.sessionId}`, { token })
    assert.equal((await end(eve.tokens.accessToken)).status, 404)
    assert.equal((await house.send('GET', '/v1/me', { token: phone.accessToken })).status, 200)
    assert.equal((await end(ada.tokens.accessToken)).status, 204)
    assert.equal((await house.send('GET', '/v1/me', { token: phone.accessToken })).status, 401)
    assert.equal((await end(ada.tokens.accessToken)).status, 404)
    const [open] = await openSessions(house, ada.tokens.accessToken)
    assert.deepEqual([open?.sessionId, open?.current, open?.device], [ada.tokens.sessionId, true, 'a test'])
  })
})

describe('changing the password', () => {
  test('asks for the present one, and ends every other session', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const token = ada.tokens.accessToken
    const phone = (await house.signIn(ada.email)).body.tokens
    const wrong = await changePassword(house, token, 'a new password', 'not the password')
    assert.deepEqual([wrong.status, wrong.body?.['code']], [403, 'wrong-password'])
    assert.equal((await changePassword(house, token, 'password')).status, 400)
    assert.equal((await house.refresh(phone)).status, 200, 'nothing has changed so far')
    assert.equal((await changePassword(house, token, 'a new password')).status, 204)
    assert.equal((await house.send('GET', '/v1/me', { token: phone.accessToken })).status, 401)
    assert.equal((await house.send('GET', '/v1/me', { token })).status, 200)
    assert.equal((await house.signIn(ada.email)).status, 401)
    assert.equal((await house.signIn(ada.email, 'a new password')).status, 201)
    assert.deepEqual(await reasonsOf(house, phone.sessionId), ['password-changed'])
  })
})

test('sessions and buckets that are over are forgotten in time, open ones are not', async () => {
  await using house = await openAccountsHouse()
  const ada = await house.person('Ada')
  await house.signIn(ada.email)
  await house.db.sql`
    update sessions set started_at = now() - interval '80 days', expires_at = now() - interval '31 days'
     where session_id <> ${ada.tokens.sessionId}`
  await house.db.sql`update rate_limits set empty_at = now() - interval '1 second'`
  await tidyAccountsTask(house.db).run({}, silentLog())
  assert.equal((await house.db.sql`select from sessions`).length, 1)
  assert.equal((await house.db.sql`select from refresh_tokens`).length, 1)
  assert.equal((await house.db.sql`select from rate_limits`).length, 0)
  assert.equal((await house.refresh(ada.tokens)).status, 200)
})

const changePassword = (house: AccountsHouse, token: string, newPassword: string, currentPassword = PASSWORD) =>
  house.send<Record<string, unknown> | undefined>('PUT', '/v1/me/password', {
    token,
    body: { currentPassword, newPassword },
  })

async function openSessions(house: AccountsHouse, token: string): Promise<readonly Session[]> {
  return (await house.send<{ items: Session[] }>('GET', '/v1/sessions', { token })).body.items
}

async function reasonsOf(house: AccountsHouse, sessionId: string): Promise<string[]> {
  const rows = await house.db.sql<{ because: string }[]>`
    select ended_because as because from sessions where session_id = ${sessionId}`
  return rows.map(({ because }) => because)
}

/** Waits until it is so; fails when it is not within a minute. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS
  while (!(await isSo())) {
    assert.ok(performance.now() < deadline, `not so within ${WAIT_MAX_MS} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
