import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { Queryable } from '../platform/database.ts'
import { fullMs, type Limit } from '../platform/leaky-bucket.ts'
import type { SharedBuckets } from '../platform/shared-buckets.ts'
import type { Digest } from './digest.ts'
import { addDrop, raiseLevel, readLevel, removeDrop } from './queries/limits.ts'

/**
 * How often what may be tried. Networks and accounts are counted apart: one address that tries many accounts runs into
 * the first, many addresses that try one account into the second.
 */
export const limits = {
  /** Failures alone count, so that a carrier's shared address does not suffer for how many people are behind it. */
  signInByNetwork: { capacity: 60, drainMs: 10 * SECOND_MS },
  /** Some 300 guesses a day at one account, however many take part. */
  signInByAccount: { capacity: 10, drainMs: 5 * MINUTE_MS },
  /**
   * A network from which this account signed in lately has a bucket of its own, so that whoever guesses from elsewhere
   * slows down strangers, and not the owner at home.
   */
  signInFromKnownNetwork: { capacity: 10, drainMs: 2 * MINUTE_MS },
  /** Successes alone count: whoever has the password does not fill the hashing queue and the table of sessions. */
  sessionsByAccount: { capacity: 100, drainMs: MINUTE_MS },
  refreshBySession: { capacity: 60, drainMs: 30 * SECOND_MS },
  /** A browser forgets its access token with each page that is loaded anew. */
  refreshByBrowser: { capacity: 120, drainMs: 5 * SECOND_MS },
  registerByNetwork: { capacity: 60, drainMs: 10 * SECOND_MS },
  registerByEmail: { capacity: 10, drainMs: MINUTE_MS },
  /** Mails that somebody has sent to others. */
  codesByNetwork: { capacity: 30, drainMs: 30 * SECOND_MS },
  codesByEmailAndNetwork: { capacity: 5, drainMs: 2 * MINUTE_MS },
  codesByEmail: { capacity: 20, drainMs: 5 * MINUTE_MS },
  /** Failures alone count. Each code has five tries of its own, so this bounds whoever asks for many. */
  codeTriesByNetwork: { capacity: 60, drainMs: 10 * SECOND_MS },
  /** The password asked for once more: whoever took over a session must not guess it. */
  reauthenticate: { capacity: 10, drainMs: 5 * MINUTE_MS },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits

/** A try, counted against one subject of one limit. */
export interface Charge {
  readonly limit: LimitName
  readonly subject: string
}

export interface TooMany {
  readonly refused: 'too-many-requests'
  readonly retryAfterSeconds: number
}

export interface Limiter {
  /** Counts a try against each in order, before it is made; the first that is full refuses it, and stops the count. */
  charge(sql: Queryable, charges: readonly Charge[]): Promise<TooMany | undefined>
  /** Takes a try back that turned out to be no failure. */
  giveBack(sql: Queryable, charges: readonly Charge[]): Promise<void>
}

/**
 * Counts in the database, or in what nodes share beside it while that answers: then the database is asked once for a
 * subject that is new there, and told of one that is about half full. So whoever loses the one or the other has half of a
 * bucket to gain by it.
 */
export function createLimiter(
  digest: Digest,
  configured: Readonly<Record<LimitName, Limit>> = limits,
  shared?: SharedBuckets,
): Limiter {
  const subjectOf = (charge: Charge) => digest(`limit:${charge.limit}`, charge.subject)

  /** @returns 0 when it was counted; otherwise the milliseconds until there is room. */
  const charged = async (sql: Queryable, { limit: name, subject: who }: Charge): Promise<number> => {
    const [limit, subject] = [configured[name], subjectOf({ limit: name, subject: who })]
    const key = keyOf(name, subject)
    const drop = await shared?.add(key, limit)
    if (drop === undefined) return addDrop(sql, name, subject, limit)
    if (drop.waitMs > 0) return drop.waitMs
    const knownMs = drop.fresh ? await readLevel(sql, name, subject) : 0
    const levelMs = knownMs + drop.levelMs
    if (knownMs > 0) await shared?.raise(key, limit, Math.min(levelMs, fullMs(limit)))
    if (levelMs > fullMs(limit)) return levelMs - fullMs(limit)
    if (levelMs * 2 > fullMs(limit) - limit.drainMs) await raiseLevel(sql, name, subject, levelMs)
    return 0
  }

  return {
    async charge(sql, charges) {
      for (const charge of charges) {
        const waitMs = await charged(sql, charge)
        if (waitMs > 0) return { refused: 'too-many-requests', retryAfterSeconds: Math.ceil(waitMs / SECOND_MS) }
      }
      return undefined
    },
    async giveBack(sql, charges) {
      for (const charge of charges) {
        const [limit, subject] = [configured[charge.limit], subjectOf(charge)]
        const taken = await shared?.adjust(keyOf(charge.limit, subject), limit, -1)
        if (taken === undefined) await removeDrop(sql, charge.limit, subject, limit.drainMs)
      }
    },
  }
}

const keyOf = (name: LimitName, subject: Buffer): string => `limit:${name}:${subject.toString('base64url')}`
