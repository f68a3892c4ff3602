import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { ACCESS_TOKEN_TTL_S } from './access-token.ts'
import { findEndedSessions, notifyEnded, type EndedSession } from './queries/sessions.ts'

const CHANNEL = 'sessions'
/** An access token outlives its session by this much at most; a minute more for clocks that differ. */
const REMEMBERED_MS = ACCESS_TOKEN_TTL_S * SECOND_MS + MINUTE_MS
const POLL_MS = 5 * SECOND_MS
/** How far each poll looks back: longer than any transaction may take between its clock and its commit. */
const POLL_WINDOW_S = 60

export interface Revocations {
  /** Whether a session has ended, so that its access tokens are refused before their time. */
  has(sessionId: string): boolean
  /** Tells every node, by the caller's transaction, and this one at once after its commit. */
  announceEnded(tx: Tx, ended: readonly EndedSession[]): Promise<void>
  stop(): Promise<void>
}

/**
 * Knows which sessions ended within the life of an access token, so that no request asks the database. Starts by reading
 * them, hears of new ones by NOTIFY within milliseconds, and reads again every 5 seconds in case a message was lost,
 * and all of them after a lost connection. Each entry is forgotten when no token of its session can be good any more.
 * Entries are bounded by sign-ins in 16 minutes, which the hashing of passwords bounds (about 100,000 on one node).
 */
export async function startRevocations(
  db: Database,
  log: Log,
  options: { pollMs?: number } = {},
): Promise<Revocations> {
  const forgetAt = new Map<string, number>()
  const add = (sessionId: string) => void forgetAt.set(sessionId, performance.now() + REMEMBERED_MS)
  const read = async (withinSeconds: number) => {
    for (const { sessionId } of await findEndedSessions(db.sql, withinSeconds))
      if (!forgetAt.has(sessionId)) add(sessionId)
  }

  let missed = false
  const poll = async () => {
    try {
      await read(missed ? REMEMBERED_MS / SECOND_MS : POLL_WINDOW_S)
      missed = false
    } catch (error) {
      missed = true
      log.warn({ err: error }, 'ended sessions could not be read; trying again')
    }
    forgetOld(forgetAt)
  }
  let polling = Promise.resolve()
  let waits = false
  // While the database does not answer, one look waits for its turn, and not one for each five seconds of it.
  const pollNext = () => {
    if (waits) return
    waits = true
    polling = polling.then(async () => {
      waits = false
      await poll()
    })
  }

  const unlisten = await db.listen(
    CHANNEL,
    (payload) => {
      for (const sessionId of payload.split(',')) add(sessionId)
    },
    () => {
      missed = true
      pollNext()
    },
  )
  await read(REMEMBERED_MS / SECOND_MS)
  const timer = setInterval(pollNext, options.pollMs ?? POLL_MS)
  return {
    has: (sessionId) => forgetAt.has(sessionId),
    async announceEnded(tx, ended) {
      if (ended.length === 0) return
      const sessionIds = ended.map(({ sessionId }) => sessionId)
      await notifyEnded(tx, CHANNEL, sessionIds)
      tx.afterCommit(() => sessionIds.forEach(add))
    },
    async stop() {
      clearInterval(timer)
      await polling
      await unlisten()
    },
  }
}

/** Entries were added in the order of their times, so the old ones are in front. */
function forgetOld(forgetAt: Map<string, number>): void {
  const now = performance.now()
  for (const [sessionId, at] of forgetAt) {
    if (at > now) return
    forgetAt.delete(sessionId)
  }
}
