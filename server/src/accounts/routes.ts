import { accountRoutes, sessionRoutes } from '@foyer/contract/accounts'
import type { FastifyInstance } from 'fastify'
import type { ExportPart } from '../platform/export-part.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { readApplication, tidyName } from './application.ts'
import { changePassword } from './change-password.ts'
import { deleteAccount, type FindDuty } from './delete-account.ts'
import { readEmail } from './email.ts'
import { endEverySession, endSession } from './end-sessions.ts'
import { exportAccount } from './export-account.ts'
import { presentAccount, presentSession } from './present.ts'
import { findAccount, updateNames } from './queries/accounts.ts'
import { findOpenSessions } from './queries/sessions.ts'
import { refreshSession } from './refresh-session.ts'
import { refuse } from './refuse.ts'
import { register } from './register.ts'
import type { AccountServices } from './services.ts'
import { signIn } from './sign-in.ts'

/** What other domains have to do with an account. */
export interface AccountNeighbours {
  /** What they keep about a person. */
  readonly exports: readonly ExportPart[]
  /** What a person must settle there before the account can be deleted. */
  readonly duties: readonly FindDuty[]
}

/** Registers the routes of accounts and sessions. */
export function registerAccountRoutes(
  app: FastifyInstance,
  services: AccountServices,
  neighbours: AccountNeighbours,
): void {
  const { sql } = services.db

  route(app, accountRoutes.register, async ({ body, request }) => {
    const application = readApplication(body)
    if ('errors' in application) throw problem('bad-request', { errors: application.errors })
    const outcome = await register(services, application, request.ip)
    if ('refused' in outcome) throw refuse(outcome)
    if (outcome.accountId !== undefined) request.log.info({ accountId: outcome.accountId }, 'an account was opened')
    return { email: application.email.address }
  })

  route(app, sessionRoutes.signIn, async ({ body, request }) => {
    const email = readEmail(body.email)
    if (email === undefined)
      throw problem('bad-request', { errors: [{ field: 'body.email', expected: 'an e-mail address' }] })
    const device = request.headers['user-agent'] ?? ''
    const outcome = await signIn(services, { email, password: body.password, address: request.ip, device })
    if ('refused' in outcome) {
      request.log.info({ refused: outcome.refused }, 'a sign-in was refused')
      throw refuse(outcome)
    }
    const { accountId } = outcome.signedIn.account
    request.log.info({ accountId, sessionId: outcome.signedIn.tokens.sessionId }, 'signed in')
    return outcome.signedIn
  })

  route(app, sessionRoutes.refresh, async ({ body, request }) => {
    const outcome = await refreshSession(services, body.refreshToken)
    if ('tokens' in outcome) return outcome.tokens
    if (outcome.refused === 'too-many-requests') throw refuse(outcome)
    if (outcome.reused !== undefined)
      request.log.warn(outcome.reused, 'a refresh token was used twice; its session has been ended')
    throw problem('session-over')
  })

  route(app, sessionRoutes.list, async ({ actor }) => {
    const sessions = await findOpenSessions(sql, actor.accountId)
    return { items: sessions.map((session) => presentSession(session, actor.sessionId)) }
  })

  route(app, sessionRoutes.signOut, async ({ actor }) => {
    await endSession(services, actor, actor.sessionId)
  })

  route(app, sessionRoutes.signOutEverywhere, async ({ actor, request }) => {
    await endEverySession(services, actor)
    request.log.info({ accountId: actor.accountId }, 'signed out everywhere')
  })

  route(app, sessionRoutes.end, async ({ actor, params }) => {
    if (!(await endSession(services, actor, params.sessionId))) throw problem('not-found')
  })

  route(app, accountRoutes.me, async ({ actor }) => presentAccount(required(await findAccount(sql, actor.accountId))))

  route(app, accountRoutes.changeMe, async ({ actor, body }) => {
    const errors = Object.entries(body)
      .filter(([, name]) => tidyName(name) === '')
      .map(([field]) => ({ field: `body.${field}`, expected: 'a name' }))
    if (actor.kind === 'individual' && body.organisationName !== undefined)
      errors.push({ field: 'body.organisationName', expected: 'no such field for an individual' })
    if (errors.length > 0) throw problem('bad-request', { errors })
    const names = {
      name: body.name === undefined ? undefined : tidyName(body.name),
      organisationName: body.organisationName === undefined ? undefined : tidyName(body.organisationName),
    }
    return presentAccount(required(await updateNames(sql, actor.accountId, names)))
  })

  route(app, accountRoutes.deleteMe, async ({ actor, body, request }) => {
    const outcome = await deleteAccount(services, actor, body.password, neighbours.duties)
    if ('refused' in outcome) throw refuse(outcome)
    request.log.info({ accountId: actor.accountId }, 'an account was deleted')
  })

  route(app, accountRoutes.exportMe, async ({ actor, reply }) => {
    reply.header('content-disposition', 'attachment; filename="foyer-export.json"')
    return required(await exportAccount(services, actor, neighbours.exports))
  })

  route(app, accountRoutes.changePassword, async ({ actor, body, request }) => {
    const outcome = await changePassword(services, actor, { current: body.currentPassword, next: body.newPassword })
    if ('refused' in outcome) throw refuse(outcome)
    request.log.info({ accountId: actor.accountId }, 'a password was changed')
  })
}
