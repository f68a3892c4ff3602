import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Occupancy } from './occupancy.ts'

/**
 * What a window may be: `tidy` leaves no single seat between what is taken, the edge and itself; `plain` may; both take
 * ordinary seats only. `any` takes seats kept for those who need them too, for when no other is left.
 */
export const windowModes = ['tidy', 'plain', 'any'] as const
export type WindowMode = (typeof windowModes)[number]

const NONE = -1

/** For one mode and quantity: the best window of every span, worked out when asked for and kept until a seat changes. */
export class WindowTable {
  readonly #occupancy: Occupancy
  readonly #versions: Uint32Array
  readonly #mode: WindowMode
  readonly #quantity: number
  readonly #first: Int32Array
  readonly #distance: Float64Array
  readonly #seen: Uint32Array

  constructor(occupancy: Occupancy, versions: Uint32Array, mode: WindowMode, quantity: number) {
    const spans = occupancy.layout.spanFirst.length
    this.#occupancy = occupancy
    this.#versions = versions
    this.#mode = mode
    this.#quantity = quantity
    this.#first = new Int32Array(spans)
    this.#distance = new Float64Array(spans)
    // One behind any version: nothing has been worked out yet.
    this.#seen = new Uint32Array(spans).fill(0xffff_ffff)
  }

  /** First seat of the span's best window; -1 where it has none. */
  bestFirst(span: number): PlaceNo {
    const { layout } = this.#occupancy
    const version = this.#versions[layout.blockOf[layout.spanFirst[span] ?? 0] ?? 0] ?? 0
    if (this.#seen[span] !== version) {
      this.#workOut(span)
      this.#seen[span] = version
    }
    return this.#first[span] ?? NONE
  }

  /** Mean distance of that window from the focal point; `bestFirst` comes first. */
  distance(span: number): number {
    return this.#distance[span] ?? Infinity
  }

  #workOut(span: number): void {
    const { layout } = this.#occupancy
    const start = layout.spanFirst[span] ?? 0
    const end = start + (layout.spanCount[span] ?? 0)
    let best = NONE
    let bestDistance = Infinity
    let run = 0
    for (let place = start; place < end; place++) {
      run = this.#mayTake(place) ? run + 1 : 0
      if (run < this.#quantity) continue
      const first = place - this.#quantity + 1
      const distance = ((layout.distanceBefore[place + 1] ?? 0) - (layout.distanceBefore[first] ?? 0)) / this.#quantity
      if (distance >= bestDistance || (this.#mode === 'tidy' && this.#leavesSingle(first, place))) continue
      best = first
      bestDistance = distance
    }
    this.#first[span] = best
    this.#distance[span] = bestDistance
  }

  #mayTake(place: PlaceNo): boolean {
    const { layout, status } = this.#occupancy
    return status[place] === 0 && (this.#mode === 'any' || layout.reserved[place] === 0)
  }

  /** Whether taking first..last leaves a free seat alone on one side, between it and what is taken or the edge. */
  #leavesSingle(first: PlaceNo, last: PlaceNo): boolean {
    const { layout } = this.#occupancy
    const block = layout.blockOf[first] ?? 0
    const start = layout.blockFirst[block] ?? 0
    const end = start + (layout.blockCount[block] ?? 0)
    const free = (place: PlaceNo): boolean => place >= start && place < end && this.#occupancy.status[place] === 0
    return (free(first - 1) && !free(first - 2)) || (free(last + 1) && !free(last + 2))
  }
}
