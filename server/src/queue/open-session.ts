import { MINUTE_MS } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { QueueNeighbours } from './ports.ts'
import type { Queue } from './queries/heads.ts'
import {
  countSessions,
  insertSession,
  lockSession,
  reopenSession,
  replacePass,
  type Session,
} from './queries/sessions.ts'

export type SessionOutcome =
  | { readonly open: Session }
  | { readonly refused: 'pass-in-use'; readonly holdId: string }
  | { readonly refused: 'queue-pause'; readonly untilMs: number }
  | { readonly refused: 'full' }

/** Passes of one visit: whoever changes their mind more often comes back later. */
const PASSES_MAX = 10
/** After the first hold that was left unpaid; twice as long after each further one. */
const PAUSE_MS = MINUTE_MS
const PAUSE_MAX_MS = 30 * MINUTE_MS

/**
 * Lets somebody in whose number was called: a session, and in it one pass after another, each for one hold. A number that
 * was called stays called, so whoever comes late, or again, is let in when there is room.
 */
export async function openSession(
  tx: Tx,
  queue: Pick<Queue, 'eventId' | 'sessionSeconds' | 'peopleAtOnce'>,
  who: { readonly accountId: string; readonly number: number },
  neighbours: Pick<QueueNeighbours, 'fateOfHold' | 'behindMs'>,
): Promise<SessionOutcome> {
  const { eventId, sessionSeconds: seconds } = queue
  const { accountId, number } = who
  const behindMs = await neighbours.behindMs()
  const found =
    (await lockSession(tx, eventId, accountId)) ??
    (await insertSession(tx, { eventId, accountId, number, seconds, holdId: newId() })) ??
    (await lockSession(tx, eventId, accountId))
  if (found === undefined) throw new Error(`the session of ${accountId} on event ${eventId} is gone`)
  // A visit goes by the time that holds go by: it is made longer with them.
  const session = { ...found, now: new Date(found.now.getTime() - behindMs) }
  const fate = await neighbours.fateOfHold(tx, eventId, session.holdId)
  if (fate === 'held') return { refused: 'pass-in-use', holdId: session.holdId }
  const isOpen = session.now < session.endsAt
  if (isOpen && fate === 'never-made') return { open: session }
  if (isOpen && fate !== 'unpaid' && session.passes < PASSES_MAX)
    return { open: required(await replacePass(tx, { eventId, accountId, holdId: newId() })) }

  const unpaid = session.unpaid + (fate === 'unpaid' ? 1 : 0)
  const pauseMs = unpaid === 0 ? 0 : Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** (unpaid - 1))
  const untilMs = session.endsAt.getTime() + pauseMs - session.now.getTime()
  if (untilMs > 0) return { refused: 'queue-pause', untilMs }
  const { active } = await countSessions(tx, eventId, { calledSinceNumber: number, behindMs })
  if (active >= queue.peopleAtOnce) return { refused: 'full' }
  // A pass that was not used may still be good: the next one is for the same hold, or leaving would be a way to many.
  const holdId = fate === 'never-made' ? session.holdId : newId()
  return { open: required(await reopenSession(tx, { eventId, accountId, seconds, holdId, unpaid })) }
}

function required(session: Session | undefined): Session {
  if (session === undefined) throw new Error('a session that was locked is gone')
  return session
}
