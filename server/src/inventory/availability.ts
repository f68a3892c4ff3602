import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { AVAILABLE, HELD, HOUSE, KILL, SOLD, STATUSES, type PlaceStatus } from './occupancy.ts'
import type { EventState } from './state.ts'

/** Places of one category in one section, by what stands there. */
export interface PoolCounts {
  readonly section: string
  readonly category: string
  readonly available: number
  readonly held: number
  readonly sold: number
  readonly blocked: number
}

export interface AvailabilitySnapshot {
  /** Sequence number of the last log entry that is in it. */
  readonly version: number
  /** Number of places of the event. */
  readonly places: number
  /** Bit n % 8 of byte n / 8 is set when place n is not available. */
  readonly bitmap: Uint8Array
  readonly counts: readonly PoolCounts[]
}

export interface AvailabilityDelta {
  readonly version: number
  readonly taken: readonly PlaceNo[]
  readonly freed: readonly PlaceNo[]
}

/** Places that may have changed and whether they are taken, with all counts: absolute, so taking one over twice is safe. */
export interface AvailabilityChange {
  readonly places: readonly PlaceNo[]
  readonly taken: readonly boolean[]
  readonly counts: Int32Array<ArrayBuffer>
}

export type AvailabilityListener = (delta: AvailabilityDelta) => void

/** What everybody may see of an event: settled entries only, never what a batch on its way has in mind. */
export class Availability {
  #state: EventState | undefined
  #flipped: PlaceNo[] = []
  #version = -1
  #bitmap = new Uint8Array()
  #counts = new Int32Array()
  readonly #listeners = new Set<AvailabilityListener>()
  readonly #onLoaded: () => void

  /** `onLoaded`: a state was loaded, or loaded anew, and the number of places may have changed. */
  constructor(onLoaded: () => void = () => undefined) {
    this.#onLoaded = onLoaded
  }

  /** Places that are kept in memory; none before the state was loaded. */
  get places(): number {
    return this.#state?.manifest.count ?? 0
  }

  get watched(): boolean {
    return this.#listeners.size > 0
  }

  /** Undefined until the event's state was loaded once. The bitmap is a copy. */
  snapshot(): AvailabilitySnapshot | undefined {
    if (this.#version < 0) return undefined
    return {
      version: this.#version,
      places: this.places,
      bitmap: this.#bitmap.slice(),
      counts: this.#poolCounts(),
    }
  }

  /** Hears every change from now on. @returns how to stop. */
  watch(listener: AvailabilityListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What is new since this was last asked, to be published once it is settled. */
  capture(state: EventState): AvailabilityChange {
    if (state !== this.#state) this.#attach(state)
    const { status } = state.occupancy
    const places = this.#flipped
    this.#flipped = []
    return { places, taken: places.map((place) => status[place] !== AVAILABLE), counts: state.occupancy.copyCounts() }
  }

  /** A change is settled as entry `version`: take it over, and tell the listeners what differs. */
  publish(change: AvailabilityChange, version: number): void {
    const taken: PlaceNo[] = []
    const freed: PlaceNo[] = []
    change.places.forEach((place, index) => {
      const is = change.taken[index] === true
      const byte = place >>> 3
      const bit = 1 << (place & 7)
      if ((((this.#bitmap[byte] ?? 0) & bit) !== 0) === is) return
      this.#bitmap[byte] = (this.#bitmap[byte] ?? 0) ^ bit
      ;(is ? taken : freed).push(place)
    })
    this.#version = version
    this.#counts = change.counts
    for (const listener of this.#listeners) listener({ version, taken, freed })
  }

  /** A state that was loaded anew is compared place by place, so listeners hear only of what differs. */
  #attach(state: EventState): void {
    const { count } = state.manifest
    this.#state = state
    if (this.#bitmap.length !== Math.ceil(count / 8)) this.#bitmap = new Uint8Array(Math.ceil(count / 8))
    this.#flipped = Array.from({ length: count }, (_, place) => place)
    state.occupancy.onFlip((place) => {
      if (this.#state === state) this.#flipped.push(place)
    })
    this.#onLoaded()
  }

  #poolCounts(): PoolCounts[] {
    const state = this.#state
    if (state === undefined) return []
    const { manifest, occupancy } = state
    const count = (pool: number, status: PlaceStatus): number => this.#counts[pool * STATUSES + status] ?? 0
    return occupancy.layout.pools.map((pool, index) => ({
      section: manifest.sections[pool.section]?.key ?? '',
      category: manifest.categories[pool.category] ?? '',
      available: count(index, AVAILABLE),
      held: count(index, HELD),
      sold: count(index, SOLD),
      blocked: count(index, HOUSE) + count(index, KILL),
    }))
  }
}
