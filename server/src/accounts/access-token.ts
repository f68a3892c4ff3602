import { createSecretKey, timingSafeEqual } from 'node:crypto'
import { SignJWT } from 'jose'
import { SECOND_MS, type Clock } from '../platform/clock.ts'
import type { Actor } from '../platform/http/route.ts'
import { isId } from '../platform/ids.ts'
import { macBy, type Mac } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/** Short, since a token is good until then on a node that cannot hear of the end of its session. */
export const ACCESS_TOKEN_TTL_S = 15 * 60

const KEY_LABEL = 'access-tokens:2'
const ISSUER = 'foyer'
const AUDIENCE = 'foyer-api'
/** RFC 9068: an access token says that it is one, so no other JWT of the installation passes for it. */
const TYPE = 'at+jwt'
const ALGORITHM = 'HS256'
/** RFC 7518, section 3.2: no shorter than the digest. */
const KEY_BYTES = 32
/** How far another node's clock may lag behind. */
const CLOCK_SKEW_S = 30
const TOKEN_LENGTH_MAX = 1_024

/** What the tokens of an installation are signed with: for whoever signs them elsewhere, as a thread of a rehearsal. */
export const accessTokenKey = (deriveKey: DeriveKey): Buffer => deriveKey(KEY_LABEL, KEY_BYTES)

export interface VerifiedToken {
  readonly actor: Actor
  readonly expiresAtMs: number
}

export interface AccessTokens {
  issue(actor: Actor): Promise<string>
  /** Who a token speaks for; undefined when it is not one of ours, or is over. */
  verify(token: string): Promise<VerifiedToken | undefined>
}

/**
 * Access tokens of an installation: JWTs with a keyed digest (HS256) by a key that is derived from its secret. Whoever takes
 * one has the secret, since nobody but the installation takes any; a signature for others to verify would tell nobody
 * anything, and costs fifty times as much at the moment when a hundred thousand people come with a token not seen before.
 */
export function createAccessTokens(deriveKey: DeriveKey, clock: Clock): AccessTokens {
  const key = accessTokenKey(deriveKey)
  const [signingKey, mac] = [createSecretKey(key), macBy(key)]
  const kid = mac('the name of this key').toString('base64url').slice(0, 16)
  const header = { alg: ALGORITHM, typ: TYPE, kid }
  const ourHeader = Buffer.from(JSON.stringify(header)).toString('base64url')
  return {
    issue(actor) {
      const now = Math.floor(clock.now().getTime() / SECOND_MS)
      return new SignJWT({ sid: actor.sessionId, kind: actor.kind })
        .setProtectedHeader(header)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(actor.accountId)
        .setIssuedAt(now)
        .setNotBefore(now - CLOCK_SKEW_S)
        .setExpirationTime(now + ACCESS_TOKEN_TTL_S)
        .sign(signingKey)
    },
    async verify(token) {
      if (token.length > TOKEN_LENGTH_MAX) return undefined
      const [head, body = '', signature = '', ...more] = token.split('.')
      // Whatever else a header may say (`jku`, `jwk`, another algorithm), it is not ours.
      if (head !== ourHeader || more.length > 0 || !isDigestOf(`${head}.${body}`, signature, mac)) return undefined
      return readClaims(JSON.parse(Buffer.from(body, 'base64url').toString()), clock.now().getTime() / SECOND_MS)
    },
  }
}

/** Whether a digest in base64url is ours, in its one spelling. */
function isDigestOf(text: string, digest: string, mac: Mac): boolean {
  const [given, ours] = [Buffer.from(digest), Buffer.from(mac(text).toString('base64url'))]
  return given.length === ours.length && timingSafeEqual(given, ours)
}

/** What we signed, if it is an access token of now. */
function readClaims(claims: unknown, now: number): VerifiedToken | undefined {
  if (typeof claims !== 'object' || claims === null) return undefined
  const { iss, aud, sub, sid, kind, iat, nbf, exp } = claims as Record<string, unknown>
  if (iss !== ISSUER || aud !== AUDIENCE || typeof iat !== 'number') return undefined
  if (typeof nbf !== 'number' || nbf > now || typeof exp !== 'number' || exp <= now) return undefined
  if (typeof sub !== 'string' || !isId(sub) || typeof sid !== 'string' || !isId(sid)) return undefined
  if (kind !== 'individual' && kind !== 'vendor') return undefined
  return { actor: { accountId: sub, kind, sessionId: sid }, expiresAtMs: exp * SECOND_MS }
}
