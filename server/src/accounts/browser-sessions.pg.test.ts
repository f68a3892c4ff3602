import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findBrokenInvariants } from '../platform/check.ts'
import { systemClock } from '../platform/clock.ts'
import { createBrowserCookie } from './browser-cookie.ts'
import { accountInvariants } from './index.ts'
import { cookieOf, openAccountsHouse, OWN_PAGE, PASSWORD, type AccountsHouse } from './testing/accounts-house.ts'

const signInInBrowser = async (house: AccountsHouse, email: string) =>
  house.send('POST', '/v1/sessions', { body: { email, password: PASSWORD, cookie: true }, origin: OWN_PAGE })

const refreshInBrowser = (house: AccountsHouse, cookie: string, origin: string | undefined = OWN_PAGE) =>
  house.send<{ accessToken: string }>('POST', '/v1/sessions/refresh', {
    body: { cookie: true },
    cookie,
    ...(origin === undefined ? {} : { origin }),
  })

describe('a browser', () => {
  test('gets its refresh token in a cookie that no script reads and no other site sends, and nowhere else', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const answer = await signInInBrowser(house, ada.email)
    const setCookie = String(answer.headers['set-cookie'])
    assert.match(
      setCookie,
      /^foyer-session=[A-Za-z0-9_-]{43}; Max-Age=2592000|^foyer-session=[A-Za-z0-9_-]{43}; Max-Age=2591999/,
    )
    for (const attribute of ['Path=/', 'HttpOnly', 'SameSite=Strict']) assert.ok(setCookie.includes(attribute))
    const token = /=([^;]+)/.exec(setCookie)?.[1] ?? ''
    assert.ok(!JSON.stringify(answer.body).includes(token))
    const refreshed = await refreshInBrowser(house, cookieOf(answer))
    assert.equal(refreshed.status, 200)
    assert.equal((await house.send('GET', '/v1/me', { token: refreshed.body.accessToken })).status, 200)
    assert.notEqual(cookieOf(refreshed), cookieOf(answer))
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })

  test('under https has a cookie that is bound to the host and travels encrypted', () => {
    const ours = createBrowserCookie('https://tickets.example', systemClock)
    for (const cookie of [ours.keep('x', new Date()), ours.forget])
      assert.match(cookie, /^__Host-foyer-session=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
  })

  test('is asked for its cookie by pages of this server alone', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const cookie = cookieOf(await signInInBrowser(house, ada.email))
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:3001',
      'http://localhost:3000.evil.example',
    ])
      assert.equal((await refreshInBrowser(house, cookie, origin)).code, 'foreign-origin', origin)
    const silent = await house.send('POST', '/v1/sessions/refresh', { body: { cookie: true }, cookie })
    assert.equal(silent.code, 'foreign-origin')
    const body = { email: ada.email, password: PASSWORD, cookie: true }
    assert.equal(
      (await house.send('POST', '/v1/sessions', { body, origin: 'https://evil.example' })).code,
      'foreign-origin',
    )
    assert.equal((await refreshInBrowser(house, cookie)).status, 200)
  })

  test('that loads a page again and again loses no session, whichever answer was lost', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const cookie = cookieOf(await signInInBrowser(house, ada.email))
    const lost = await refreshInBrowser(house, cookie)
    const again = await refreshInBrowser(house, cookie)
    assert.equal(cookieOf(again), cookieOf(lost))
    const further = await refreshInBrowser(house, cookieOf(again))
    // The very first one, still in the hands of a tab that was slow.
    assert.equal(cookieOf(await refreshInBrowser(house, cookie)), cookieOf(further))
    assert.deepEqual(await findBrokenInvariants(house.db.sql, accountInvariants), [])
  })

  test('whose spent cookie comes again after ten seconds is signed out, as two parties may hold it', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const stolen = cookieOf(await signInInBrowser(house, ada.email))
    const kept = await refreshInBrowser(house, stolen)
    await house.db.sql`update refresh_tokens set used_at = used_at - interval '11 seconds' where used_at is not null`
    assert.equal((await refreshInBrowser(house, stolen)).code, 'session-over')
    assert.equal((await refreshInBrowser(house, cookieOf(kept))).code, 'session-over')
    assert.equal((await house.send('GET', '/v1/me', { token: kept.body.accessToken })).status, 401)
  })

  test('does not take a token in its body for a cookie, nor the other way round', async () => {
    await using house = await openAccountsHouse()
    const ada = await house.person('Ada')
    const cookie = cookieOf(await signInInBrowser(house, ada.email))
    const [, refreshToken = ''] = cookie.split('=')
    assert.equal((await house.send('POST', '/v1/sessions/refresh', { body: { refreshToken } })).code, 'session-over')
    assert.equal((await refreshInBrowser(house, `foyer-session=${ada.tokens.refreshToken}`)).code, 'session-over')
    assert.equal((await refreshInBrowser(house, cookie)).status, 200)
    assert.equal((await house.refresh(ada.tokens)).status, 200)
  })

  for (const [what, method, url] of [
    ['signs out', 'DELETE', '/v1/sessions/current'],
    ['signs out everywhere', 'DELETE', '/v1/sessions'],
  ] as const)
    test(`that ${what} has no cookie any more, and the old one is worth nothing`, async () => {
      await using house = await openAccountsHouse()
      const ada = await house.person('Ada')
      const signedIn = await signInInBrowser(house, ada.email)
      const { accessToken } = (await refreshInBrowser(house, cookieOf(signedIn))).body
      const answer = await house.send(method, url, { token: accessToken })
      assert.match(String(answer.headers['set-cookie']), /^foyer-session=; Max-Age=0;/)
      assert.equal((await refreshInBrowser(house, cookieOf(signedIn))).code, 'session-over')
    })

  test('without a cookie is told that there is no session', async () => {
    await using house = await openAccountsHouse()
    assert.equal((await refreshInBrowser(house, 'theme=dark')).code, 'session-over')
  })
})
