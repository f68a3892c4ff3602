import { LRUCache } from 'lru-cache'
import { SECOND_MS } from '../platform/clock.ts'
import type { AvailabilitySnapshot } from './availability.ts'
import { presentSections } from './present.ts'

/** How many places each section has, as it leaves the house. */
export interface SectionsBytes {
  readonly etag: string
  readonly bytes: Buffer
}

const EVENTS_MAX = 500
const KEPT_MS = SECOND_MS

/**
 * The third rung of the ladder: what is free is told as a count for each section, a kilobyte that is made at most once a
 * second and event, whoever asks, and that a cache in front may keep for some seconds.
 */
export class SectionCounts {
  readonly #made = new LRUCache<string, SectionsBytes>({ max: EVENTS_MAX, ttl: KEPT_MS })

  /** As it was made within this second. */
  ready(eventId: string): SectionsBytes | undefined {
    return this.#made.get(eventId)
  }

  make(eventId: string, snapshot: AvailabilitySnapshot): SectionsBytes {
    const made = {
      etag: `"${snapshot.version}-${snapshot.places}-sections"`,
      bytes: Buffer.from(JSON.stringify(presentSections(eventId, snapshot))),
    }
    this.#made.set(eventId, made)
    return made
  }
}
