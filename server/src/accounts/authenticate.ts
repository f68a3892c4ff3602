import { accountRoutes, sessionRoutes } from '@foyer/contract/accounts'
import { codeRoutes } from '@foyer/contract/codes'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../platform/clock.ts'
import { problem } from '../platform/http/problem.ts'
import type { Actor, Authenticate } from '../platform/http/route.ts'
import { Recent } from '../platform/recent.ts'
import type { AccessTokens, VerifiedToken } from './access-token.ts'
import type { Revocations } from './revocations.ts'

/** Under 1 KB each. A token is verified once (10 µs), then its header is looked up (2 µs). */
const REMEMBERED_MAX = 50_000
/** A token of ours with its scheme. One token may be spelt in many ways, with ever more blanks: those are not kept. */
const REMEMBERED_LENGTH_MAX = 1_100
const BEARER = /^Bearer +([\w.-]+)$/i

/** Where a client comes whose token is over: it may still send the old one along, and must not be refused for it. */
const SIGNS_IN = new Set(
  [
    accountRoutes.register,
    sessionRoutes.signIn,
    sessionRoutes.refresh,
    codeRoutes.ask,
    codeRoutes.signIn,
    codeRoutes.resetPassword,
  ].map(({ method, path }) => `${method} ${path}`),
)

/**
 * Tells who is calling by the access token alone: signature, time, and whether the session has ended, without a question
 * to the database. A token that is no good is refused on every route; only routes that sign in do not look at it.
 */
export function createAuthenticate(parts: {
  tokens: AccessTokens
  revocations: Pick<Revocations, 'has'>
  clock: Clock
}): Authenticate {
  /** By the whole header, so that nothing of it is read twice. */
  const verified = new Recent<string, VerifiedToken>(REMEMBERED_MAX)
  const verify = async (authorization: string): Promise<VerifiedToken | undefined> => {
    const token = BEARER.exec(authorization)?.[1]
    const fresh = token === undefined ? undefined : await parts.tokens.verify(token)
    if (fresh !== undefined && authorization.length <= REMEMBERED_LENGTH_MAX) verified.set(authorization, fresh)
    return fresh
  }
  return async (request): Promise<Actor | undefined> => {
    const { authorization } = request.headers
    if (authorization === undefined || signsIn(request)) return undefined
    const known = verified.get(authorization) ?? (await verify(authorization))
    if (
      known === undefined ||
      known.expiresAtMs <= parts.clock.now().getTime() ||
      parts.revocations.has(known.actor.sessionId)
    )
      throw problem('not-signed-in', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
    return known.actor
  }
}

const signsIn = (request: FastifyRequest): boolean => SIGNS_IN.has(`${request.method} ${request.routeOptions.url}`)
