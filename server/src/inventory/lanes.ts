import { LRUCache } from 'lru-cache'
import { Availability } from './availability.ts'
import type { DatabaseClock } from './database-clock.ts'
import { Lane } from './lane.ts'
import type { LaneStore } from './lane-store.ts'

/** An event that this node works on or looks at. */
export interface OpenLane {
  readonly lane: Lane
  readonly availability: Availability
}

export interface LanesOptions {
  readonly store: LaneStore
  readonly clock: DatabaseClock
  /** Hears that this node has added an entry to an event's log. */
  readonly onCommitted: (eventId: string, seq: number) => void
}

/** Events kept in memory at once: those used last. One of 70,000 places takes about 3 MB when untouched. */
const LANES_MAX = 400

/** The lanes of this node, made when an event is first asked for and dropped when it was idle for longest. */
export class Lanes {
  readonly #options: LanesOptions
  readonly #open: LRUCache<string, OpenLane>

  constructor(options: LanesOptions) {
    this.#options = options
    this.#open = new LRUCache({
      max: LANES_MAX,
      // One that is at work or watched goes back in: it is dropped another time.
      dispose: (lane, eventId, reason) => {
        if (reason === 'evict' && (!lane.lane.idle || lane.availability.watched))
          queueMicrotask(() => this.#open.set(eventId, lane))
      },
    })
  }

  of(eventId: string): OpenLane {
    const known = this.#open.get(eventId)
    if (known !== undefined) return known
    const availability = new Availability()
    const lane = new Lane({
      eventId,
      store: this.#options.store,
      clock: this.#options.clock,
      view: availability,
      onCommitted: (seq) => this.#options.onCommitted(eventId, seq),
    })
    const open = { lane, availability }
    this.#open.set(eventId, open)
    return open
  }

  /** Events in memory, without making them count as used. */
  all(): Iterable<readonly [eventId: string, open: OpenLane]> {
    return this.#open.entries()
  }

  peek(eventId: string): OpenLane | undefined {
    return this.#open.peek(eventId)
  }

  async drain(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ lane }) => lane.drain()))
  }
}
