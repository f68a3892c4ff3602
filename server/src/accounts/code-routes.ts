import { codeRoutes } from '@foyer/contract/codes'
import type { FastifyInstance } from 'fastify'
import { problem } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { tidyName } from './application.ts'
import { askCode } from './ask-code.ts'
import { requireEmail } from './email.ts'
import { refuse } from './refuse.ts'
import { resetPassword } from './reset-password.ts'
import type { AccountServices } from './services.ts'
import { clientOf, welcome } from './session-routes.ts'
import { signInByCode } from './sign-in-by-code.ts'
import { verifyAddress } from './verify-address.ts'

/** Registers the routes of codes by mail, and of what they are good for. */
export function registerCodeRoutes(app: FastifyInstance, services: AccountServices): void {
  route(app, codeRoutes.ask, async ({ body, request }) => {
    const email = requireEmail(body.email)
    const { purpose, language = 'en' } = body
    const outcome = await askCode(services, { email, purpose, language, address: request.ip })
    if ('refused' in outcome) throw refuse(outcome)
    const { codeId, expiresAt } = outcome.asked
    return { codeId, email: email.address, expiresAt: expiresAt.toISOString() }
  })

  route(app, codeRoutes.signIn, async ({ body, request, reply }) => {
    const client = clientOf(services, request, body.cookie)
    const name = body.name === undefined ? undefined : tidyName(body.name)
    if (name === '') throw problem('bad-request', { errors: [{ field: 'body.name', expected: 'a name' }] })
    const { codeId, code, language = 'en' } = body
    const attempt = { email: requireEmail(body.email), codeId, code, name, language, ...client }
    const outcome = await signInByCode(services, attempt)
    if ('refused' in outcome) throw refuse(outcome)
    return welcome(services, outcome.signedIn, client.carrier, request, reply)
  })

  route(app, codeRoutes.resetPassword, async ({ body, request }) => {
    const { codeId, code, newPassword } = body
    const wanted = { email: requireEmail(body.email), codeId, code, newPassword, address: request.ip }
    const outcome = await resetPassword(services, wanted)
    if ('refused' in outcome) throw refuse(outcome)
    request.log.info({ accountId: outcome.accountId }, 'a password was reset')
  })

  route(app, codeRoutes.verifyAddress, async ({ actor, body, request }) => {
    const outcome = await verifyAddress(services, actor, { ...body, address: request.ip })
    if ('refused' in outcome) throw refuse(outcome)
    request.log.info({ accountId: actor.accountId }, 'an address was confirmed')
  })
}
