import { LRUCache } from 'lru-cache'
import type { LoadEvent, SaleFacts } from './sale-facts.ts'

/** How old an answer may be: a limit or a closing time that was changed takes effect within a second. */
const FRESH_MS = 1_000
const EVENTS_MAX = 1_000

interface Known {
  readonly facts: Promise<SaleFacts | undefined>
  readonly since: number
}

/** Asks for an event's facts once a second at most, however many holds a second there are; whoever comes meanwhile waits. */
export function cachedFacts(load: LoadEvent): LoadEvent {
  const known = new LRUCache<string, Known>({ max: EVENTS_MAX })
  return (eventId) => {
    const now = performance.now()
    const entry = known.get(eventId)
    if (entry !== undefined && now - entry.since < FRESH_MS) return entry.facts
    const facts = load(eventId)
    known.set(eventId, { facts, since: now })
    facts.catch(() => known.delete(eventId))
    return facts
  }
}
