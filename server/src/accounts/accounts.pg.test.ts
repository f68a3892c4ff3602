import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import { hashing, createPasswordHasher } from './password-hasher.ts'
import { accountByEmail, accountInvariants, accountOf, seedAccount, sellerName } from './index.ts'
import { openAccountsHouse, PASSWORD } from './testing/accounts-house.ts'

describe('registering', () => {
  test('opens an account that its password signs in to, under any spelling of the address', async () => {
    await using house = await openAccountsHouse()
    const body = { kind: 'individual', email: 'Ada@Example.org', password: PASSWORD, name: '  Ada   Lovelace ' }
    const registered = await house.send('POST', '/v1/accounts', { body })
    assert.equal(registered.status, 202)
    const { status, body: signedIn } = await house.signIn(' ada@EXAMPLE.org')
    assert.equal(status, 201)
    const me = await house.send('GET', '/v1/me', { token: signedIn.tokens.accessToken })
    assert.deepEqual(me.body, signedIn.account)
    const { kind, email, name, organisationName } = signedIn.account
    assert.deepEqual([kind, email, name, organisationName], ['individual', 'Ada@Example.org', 'Ada Lovelace', null])
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })

  test('with an address that has an account answers the same, and changes nothing', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const application = { kind: 'vendor', password: 'another password', name: 'Eve', organisationName: 'Eve Inc' }
    const taken = await house.send('POST', '/v1/accounts', { body: { ...application, email: ada.email } })
    const fresh = await house.send('POST', '/v1/accounts', { body: { ...application, email: 'eve@example.org' } })
    assert.equal(taken.status, fresh.status)
    assert.deepEqual(Object.keys(taken.headers).sort(), Object.keys(fresh.headers).sort())
    assert.deepEqual(taken.body, { email: ada.email })
    assert.deepEqual(fresh.body, { email: 'eve@example.org' })
    assert.equal((await house.signIn(ada.email, 'another password')).status, 401)
    assert.equal((await house.signIn(ada.email)).body.account.kind, 'individual')
  })

  test('hashes the password whether or not the address has an account', async () => {
    let hashed = 0
    const passwords = createPasswordHasher({
      work: { ...hashing, hash: (password) => ((hashed += 1), hashing.hash(password)) },
    })
    await using house = await openAccountsHouse({ passwords })
    const ada = await house.person('Ada')
    const before = hashed
    await house.send('POST', '/v1/accounts', {
      body: { kind: 'individual', email: ada.email, password: PASSWORD, name: 'Ada' },
    })
    assert.equal(hashed, before + 1)
  })

  test('twice at the same moment opens one account', async () => {
    await using house = await openAccountsHouse()
    const body = { kind: 'individual', email: 'ada@example.org', password: PASSWORD, name: 'Ada' }
    const answers = await Promise.all([1, 2, 3, 4].map(() => house.send('POST', '/v1/accounts', { body })))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [202, 202, 202, 202],
    )
    const [{ count } = { count: 0 }] = await house.db.sql<{ count: number }[]>`select count(*) from accounts`
    assert.equal(count, 1)
  })

  const good = { kind: 'vendor', email: 'a@example.org', password: PASSWORD, name: 'A', organisationName: 'A' }
  const wrong = [
    ['a kind that is none', { kind: 'admin' }, 'body.kind'],
    ['an address that is none', { email: 'nowhere' }, 'body.email'],
    ['a short password', { password: '1234567' }, 'body.password'],
    ['a common password', { password: 'Password123' }, 'body.password'],
    ['a password beyond 128 characters', { password: 'x'.repeat(129) }, 'body.password'],
    ['a name of spaces', { name: '   ' }, 'body.name'],
    ['a name with a control character', { name: 'A\u0000B' }, 'body.name'],
    ['a vendor without an organisation', { organisationName: undefined }, 'body.organisationName'],
    ['an individual with an organisation', { kind: 'individual' }, 'body.organisationName'],
    ['a field that is not of a registration', { isAdmin: true }, 'body.isAdmin'],
    ['an id chosen by the client', { accountId: '01900000-0000-7000-8000-00000000000a' }, 'body.accountId'],
  ] as const
  test('with anything wrong is refused by field, and nothing is made', async () => {
    await using house = await openAccountsHouse()
    for (const [what, change, field] of wrong) {
      const body = { ...good, ...change }
      const answer = await house.send<{ code: string; errors: { field: string }[] }>('POST', '/v1/accounts', { body })
      assert.equal(answer.body.code, 'bad-request', what)
      assert.deepEqual(
        answer.body.errors.map((error) => error.field),
        [field],
        what,
      )
    }
    assert.equal((await house.db.sql`select from accounts`).length, 0)
  })
})

describe('the own account', () => {
  test('is seen and renamed by its owner alone', async () => {
    await using house = await openAccountsHouse()
    const token = (await house.person('Ada', 'vendor')).tokens.accessToken
    const renamed = await house.send('PATCH', '/v1/me', { token, body: { organisationName: ' Analytical  Halls ' } })
    assert.equal(renamed.status, 200)
    assert.equal(renamed.body['organisationName'], 'Analytical Halls')
    assert.equal(renamed.body['name'], 'Ada')
    assert.equal((await house.send('GET', '/v1/me')).status, 401)
  })

  test('keeps its kind, its address and its password out of reach of a change of names', async () => {
    await using house = await openAccountsHouse()
    const token = (await house.person('Ada')).tokens.accessToken
    for (const body of [{ kind: 'vendor' }, { email: 'x@example.org' }, { password: 'x' }, { organisationName: 'X' }])
      assert.equal((await house.send('PATCH', '/v1/me', { token, body })).status, 400)
    assert.equal((await house.send('PATCH', '/v1/me', { token, body: { name: ' ' } })).status, 400)
  })

  test('is exported with its sessions, without anything secret', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const answer = await house.send<{ account: object; sessions: object[] }>('GET', '/v1/me/export', {
      token: ada.tokens.accessToken,
    })
    assert.equal(answer.status, 200)
    assert.equal(answer.body.sessions.length, 1)
    assert.doesNotMatch(JSON.stringify(answer.body), /argon2|hash|token/i)
  })
})

describe('deleting the own account', () => {
  test('erases the person, ends every session, frees the address, and tells the rest of Foyer', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const phone = (await house.signIn(ada.email)).body.tokens
    const answer = await house.send('DELETE', '/v1/me', { token: ada.tokens.accessToken, body: { password: PASSWORD } })
    assert.equal(answer.status, 204)
    assert.equal((await house.signIn(ada.email)).status, 401)
    assert.equal((await house.refresh(phone)).status, 401)
    for (const token of [ada.tokens.accessToken, phone.accessToken])
      assert.equal((await house.send('GET', '/v1/me', { token })).status, 401)

    const dump = JSON.stringify([
      await house.db.sql`select * from accounts`,
      await house.db.sql`select * from sessions`,
    ])
    assert.doesNotMatch(dump, /ada|argon2|a test/i)
    const announced = await house.db.sql<{ kind: string; data: object }[]>`select kind, data from outbox`
    assert.deepEqual(
      [...announced],
      [{ kind: 'account.deleted', data: { accountId: ada.accountId, kind: 'individual' } }],
    )
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
    assert.notEqual((await house.person('Ada')).accountId, ada.accountId)
  })

  test('asks for the password, and a wrong one deletes nothing', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const wrong = await house.send('DELETE', '/v1/me', { token: ada.tokens.accessToken, body: { password: 'wrong' } })
    assert.equal(wrong.status, 403)
    assert.equal(wrong.body['code'], 'wrong-password')
    assert.equal((await house.signIn(ada.email)).status, 201)
  })
})

test('an account on which others rely is not deleted, and is told why', async () => {
  const standing = new Set(['three events on sale'])
  await using house = await openAccountsHouse({ duties: [async () => [...standing][0], async () => undefined] })
  const { tokens, email, accountId } = await house.person('Halls', 'vendor')
  const remove = () => house.send('DELETE', '/v1/me', { token: tokens.accessToken, body: { password: PASSWORD } })
  const refused = await remove()
  assert.deepEqual([refused.status, refused.code], [409, 'account-has-duties'])
  assert.deepEqual(refused.body['duties'], ['three events on sale'])
  assert.equal((await house.signIn(email)).status, 201)
  standing.clear()
  assert.equal((await remove()).status, 204)
  assert.equal(await accountOf(house.db.sql, accountId), undefined)
  assert.equal(await sellerName(house.db.sql, accountId), 'Halls', 'tickets go on naming their seller')
})

test('what other parts keep about a person stands in the export under their names', async () => {
  const tickets = { name: 'tickets', collect: async (_sql: unknown, accountId: string) => [{ holder: accountId }] }
  await using house = await openAccountsHouse({ exports: [tickets] })
  const ada = await house.person('Ada')
  const { body } = await house.send('GET', '/v1/me/export', { token: ada.tokens.accessToken })
  assert.deepEqual(body['tickets'], [{ holder: ada.accountId }])
})

test('an account of the demo is seeded once, and follows the same rules as any', async () => {
  await using house = await openAccountsHouse()
  const demo = {
    accountId: '01900000-0000-7000-8000-00000000000a',
    kind: 'individual',
    email: 'fan@example.org',
    password: PASSWORD,
    name: 'Fan',
  } as const
  const seed = (account = demo) => house.db.transaction((tx) => seedAccount(tx, house.accounts.passwords, account))
  assert.equal(await seed(), true)
  assert.equal(await seed(), false)
  assert.equal((await house.signIn(demo.email)).body.account.accountId, demo.accountId)
  assert.equal((await accountByEmail(house.db.sql, 'FAN@example.org'))?.accountId, demo.accountId)
  assert.equal((await accountOf(house.db.sql, demo.accountId))?.email, demo.email)
  assert.equal(await accountByEmail(house.db.sql, 'nobody@example.org'), undefined)
  await assert.rejects(
    seedAccount(house.db.sql, house.accounts.passwords, { ...demo, password: 'password' }),
    /cannot be/,
  )
})

test('the invariants see what they are for', async () => {
  await using house = await openAccountsHouse()
  const ada = await house.person('Ada')
  const grace = await house.person('Grace')
  await house.db
    .sql`update accounts set password_hash = '$argon2id$v=19$m=4096,t=1,p=1$aaaa$bbbb' where account_id = ${ada.accountId}`
  await house.db.sql`delete from refresh_tokens`
  await house.db.sql`
    update accounts set deleted_at = now(), email = null, email_key = null, password_hash = null, name = ''
     where account_id = ${grace.accountId}`
  const eve = await house.person('Eve')
  await house.signIn(eve.email)
  await house.db.sql`alter table accounts drop constraint accounts_can_be_entered`
  await house.db.sql`update accounts set password_hash = null where account_id = ${eve.accountId}`
  await house.db.sql`
    update sessions set ended_at = now(), ended_because = 'address-proved' where session_id = ${eve.tokens.sessionId}`
  await house.db.sql`update sessions set started_at = started_at - interval '1 minute' where ended_at is null`
  const broken = await findBrokenInvariants(house.db.sql, accountInvariants)
  assert.deepEqual(
    broken.map(({ name }) => name),
    accountInvariants.map(({ name }) => name),
  )
})
