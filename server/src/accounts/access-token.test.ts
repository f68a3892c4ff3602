import assert from 'node:assert/strict'
import { createHmac, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import { decodeProtectedHeader, UnsecuredJWT } from 'jose'
import { MINUTE_MS } from '../platform/clock.ts'
import { ed25519KeyPair } from '../platform/ed25519.ts'
import type { Actor } from '../platform/http/route.ts'
import { keysFrom } from '../platform/secrets.ts'
import { accessTokenKey, createAccessTokens } from './access-token.ts'

const NOON = new Date('2027-03-01T12:00:00Z')
const actor: Actor = {
  accountId: '01900000-0000-7000-8000-00000000000a',
  kind: 'individual',
  sessionId: '01900000-0000-7000-8000-00000000000b',
}
const deriveKey = keysFrom(Buffer.alloc(32, 1))
const at = (now: Date) => createAccessTokens(deriveKey, { now: () => now })
const after = (ms: number) => at(new Date(NOON.getTime() + ms))
const good = await at(NOON).issue(actor)
const ourKey = accessTokenKey(deriveKey)
const header = { alg: 'HS256', typ: 'at+jwt', kid: String(decodeProtectedHeader(good).kid) }

/** A token that differs from a good one in what is given, signed with the installation's own key unless another is. */
function forge(changed: { header?: Record<string, unknown>; claims?: Record<string, unknown>; key?: Buffer }): string {
  const now = NOON.getTime() / 1_000
  const claims = {
    iss: 'foyer',
    aud: 'foyer-api',
    sub: actor.accountId,
    sid: actor.sessionId,
    kind: 'individual',
    iat: now,
    nbf: now,
    exp: now + 900,
    ...changed.claims,
  }
  const signed = `${encode({ ...header, ...changed.header })}.${encode(claims)}`
  return `${signed}.${hmac(changed.key ?? ourKey, signed)}`
}

describe('an access token', async () => {
  test('tells whom it speaks for until 15 minutes have passed', async () => {
    assert.deepEqual((await at(NOON).verify(good))?.actor, actor)
    assert.deepEqual((await after(15 * MINUTE_MS - 1_000).verify(good))?.actor, actor)
    assert.equal(await after(15 * MINUTE_MS).verify(good), undefined)
  })

  test('is taken by another node whose clock is 20 seconds behind, not by one that is minutes behind', async () => {
    assert.deepEqual((await after(-20_000).verify(good))?.actor, actor)
    assert.equal(await after(-2 * MINUTE_MS).verify(good), undefined)
  })

  test('made like ours is taken, so that the forgeries below fail for their own reason', async () => {
    assert.deepEqual((await at(NOON).verify(forge({})))?.actor, actor)
  })

  const past = NOON.getTime() / 1_000 - 1
  const forgeries: Record<string, string> = {
    'of another installation': await createAccessTokens(keysFrom(Buffer.alloc(32, 2)), { now: () => NOON }).issue(
      actor,
    ),
    'with algorithm none': new UnsecuredJWT({ sub: actor.accountId, sid: actor.sessionId, kind: 'vendor' })
      .setIssuer('foyer')
      .setAudience('foyer-api')
      .setExpirationTime(NOON.getTime() / 1_000 + 900)
      .encode(),
    'with algorithm none and our header': withHeader({ ...header, alg: 'none' }, ''),
    'with HS512 and our key': withHeader(
      { ...header, alg: 'HS512' },
      createHmac('sha512', ourKey)
        .update(`${encode({ ...header, alg: 'HS512' })}.${good.split('.')[1]}`)
        .digest('base64url'),
    ),
    'with a signature, by a key made of ours': signedByEd25519(),
    'with half of a digest': good.slice(0, -22),
    'with an empty key': forge({ key: Buffer.alloc(0) }),
    'with the name of our key as the key': forge({ key: Buffer.from(header.kid) }),
    'that brings its own key': bringsItsOwnKey(),
    'with the name of another key': forge({ header: { kid: 'another' } }),
    'of another type': forge({ header: { typ: 'JWT' } }),
    'with an extension that must be understood': forge({ header: { crit: ['x'], x: 1 } }),
    'for another audience': forge({ claims: { aud: 'foyer-door' } }),
    'of another issuer': forge({ claims: { iss: 'elsewhere' } }),
    'that is over': forge({ claims: { exp: past } }),
    'that is not valid yet': forge({ claims: { nbf: NOON.getTime() / 1_000 + 60 } }),
    'of a kind that is none': forge({ claims: { kind: 'admin' } }),
    'for an account that is not an id': forge({ claims: { sub: "'; drop table accounts" } }),
    'with a session that is not an id': forge({ claims: { sid: 7 } }),
    'without an end': forge({ claims: { exp: undefined } }),
    'without a session': forge({ claims: { sid: undefined } }),
    'without an audience': forge({ claims: { aud: undefined } }),
    'that is empty': '',
    'that is no token': 'a.b.c',
    'with a part too many': `${good}.x`,
    'longer than ours ever are': forge({ claims: { padding: 'x'.repeat(2_000) } }),
  }
  for (const [name, forgery] of Object.entries(forgeries))
    test(`${name} is refused`, async () => assert.equal(await at(NOON).verify(forgery), undefined))

  test('with any one bit flipped is refused', async () => {
    const tokens = at(NOON)
    const bytes = Buffer.from(good, 'latin1')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.equal(await tokens.verify(flipped.toString('latin1')), undefined, `bit ${bit}`)
    }
  })
})

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function withHeader(changed: object, signature: string): string {
  return `${encode(changed)}.${good.split('.')[1]}.${signature}`
}

const hmac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64url')

function signedByEd25519(): string {
  const signed = `${encode({ ...header, alg: 'EdDSA' })}.${good.split('.')[1]}`
  return `${signed}.${sign(null, Buffer.from(signed), ed25519KeyPair(ourKey).privateKey).toString('base64url')}`
}

function bringsItsOwnKey(): string {
  const own = Buffer.alloc(32, 9)
  return forge({ header: { jwk: { kty: 'oct', k: own.toString('base64url') } }, key: own })
}
