import { sessionRoutes, type SignedIn, type Tokens } from '@foyer/contract/accounts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { requireEmail } from './email.ts'
import { endEverySession, endSession } from './end-sessions.ts'
import { presentSession } from './present.ts'
import { findOpenSessions, type Carrier } from './queries/sessions.ts'
import { refreshSession } from './refresh-session.ts'
import { refuse } from './refuse.ts'
import type { AccountServices } from './services.ts'
import { signIn } from './sign-in.ts'
import type { Client, StartedSession } from './start-session.ts'
import type { IssuedTokens } from './tokens.ts'

/** Registers the routes of sessions: signing in, staying so, signing out. */
export function registerSessionRoutes(app: FastifyInstance, services: AccountServices): void {
  const { sql } = services.db

  route(app, sessionRoutes.signIn, async ({ body, request, reply }) => {
    const client = clientOf(services, request, body.cookie)
    const outcome = await signIn(services, { email: requireEmail(body.email), password: body.password, ...client })
    if ('refused' in outcome) {
      request.log.info({ refused: outcome.refused }, 'a sign-in was refused')
      throw refuse(outcome)
    }
    return welcome(services, outcome.signedIn, client.carrier, request, reply)
  })

  route(app, sessionRoutes.refresh, async ({ body, request, reply }) => {
    const carrier: Carrier = 'cookie' in body ? 'cookie' : 'answer'
    if (carrier === 'cookie') services.cookie.requireOwnPage(request)
    const token = 'cookie' in body ? services.cookie.read(request) : body.refreshToken
    if (token === undefined) throw problem('session-over')
    const outcome = await refreshSession(services, token, carrier)
    if ('tokens' in outcome) return handOut(services, outcome.tokens, carrier, reply)
    if (outcome.refused === 'too-many-requests') throw refuse(outcome)
    if (outcome.reused !== undefined)
      request.log.warn(outcome.reused, 'a refresh token was used twice; its session has been ended')
    throw problem('session-over')
  })

  route(app, sessionRoutes.list, async ({ actor }) => {
    const sessions = await findOpenSessions(sql, actor.accountId)
    return { items: sessions.map((session) => presentSession(session, actor.sessionId)) }
  })

  route(app, sessionRoutes.signOut, async ({ actor, reply }) => {
    await endSession(services, actor, actor.sessionId)
    reply.header('set-cookie', services.cookie.forget)
  })

  route(app, sessionRoutes.signOutEverywhere, async ({ actor, request, reply }) => {
    await endEverySession(services, actor)
    reply.header('set-cookie', services.cookie.forget)
    request.log.info({ accountId: actor.accountId }, 'signed out everywhere')
  })

  route(app, sessionRoutes.end, async ({ actor, params }) => {
    if (!(await endSession(services, actor, params.sessionId))) throw problem('not-found')
  })
}

/** Who asks to be signed in. @throws `foreign-origin` when a cookie is asked for and no page of ours is asking. */
export function clientOf(services: AccountServices, request: FastifyRequest, cookie: boolean | undefined): Client {
  if (cookie === true) services.cookie.requireOwnPage(request)
  return {
    address: request.ip,
    device: request.headers['user-agent'] ?? '',
    carrier: cookie === true ? 'cookie' : 'answer',
  }
}

/** The answer to whoever was signed in, with the refresh token where they asked for it. */
export function welcome(
  services: AccountServices,
  { tokens, account }: StartedSession,
  carrier: Carrier,
  request: FastifyRequest,
  reply: FastifyReply,
): SignedIn {
  request.log.info({ accountId: account.accountId, sessionId: tokens.sessionId }, 'signed in')
  return { tokens: handOut(services, tokens, carrier, reply), account }
}

function handOut(services: AccountServices, tokens: IssuedTokens, carrier: Carrier, reply: FastifyReply): Tokens {
  reply.header('cache-control', 'no-store')
  if (carrier === 'answer') return tokens
  const { refreshToken, ...rest } = tokens
  reply.header('set-cookie', services.cookie.keep(refreshToken, new Date(tokens.refreshExpiresAt)))
  return rest
}
