import type { TooMany } from './limits.ts'
import {
  endSessionOfSpentToken,
  findLiveSuccessor,
  findSessionOfToken,
  rotateRefreshToken,
  type Carrier,
  type EndedSession,
} from './queries/sessions.ts'
import { hashRefreshToken, newRefreshToken, type RefreshToken } from './refresh-token.ts'
import type { AccountServices } from './services.ts'
import { SESSION_ABSOLUTE_DAYS, SESSION_IDLE_DAYS } from './session-life.ts'
import { issueTokens, type IssuedTokens } from './tokens.ts'

/** For so long a browser's spent token gives the token that followed it, instead of ending the session. */
const REPEAT_WITHIN_S = 10
/** How many tokens may have followed one in that time: a page that is loaded again and again. */
const SUCCESSORS_MAX = 5

export type RefreshOutcome =
  | { readonly tokens: IssuedTokens }
  /** `reused` is for the log: the session that was ended because its token came a second time. */
  | { readonly refused: 'session-over'; readonly reused: EndedSession | undefined }
  | TooMany

/**
 * Exchanges a refresh token for new tokens. A token that was spent before is held by two parties, and which of them
 * took it cannot be told: the session ends for both (RFC 9700, section 4.14.2).
 *
 * A browser's tabs share one cookie and do not ask one another, and a page that is left in the middle loses its answer.
 * So a browser's next token follows from the one before, by a key: repeating the request within ten seconds gives the
 * same token again, whichever answer comes last. Whoever stole the cookie and is that quick holds the very token that
 * its owner holds, and is found out at the next exchange but one, unless they keep pace within ten seconds each time.
 */
export async function refreshSession(
  services: AccountServices,
  token: string,
  carrier: Carrier,
): Promise<RefreshOutcome> {
  const { sql } = services.db
  const spent = hashRefreshToken(token)
  const sessionId = await findSessionOfToken(sql, spent, carrier)
  if (sessionId === undefined) return { refused: 'session-over', reused: undefined }
  const tooMany = await services.limiter.charge(sql, [
    { limit: carrier === 'cookie' ? 'refreshByBrowser' : 'refreshBySession', subject: sessionId },
  ])
  if (tooMany !== undefined) return tooMany
  const next = carrier === 'cookie' ? services.successorOf(token) : newRefreshToken()
  const refreshed = await rotateRefreshToken(sql, {
    spent,
    next: next.hash,
    idleDays: SESSION_IDLE_DAYS,
    absoluteDays: SESSION_ABSOLUTE_DAYS,
  })
  if (refreshed !== undefined)
    return { tokens: await issueTokens(services, refreshed, next.token, refreshed.expiresAt) }
  const repeated = carrier === 'cookie' ? await repeatedTokens(services, token, spent) : undefined
  if (repeated !== undefined) return { tokens: repeated }
  const [reused] = await services.db.transaction(async (tx) => {
    const ended = await endSessionOfSpentToken(tx, spent)
    await services.revocations.announceEnded(tx, ended)
    return ended
  })
  return { refused: 'session-over', reused }
}

/** The tokens that a spent one has led to, when it was spent a moment ago. */
async function repeatedTokens(
  services: AccountServices,
  token: string,
  spent: Buffer,
): Promise<IssuedTokens | undefined> {
  const followers: RefreshToken[] = []
  for (let last = token; followers.length < SUCCESSORS_MAX;) {
    const next = services.successorOf(last)
    followers.push(next)
    last = next.token
  }
  const live = await findLiveSuccessor(services.db.sql, {
    spent,
    successors: followers.map(({ hash }) => hash),
    withinSeconds: REPEAT_WITHIN_S,
  })
  const follower = followers.find(({ hash }) => live !== undefined && hash.equals(live.tokenHash))
  return live && follower && issueTokens(services, live, follower.token, live.expiresAt)
}
