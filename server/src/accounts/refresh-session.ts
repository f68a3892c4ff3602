import type { Tokens } from '@foyer/contract/accounts'
import type { TooMany } from './limits.ts'
import {
  endSessionOfSpentToken,
  findSessionOfToken,
  rotateRefreshToken,
  type EndedSession,
} from './queries/sessions.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-token.ts'
import type { AccountServices } from './services.ts'
import { SESSION_ABSOLUTE_DAYS, SESSION_IDLE_DAYS } from './session-life.ts'
import { issueTokens } from './tokens.ts'

export type RefreshOutcome =
  | { readonly tokens: Tokens }
  /** `reused` is for the log: the session that was ended because its token came a second time. */
  | { readonly refused: 'session-over'; readonly reused: EndedSession | undefined }
  | TooMany

/**
 * Exchanges a refresh token for new tokens. A token that was spent before is held by two parties, and which of them
 * took it cannot be told: the session ends for both (RFC 9700, section 4.14.2).
 */
export async function refreshSession(services: AccountServices, token: string): Promise<RefreshOutcome> {
  const spent = hashRefreshToken(token)
  const sessionId = await findSessionOfToken(services.db.sql, spent)
  if (sessionId === undefined) return { refused: 'session-over', reused: undefined }
  const tooMany = await services.limiter.charge(services.db.sql, [{ limit: 'refreshBySession', subject: sessionId }])
  if (tooMany !== undefined) return tooMany
  const next = newRefreshToken()
  const refreshed = await rotateRefreshToken(services.db.sql, {
    spent,
    next: next.hash,
    idleDays: SESSION_IDLE_DAYS,
    absoluteDays: SESSION_ABSOLUTE_DAYS,
  })
  if (refreshed !== undefined)
    return { tokens: await issueTokens(services, refreshed, next.token, refreshed.expiresAt) }
  const [reused] = await services.db.transaction(async (tx) => {
    const ended = await endSessionOfSpentToken(tx, spent)
    await services.revocations.announceEnded(tx, ended)
    return ended
  })
  return { refused: 'session-over', reused }
}
