import type { EventView } from '@foyer/contract/catalog.views'
import { Refused } from '@foyer/contract/client'

/** The event as it is now, where a change was refused because somebody else made one first. */
export function eventMeanwhile(error: unknown): EventView | undefined {
  if (!(error instanceof Refused) || error.problem.code !== 'changed-meanwhile') return undefined
  return 'event' in error.problem ? (error.problem.event as EventView) : undefined
}

/** Times that a change is sent anew at most, each time that another was made which has nothing to do with it. */
const TRIES_MAX = 4

/**
 * Saves a change of what was seen. Where others have changed the event, `concerns` is asked whether that has to do with
 * this form: if not, the change is sent again for what stands there now.
 * @returns what was saved, or the event as others have made it
 */
export async function saveSeen(
  seenRevision: number,
  save: (seenRevision: number) => Promise<EventView>,
  concerns: (now: EventView) => boolean,
): Promise<{ readonly saved: EventView } | { readonly meanwhile: EventView }> {
  let revision = seenRevision
  for (let tries = 1; ; tries++) {
    try {
      return { saved: await save(revision) }
    } catch (error) {
      const meanwhile = eventMeanwhile(error)
      if (meanwhile === undefined) throw error
      if (concerns(meanwhile) || tries === TRIES_MAX) return { meanwhile }
      revision = meanwhile.revision
    }
  }
}
