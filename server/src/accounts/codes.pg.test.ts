import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SignedIn } from '@foyer/contract/accounts'
import type { AskedCode, CodePurpose } from '@foyer/contract/codes'
import { findBrokenInvariants } from '../platform/check.ts'
import { HOUR_MS } from '../platform/clock.ts'
import { silentLog } from '../platform/log.ts'
import { codeLetter } from './code-letter.ts'
import { accountInvariants, tidyAccountsTask } from './index.ts'
import { limits, type LimitName } from './limits.ts'
import type { Limit } from '../platform/leaky-bucket.ts'
import { cookieOf, openAccountsHouse, OWN_PAGE, PASSWORD, type AccountsHouse } from './testing/accounts-house.ts'

const NEW_PASSWORD = 'velvet tangerine'
const MALLORY = '198.51.100.66'

/** Asks for a code and reads the mail that answers it. */
async function ask(house: AccountsHouse, email: string, purpose: CodePurpose, from?: string) {
  const body = { email, purpose, language: 'de' }
  const answer = await house.send<AskedCode>('POST', '/v1/codes', { body, ...(from === undefined ? {} : { from }) })
  assert.equal(answer.status, 202, JSON.stringify(answer.body))
  const { codeId } = answer.body
  const letter = await codeLetter({ sql: house.db.sql, codes: house.accounts.codes }, codeId)
  return { answer, codeId, letter, code: letter?.says.kind === 'code' ? letter.says.digits : '00000000' }
}

const byCode = (house: AccountsHouse, body: object) => house.send<SignedIn>('POST', '/v1/sessions/by-code', { body })

/** Signs in by a code as whoever reads the mail. */
async function readMailAndSignIn(house: AccountsHouse, email: string, name?: string) {
  const { codeId, code } = await ask(house, email, 'sign-in')
  return byCode(house, { email, codeId, code, ...(name === undefined ? {} : { name }) })
}

describe('asking for a code', () => {
  test('is refused where no mail is sent, and none is made', async () => {
    await using house = await openAccountsHouse({ sendsMail: false })
    const body = { email: 'ada@example.org', purpose: 'sign-in' }
    const answer = await house.send('POST', '/v1/codes', { body })
    assert.deepEqual([answer.status, answer.code], [409, 'no-mail'])
    assert.equal((await house.db.sql`select from address_codes`).length, 0)
  })

  test('is answered alike whether or not the address has an account', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    for (const purpose of ['sign-in', 'reset-password', 'verify-address', 'delete-account'] as const) {
      const known = (await ask(house, ada.email, purpose, '203.0.113.1')).answer
      const unknown = (await ask(house, 'nobody@example.org', purpose, '203.0.113.2')).answer
      assert.deepEqual(Object.keys(known.body), Object.keys(unknown.body))
      assert.deepEqual(Object.keys(known.headers).sort(), Object.keys(unknown.headers).sort())
    }
  })

  test('leads to a letter that says what is so, in the language that was asked for', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const shop = await house.person('Shop', 'vendor')
    const says = async (email: string, purpose: CodePurpose) => (await ask(house, email, purpose)).letter
    assert.equal((await says(ada.email, 'sign-in'))?.language, 'de')
    assert.equal((await says('Nobody@Example.org', 'sign-in'))?.to, 'Nobody@Example.org')
    assert.deepEqual((await says('nobody@example.org', 'reset-password'))?.says, { kind: 'no-account' })
    assert.deepEqual((await says(shop.email, 'sign-in'))?.says, { kind: 'account-that-sells' })
    assert.equal((await says(shop.email, 'reset-password'))?.says.kind, 'code')
    assert.equal(await says('nobody@example.org', 'verify-address'), undefined)
  })

  test('keeps no code, and forgets the address when it is over', async () => {
    await using house = await openAccountsHouse()
    const { code } = await ask(house, 'ada@example.org', 'sign-in')
    const rows = await house.db.sql`select to_jsonb(address_codes)::text as row from address_codes`
    assert.ok(!JSON.stringify(rows).includes(code))
    await house.db.sql`
      update address_codes set made_at = now() - interval '11 minutes', expires_at = now() - interval '1 minute'`
    await tidyAccountsTask(house.db).run({}, silentLog())
    assert.equal((await house.db.sql`select from address_codes`).length, 0)
  })

  test('is limited by address, so that nobody is flooded, and by network, so that nobody floods', async () => {
    const still = Object.fromEntries(
      Object.entries(limits).map(([name, limit]) => [name, { ...limit, drainMs: HOUR_MS }]),
    ) as Record<LimitName, Limit>
    await using house = await openAccountsHouse({ limits: still })
    const statusOf = async (email: string, from: string) =>
      (await house.send('POST', '/v1/codes', { body: { email, purpose: 'sign-in' }, from })).status
    for (let time = 0; time < limits.codesByEmailAndNetwork.capacity; time += 1)
      assert.equal(await statusOf('ada@example.org', MALLORY), 202)
    assert.equal(await statusOf('ADA@example.org', MALLORY), 429)
    assert.equal(await statusOf('ada@example.org', '203.0.113.9'), 202, 'the owner at home')
    let sent = limits.codesByEmailAndNetwork.capacity + 1
    while ((await statusOf(`person${sent}@example.org`, MALLORY)) === 202) sent += 1
    assert.equal(sent, limits.codesByNetwork.capacity)
  })
})

describe('signing in by a code', () => {
  test('opens an account without a password for an address that has none, and the same one again later', async () => {
    await using house = await openAccountsHouse()
    const first = await readMailAndSignIn(house, 'Ada@Example.org', '  Ada  Lovelace')
    assert.equal(first.status, 201)
    const { account, tokens } = first.body
    assert.deepEqual(
      [account.kind, account.name, account.email, account.verified, account.hasPassword],
      ['individual', 'Ada Lovelace', 'Ada@Example.org', true, false],
    )
    assert.equal((await house.send('GET', '/v1/me', { token: tokens.accessToken })).status, 200)
    const again = await readMailAndSignIn(house, 'ada@example.org')
    assert.equal(again.body.account.accountId, account.accountId)
    assert.equal((await house.signIn('ada@example.org', '')).status, 400)
    assert.equal((await house.signIn('ada@example.org', 'null')).code, 'wrong-credentials')
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })

  test('asks for a name before it spends the code', async () => {
    await using house = await openAccountsHouse()
    const { codeId, code } = await ask(house, 'ada@example.org', 'sign-in')
    const attempt = { email: 'ada@example.org', codeId, code }
    assert.equal((await byCode(house, attempt)).code, 'name-needed')
    assert.equal((await byCode(house, { ...attempt, name: ' ' })).code, 'bad-request')
    assert.equal((await byCode(house, { ...attempt, name: 'Ada' })).status, 201)
    assert.equal((await byCode(house, { ...attempt, name: 'Ada' })).code, 'code-not-good', 'once')
  })

  test('lets whoever has a password and proved the address before in, and takes nothing away', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const { codeId, code } = await ask(house, ada.email, 'verify-address')
    const token = ada.tokens.accessToken
    assert.equal((await house.send('PUT', '/v1/me/verification', { body: { codeId, code }, token })).status, 204)
    const signedIn = await readMailAndSignIn(house, ada.email, 'Eve')
    assert.deepEqual(
      [signedIn.body.account.accountId, signedIn.body.account.name, signedIn.body.account.hasPassword],
      [ada.accountId, 'Ada', true],
    )
    assert.equal((await house.refresh(ada.tokens)).status, 200)
    assert.equal((await house.signIn(ada.email)).status, 201)
  })

  test('leaves whoever registered the address before its owner came no way in', async () => {
    await using house = await openAccountsHouse()
    const mallory = await house.person('Ada')
    const victim = await readMailAndSignIn(house, mallory.email, 'Ada Lovelace')
    assert.deepEqual(
      [victim.status, victim.body.account.name, victim.body.account.hasPassword, victim.body.account.verified],
      [201, 'Ada Lovelace', false, true],
    )
    assert.equal((await house.send('GET', '/v1/me', { token: mallory.tokens.accessToken })).status, 401)
    assert.equal((await house.refresh(mallory.tokens)).code, 'session-over')
    assert.equal((await house.signIn(mallory.email)).code, 'wrong-credentials')
    // Registering once more, now that the owner has an account, changes nothing either.
    const body = { kind: 'individual', email: mallory.email, password: PASSWORD, name: 'Mallory' }
    assert.equal((await house.send('POST', '/v1/accounts', { body })).status, 202)
    assert.equal((await house.signIn(mallory.email)).code, 'wrong-credentials')
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })

  test('is not for accounts that sell, and the answer is that of a wrong code', async () => {
    await using house = await openAccountsHouse()
    const shop = await house.person('Shop', 'vendor')
    const { codeId } = await ask(house, shop.email, 'sign-in')
    const code = house.accounts.codes.digitsOf({ codeId, purpose: 'sign-in', emailKey: shop.email })
    assert.equal((await byCode(house, { email: shop.email, codeId, code, name: 'S' })).code, 'code-not-good')
  })

  test('works in a browser by cookie', async () => {
    await using house = await openAccountsHouse()
    const { codeId, code } = await ask(house, 'ada@example.org', 'sign-in')
    const body = { email: 'ada@example.org', codeId, code, name: 'Ada', cookie: true }
    assert.equal((await byCode(house, body)).code, 'foreign-origin')
    const answer = await house.send('POST', '/v1/sessions/by-code', { body, origin: OWN_PAGE })
    assert.match(cookieOf(answer), /^foyer-session=[A-Za-z0-9_-]{43}$/)
  })
})

describe('a code', () => {
  test('is good for its asking, its address and its purpose alone, and for ten minutes', async () => {
    await using house = await openAccountsHouse()
    const mine = await ask(house, 'ada@example.org', 'sign-in')
    const other = await ask(house, 'eve@example.org', 'sign-in')
    const right = { email: 'ada@example.org', codeId: mine.codeId, code: mine.code, name: 'Ada' }
    for (const wrong of [
      { ...right, code: String((Number(mine.code) + 1) % 100_000_000).padStart(8, '0') },
      { ...right, codeId: other.codeId },
      { ...right, email: 'eve@example.org' },
      { ...right, code: other.code, email: 'ada@example.org' },
    ])
      assert.equal((await byCode(house, wrong)).code, 'code-not-good')
    const reset = { email: right.email, codeId: right.codeId, code: right.code, newPassword: NEW_PASSWORD }
    assert.equal((await house.send('POST', '/v1/password-resets', { body: reset })).code, 'code-not-good')
    await house.db.sql`
      update address_codes set made_at = made_at - interval '11 minutes', expires_at = expires_at - interval '10 minutes'`
    assert.equal((await byCode(house, right)).code, 'code-not-good')
  })

  test('that was mistyped five times is not good any more', async () => {
    await using house = await openAccountsHouse()
    const { codeId, code } = await ask(house, 'ada@example.org', 'sign-in')
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const attempt = { email: 'ada@example.org', codeId, name: 'Ada' }
    for (let time = 0; time < 5; time += 1) await byCode(house, { ...attempt, code: wrong })
    assert.equal((await byCode(house, { ...attempt, code })).code, 'code-not-good')
  })
})

describe('resetting a password', () => {
  test('sets it, proves the address, and ends every session', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const { codeId, code } = await ask(house, ada.email, 'reset-password')
    const body = { email: ada.email, codeId, code, newPassword: NEW_PASSWORD }
    const weak = await house.send('POST', '/v1/password-resets', { body: { ...body, newPassword: 'password1' } })
    assert.equal(weak.code, 'bad-request')
    assert.equal((await house.send('POST', '/v1/password-resets', { body })).status, 204)
    assert.equal((await house.send('POST', '/v1/password-resets', { body })).code, 'code-not-good')
    assert.equal((await house.refresh(ada.tokens)).code, 'session-over')
    assert.equal((await house.signIn(ada.email)).code, 'wrong-credentials')
    assert.equal((await house.signIn(ada.email, NEW_PASSWORD)).body.account.verified, true)
  })

  test('gives a guest a password', async () => {
    await using house = await openAccountsHouse()
    await readMailAndSignIn(house, 'ada@example.org', 'Ada')
    const { codeId, code } = await ask(house, 'ada@example.org', 'reset-password')
    const body = { email: 'ada@example.org', codeId, code, newPassword: NEW_PASSWORD }
    assert.equal((await house.send('POST', '/v1/password-resets', { body })).status, 204)
    assert.equal((await house.signIn('ada@example.org', NEW_PASSWORD)).status, 201)
  })

  test('where there is no account does nothing, even with the digits', async () => {
    await using house = await openAccountsHouse()
    const { codeId } = await ask(house, 'nobody@example.org', 'reset-password')
    const subject = { codeId, purpose: 'reset-password', emailKey: 'nobody@example.org' } as const
    const body = { email: 'nobody@example.org', codeId, code: house.accounts.codes.digitsOf(subject) }
    const answer = await house.send('POST', '/v1/password-resets', { body: { ...body, newPassword: NEW_PASSWORD } })
    assert.equal(answer.code, 'code-not-good')
  })
})

describe('a guest', () => {
  test('deletes the account by a code, and nothing of the address is left', async () => {
    await using house = await openAccountsHouse()
    const guest = (await readMailAndSignIn(house, 'ada@example.org', 'Ada')).body
    const token = guest.tokens.accessToken
    assert.equal((await house.send('DELETE', '/v1/me', { body: { password: 'x' }, token })).code, 'wrong-password')
    const { codeId, code } = await ask(house, 'ada@example.org', 'delete-account')
    assert.equal((await house.send('DELETE', '/v1/me', { body: { codeId, code }, token })).status, 204)
    assert.equal((await house.send('GET', '/v1/me', { token })).status, 401)
    assert.equal((await house.db.sql`select from address_codes`).length, 0)
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })

  test('says in which language to write', async () => {
    await using house = await openAccountsHouse()
    const { codeId, code } = await ask(house, 'ada@example.org', 'sign-in')
    const body = { email: 'ada@example.org', codeId, code, name: 'Ada', language: 'ja' }
    const { account, tokens } = (await byCode(house, body)).body
    assert.equal(account.language, 'ja')
    const token = tokens.accessToken
    const changed = await house.send('PATCH', '/v1/me', { body: { language: 'de' }, token })
    assert.equal(changed.body['language'], 'de')
    assert.equal(changed.body['name'], 'Ada')
    assert.equal((await house.send('PATCH', '/v1/me', { body: { language: 'xx' }, token })).code, 'bad-request')
    const exported = await house.send<{ account: { language: string } }>('GET', '/v1/me/export', { token })
    assert.equal(exported.body.account.language, 'de')
  })
})
