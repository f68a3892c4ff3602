import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import { accountInvariants } from './index.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-token.ts'
import { refreshSession } from './refresh-session.ts'
import type { AccountServices } from './services.ts'
import { openAccountsHouse } from './testing/accounts-house.ts'

const TOGETHER = 8

test('with a read before the write, one refresh token is good for several: the harness sees the race', async () => {
  await using house = await openAccountsHouse()
  const { tokens } = await house.person('Ada')
  const { sql } = house.db
  await sql`drop index refresh_tokens_one_live`
  const spent = hashRefreshToken(tokens.refreshToken)
  const allHaveRead = barrier(TOGETHER)
  const outcomes = await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      const [token] = await sql`select from refresh_tokens where token_hash = ${spent} and used_at is null`
      await allHaveRead()
      if (token === undefined) return false
      await sql`update refresh_tokens set used_at = now() where token_hash = ${spent}`
      await sql`insert into refresh_tokens (token_hash, session_id)
                values (${newRefreshToken().hash}, ${tokens.sessionId})`
      return true
    }),
  )
  assert.equal(outcomes.filter(Boolean).length, TOGETHER)
  const broken = await findBrokenInvariants(sql, accountInvariants)
  assert.deepEqual(
    broken.map(({ name }) => name),
    ['accounts.open-sessions-have-one-live-token'],
  )
})

test('of eight that use one refresh token at the same moment exactly one wins, and the session ends', async () => {
  await using house = await openAccountsHouse()
  await using other = await house.anotherNode()
  for (let round = 0; round < 10; round += 1) {
    const { tokens } = (await house.signIn((await house.person(`Ada ${round}`)).email)).body
    const outcomes = await Promise.all(
      Array.from({ length: TOGETHER }, (_, index) =>
        refreshSession(index % 2 === 0 ? house.accounts : other.accounts, tokens.refreshToken, 'answer'),
      ),
    )
    const won = outcomes.flatMap((outcome) => ('tokens' in outcome ? [outcome.tokens] : []))
    assert.equal(won.length, 1)
    const ended = outcomes.filter((outcome) => 'reused' in outcome && outcome.reused !== undefined)
    assert.equal(ended.length, 1, 'the session ends once')
    const [winner] = won
    assert.ok(winner)
    assert.equal((await house.refresh(winner)).status, 401)
  }
  assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
})

describe('tabs of one browser that refresh at the same moment', () => {
  test('end their own session where the next token is a new one each time: the harness sees the race', async () => {
    await using house = await openAccountsHouse()
    const { tokens } = await house.person('Ada')
    await house.db.sql`update sessions set carrier = 'cookie'`
    const outcomes = await refreshTogether({ ...house.accounts, successorOf: newRefreshToken }, tokens.refreshToken)
    assert.ok(outcomes.some((outcome) => 'refused' in outcome))
    const [session] = await house.db.sql`select ended_because as because from sessions`
    assert.equal(session?.['because'], 'token-reused')
  })

  test('all get the same next token, and the session goes on', async () => {
    await using house = await openAccountsHouse()
    for (let round = 0; round < 5; round += 1) {
      const { tokens } = await house.person(`Ada ${round}`)
      await house.db.sql`update sessions set carrier = 'cookie' where session_id = ${tokens.sessionId}`
      const outcomes = await refreshTogether(house.accounts, tokens.refreshToken)
      const next = outcomes.map((outcome) => ('tokens' in outcome ? outcome.tokens.refreshToken : outcome.refused))
      assert.equal(new Set(next).size, 1)
      const [one = ''] = next
      assert.ok('tokens' in (await refreshSession(house.accounts, one, 'cookie')))
    }
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })
})

const refreshTogether = (accounts: AccountServices, token: string) =>
  Promise.all(Array.from({ length: TOGETHER }, () => refreshSession(accounts, token, 'cookie')))

/** Lets nobody on until so many have come. */
function barrier(count: number): () => Promise<void> {
  let come = 0
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return () => {
    come += 1
    if (come === count) open()
    return opened
  }
}
