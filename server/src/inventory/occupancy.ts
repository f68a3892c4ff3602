import { PLACE_ACCESSIBLE, type PlaceNo } from '@foyer/contract/compiled-manifest'
import type { BlockReason } from './change.ts'
import type { Layout } from './layout.ts'

/** What stands at a place. */
export const AVAILABLE = 0
export const HELD = 1
export const SOLD = 2
export const HOUSE = 3
export const KILL = 4
export type PlaceStatus = typeof AVAILABLE | typeof HELD | typeof SOLD | typeof HOUSE | typeof KILL
export const STATUSES = 5

export const statusOfBlock = { house: HOUSE, kill: KILL } as const satisfies Record<BlockReason, PlaceStatus>

/** How many places are not available: what lists of events go by, without a look at single places. */
export interface Taken {
  readonly places: number
  readonly accessible: number
  /** By the key of the category; those with none are left out. */
  readonly byCategory: Readonly<Record<string, number>>
}

/** Hears that a place became free or is free no longer. */
export type FlipListener = (place: PlaceNo, free: boolean) => void

/** Who stands where: the status of every place, its owner, and the counts that follow from them. */
export class Occupancy {
  readonly layout: Layout
  readonly status: Uint8Array
  /** Bit n % 32 of word n / 32 is set while place n is available. */
  readonly freeBits: Uint32Array
  readonly #owner: (string | undefined)[]
  readonly #counts: Int32Array<ArrayBuffer>
  readonly #freeOrdinary: Int32Array
  #accessibleFree = 0
  readonly #listeners: FlipListener[] = []

  constructor(layout: Layout) {
    const { count } = layout.manifest
    this.layout = layout
    this.status = new Uint8Array(count)
    this.freeBits = new Uint32Array(Math.ceil(count / 32))
    this.#owner = Array.from({ length: count })
    this.#counts = new Int32Array(layout.pools.length * STATUSES)
    this.#freeOrdinary = new Int32Array(layout.pools.length)
    for (let place = 0; place < count; place++) {
      this.#count(place, AVAILABLE, 1)
      this.#setFree(place, true)
    }
  }

  onFlip(listener: FlipListener): void {
    this.#listeners.push(listener)
  }

  isAvailable(place: PlaceNo): boolean {
    return this.status[place] === AVAILABLE
  }

  /** Id of the hold that keeps the place. */
  owner(place: PlaceNo): string | undefined {
    return this.#owner[place]
  }

  /** Number of places of a pool in a status. */
  count(pool: number, status: PlaceStatus): number {
    return this.#counts[pool * STATUSES + status] ?? 0
  }

  /** All counts as they are now: that of a status of a pool at pool * STATUSES + status. */
  copyCounts(): Int32Array<ArrayBuffer> {
    return this.#counts.slice()
  }

  /** Available places of a pool that are not kept for those who need them. */
  freeOrdinary(pool: number): number {
    return this.#freeOrdinary[pool] ?? 0
  }

  taken(): Taken {
    const { manifest, pools, accessibleBefore } = this.layout
    const byCategory: Record<string, number> = {}
    let places = 0
    pools.forEach((pool, index) => {
      const taken = pool.places - this.count(index, AVAILABLE)
      if (taken === 0) return
      const key = manifest.categories[pool.category] ?? ''
      byCategory[key] = (byCategory[key] ?? 0) + taken
      places += taken
    })
    return { places, accessible: (accessibleBefore[manifest.count] ?? 0) - this.#accessibleFree, byCategory }
  }

  set(place: PlaceNo, status: PlaceStatus, owner: string | undefined): void {
    const before = this.status[place] as PlaceStatus
    this.#owner[place] = owner
    if (before === status) return
    this.status[place] = status
    this.#count(place, before, -1)
    this.#count(place, status, 1)
    if (before !== AVAILABLE && status !== AVAILABLE) return
    const free = status === AVAILABLE
    this.#setFree(place, free)
    for (const listener of this.#listeners) listener(place, free)
  }

  #count(place: PlaceNo, status: PlaceStatus, by: 1 | -1): void {
    const pool = this.layout.poolOf[place] ?? 0
    const at = pool * STATUSES + status
    this.#counts[at] = (this.#counts[at] ?? 0) + by
  }

  #setFree(place: PlaceNo, free: boolean): void {
    const word = place >>> 5
    const bit = 1 << (place & 31)
    this.freeBits[word] = free ? (this.freeBits[word] ?? 0) | bit : (this.freeBits[word] ?? 0) & ~bit
    if (this.layout.reserved[place] === 1) {
      if (((this.layout.manifest.flags[place] ?? 0) & PLACE_ACCESSIBLE) !== 0) this.#accessibleFree += free ? 1 : -1
      return
    }
    const pool = this.layout.poolOf[place] ?? 0
    this.#freeOrdinary[pool] = (this.#freeOrdinary[pool] ?? 0) + (free ? 1 : -1)
  }
}
