import { LRUCache } from 'lru-cache'
import { Availability } from './availability.ts'
import type { LaneClock } from './event-writer.ts'
import { Lane } from './lane.ts'
import type { LaneStore } from './lane-store.ts'
import { Pulse } from './pulse.ts'

/** An event that this node works on or looks at. */
export interface OpenLane {
  readonly lane: Lane
  readonly availability: Availability
  readonly pulse: Pulse
}

export interface LanesOptions {
  readonly store: LaneStore
  readonly clock: LaneClock
  /** Hears that this node has added an entry to an event's log. */
  readonly onCommitted: (eventId: string, seq: number) => void
  readonly lanesMax?: number
  readonly placesMax?: number
}

/** Events kept in memory at once: those used last. */
const LANES_MAX = 400
/** Their places together, some 40 bytes each with what they were laid out from: half a gigabyte, 170 stadiums. */
const PLACES_MAX = 12_000_000
/** Events that are not in memory and whose refusals are counted all the same, at most: some 9 KB each. */
const PULSES_MAX = 1_000
/** Lanes looked at, at most, to make room for another one. */
const LOOKS_MAX = 16

/**
 * The lanes of this node, made when an event is first asked for, and dropped when it was idle for longest. One that is
 * at work or watched stays, even when there are more such than should be.
 */
export class Lanes {
  readonly #options: LanesOptions
  /** The one that was used last is the last. */
  readonly #open = new Map<string, OpenLane>()
  /** In a rush it is the same one over and over. */
  #usedLast: OpenLane | undefined
  /** Of each that is open, as they were counted. */
  readonly #places = new Map<string, number>()
  #placesTogether = 0
  /** Of events that are not open (their sale is to come, or over, or they made room): those that were refused last. */
  readonly #pulses = new LRUCache<string, Pulse>({ max: PULSES_MAX })

  constructor(options: LanesOptions) {
    this.#options = options
  }

  of(eventId: string): OpenLane {
    const open = this.#open.get(eventId) ?? this.#make(eventId)
    this.#markUsed(eventId, open)
    return open
  }

  /** Events in memory, without making them count as used. */
  all(): Iterable<readonly [eventId: string, open: OpenLane]> {
    return [...this.#open]
  }

  peek(eventId: string): OpenLane | undefined {
    return this.#open.get(eventId)
  }

  /**
   * Where the answers about an event are counted, whether it is open or not: whoever is refused before a sale does not bring
   * it into memory. Ask for events that there are, or what strangers make up takes their place.
   */
  pulseOf(eventId: string): Pulse {
    const known = this.#open.get(eventId)?.pulse ?? this.#pulses.get(eventId)
    if (known !== undefined) return known
    const pulse = this.#newPulse()
    this.#pulses.set(eventId, pulse)
    return pulse
  }

  async drain(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ lane }) => lane.drain()))
  }

  #make(eventId: string): OpenLane {
    this.#makeRoom(1)
    const availability = new Availability(() => this.#count(eventId, availability))
    const { store, clock } = this.#options
    const pulse = this.#pulses.get(eventId) ?? this.#newPulse()
    this.#pulses.delete(eventId)
    pulse.begin()
    const lane = new Lane({
      eventId,
      store,
      clock,
      view: availability,
      onCommitted: (seq) => this.#options.onCommitted(eventId, seq),
      onChanges: (changes) => pulse.note(changes),
    })
    return { lane, availability, pulse }
  }

  #newPulse(): Pulse {
    const { clock } = this.#options
    return new Pulse(() => clock.now() ?? Date.now())
  }

  /** What is in memory of an event is known once it is loaded: then others may have to go. */
  #count(eventId: string, availability: Availability): void {
    if (this.#open.get(eventId)?.availability !== availability) return
    this.#placesTogether += availability.places - (this.#places.get(eventId) ?? 0)
    this.#places.set(eventId, availability.places)
    this.#makeRoom(0)
  }

  /** Looks at those that were not used for longest; what cannot be dropped counts as used, so others are looked at next. */
  #makeRoom(forMore: number): void {
    const { lanesMax = LANES_MAX, placesMax = PLACES_MAX } = this.#options
    const oldest = this.#open.entries()
    for (let look = 0; look < LOOKS_MAX; look++) {
      if (this.#open.size + forMore <= lanesMax && this.#placesTogether <= placesMax) return
      const { value } = oldest.next()
      if (value === undefined) return
      const [eventId, open] = value
      if (open.lane.idle && !open.availability.watched) this.#drop(eventId)
      else this.#markUsed(eventId, open)
    }
  }

  #drop(eventId: string): void {
    const open = this.#open.get(eventId)
    if (open !== undefined) this.#pulses.set(eventId, open.pulse)
    this.#open.delete(eventId)
    this.#placesTogether -= this.#places.get(eventId) ?? 0
    this.#places.delete(eventId)
  }

  #markUsed(eventId: string, open: OpenLane): void {
    if (this.#usedLast === open) return
    this.#usedLast = open
    this.#open.delete(eventId)
    this.#open.set(eventId, open)
  }
}
