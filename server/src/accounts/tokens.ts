import type { Tokens } from '@foyer/contract/accounts'
import type { Actor } from '../platform/http/route.ts'
import { ACCESS_TOKEN_TTL_S } from './access-token.ts'
import type { AccountServices } from './services.ts'

/** What a client gets at sign-in and at each refresh. */
export async function issueTokens(
  services: AccountServices,
  actor: Actor,
  refreshToken: string,
  expiresAt: Date,
): Promise<Tokens> {
  return {
    accessToken: await services.tokens.issue(actor),
    tokenType: 'Bearer',
    expiresInSeconds: ACCESS_TOKEN_TTL_S,
    refreshToken,
    refreshExpiresAt: expiresAt.toISOString(),
    sessionId: actor.sessionId,
  }
}
