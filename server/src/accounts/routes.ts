import { accountRoutes } from '@foyer/contract/accounts'
import type { FastifyInstance } from 'fastify'
import type { ExportPart } from '../platform/export-part.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { readApplication, tidyName } from './application.ts'
import { changePassword } from './change-password.ts'
import { registerCodeRoutes } from './code-routes.ts'
import { deleteAccount, type FindDuty } from './delete-account.ts'
import { exportAccount } from './export-account.ts'
import { presentAccount } from './present.ts'
import { findAccount, updateProfile } from './queries/accounts.ts'
import { refuse } from './refuse.ts'
import { register } from './register.ts'
import type { AccountServices } from './services.ts'
import { registerSessionRoutes } from './session-routes.ts'

/** What other domains have to do with an account. */
export interface AccountNeighbours {
  /** What they keep about a person. */
  readonly exports: readonly ExportPart[]
  /** What a person must settle there before the account can be deleted. */
  readonly duties: readonly FindDuty[]
}

/** Registers the routes of accounts, sessions and codes. */
export function registerAccountRoutes(
  app: FastifyInstance,
  services: AccountServices,
  neighbours: AccountNeighbours,
): void {
  const { sql } = services.db
  registerSessionRoutes(app, services)
  registerCodeRoutes(app, services)

  route(app, accountRoutes.register, async ({ body, request }) => {
    const application = readApplication(body)
    if ('errors' in application) throw problem('bad-request', { errors: application.errors })
    const outcome = await register(services, application, request.ip)
    if ('refused' in outcome) throw refuse(outcome)
    if (outcome.accountId !== undefined) request.log.info({ accountId: outcome.accountId }, 'an account was opened')
    return { email: application.email.address }
  })

  route(app, accountRoutes.me, async ({ actor }) => presentAccount(required(await findAccount(sql, actor.accountId))))

  route(app, accountRoutes.changeMe, async ({ actor, body }) => {
    const { language, ...names } = body
    const errors = Object.entries(names)
      .filter(([, name]) => tidyName(name) === '')
      .map(([field]) => ({ field: `body.${field}`, expected: 'a name' }))
    if (actor.kind === 'individual' && names.organisationName !== undefined)
      errors.push({ field: 'body.organisationName', expected: 'no such field for an individual' })
    if (errors.length > 0) throw problem('bad-request', { errors })
    const profile = {
      name: names.name === undefined ? undefined : tidyName(names.name),
      organisationName: names.organisationName === undefined ? undefined : tidyName(names.organisationName),
      language,
    }
    return presentAccount(required(await updateProfile(sql, actor.accountId, profile)))
  })

  route(app, accountRoutes.deleteMe, async ({ actor, body, request, reply }) => {
    const proof = 'password' in body ? body : { codeId: body.codeId, code: body.code, address: request.ip }
    const outcome = await deleteAccount(services, actor, proof, neighbours.duties)
    if ('refused' in outcome) throw refuse(outcome)
    reply.header('set-cookie', services.cookie.forget)
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
