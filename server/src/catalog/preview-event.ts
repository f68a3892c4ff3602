import type { Tx } from '../platform/database.ts'
import { eventFaults } from './event-faults.ts'
import type { Fault } from './feed.ts'
import { lockEvent, lockSurroundings } from './queries/events.ts'

/** What publication of an event would refuse; nothing when it could be published. Undefined: not there, or not theirs. */
export async function missingForPublication(
  tx: Tx,
  organiserId: string,
  eventId: string,
): Promise<readonly Fault[] | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  return eventFaults(found.event, organiserId, await lockSurroundings(tx, [found.event]), true)
}
