import type { Tokens } from '@foyer/contract/accounts'
import type { Actor } from '../platform/http/route.ts'
import { ACCESS_TOKEN_TTL_S } from './access-token.ts'
import type { AccountServices } from './services.ts'

/** With the refresh token, wherever it goes from here. */
export type IssuedTokens = Tokens & { readonly refreshToken: string }

/** What a client gets at sign-in and at each refresh. */
export async function issueTokens(
  services: Pick<AccountServices, 'tokens'>,
  actor: Actor,
  refreshToken: string,
  expiresAt: Date,
): Promise<IssuedTokens> {
  return {
    accessToken: await services.tokens.issue(actor),
    tokenType: 'Bearer',
    expiresInSeconds: ACCESS_TOKEN_TTL_S,
    refreshToken,
    refreshExpiresAt: expiresAt.toISOString(),
    sessionId: actor.sessionId,
  }
}
