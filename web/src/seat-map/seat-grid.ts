import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Box } from './geometry.ts'
import type { SeatPlan } from './plan.ts'

/** Seats in a cell, on average: few enough to try, many enough that cells are not mostly empty. */
const SEATS_PER_CELL = 6

/** Where the seats are: those within a box, and the one nearest to a point. Places of areas are not in it. */
export class SeatGrid {
  readonly #plan: SeatPlan
  readonly #left: number
  readonly #top: number
  readonly #cell: number
  readonly #columns: number
  readonly #rows: number
  /** Seats of cell c are #seats[#from[c]] up to before #seats[#from[c + 1]]. */
  readonly #from: Uint32Array
  readonly #seats: Uint32Array

  constructor(plan: SeatPlan) {
    const { x, y, rowOf, count } = plan.compiled
    const [left, top, right, bottom] = plan.bounds
    const area = Math.max(1, (right - left) * (bottom - top))
    this.#plan = plan
    this.#left = left
    this.#top = top
    this.#cell = Math.max(plan.pitch, Math.sqrt((area * SEATS_PER_CELL) / Math.max(1, count)))
    this.#columns = Math.max(1, Math.ceil((right - left) / this.#cell))
    this.#rows = Math.max(1, Math.ceil((bottom - top) / this.#cell))
    this.#from = new Uint32Array(this.#columns * this.#rows + 1)
    const cells = new Uint32Array(count)
    for (let place = 0; place < count; place++) {
      if ((rowOf[place] ?? -1) < 0) continue
      const cell = this.#row(y[place] ?? 0) * this.#columns + this.#column(x[place] ?? 0)
      cells[place] = cell
      this.#from[cell + 1] = (this.#from[cell + 1] ?? 0) + 1
    }
    for (let cell = 1; cell < this.#from.length; cell++)
      this.#from[cell] = (this.#from[cell] ?? 0) + (this.#from[cell - 1] ?? 0)
    const next = this.#from.slice()
    this.#seats = new Uint32Array(this.#from.at(-1) ?? 0)
    for (let place = 0; place < count; place++) {
      if ((rowOf[place] ?? -1) < 0) continue
      const cell = cells[place] ?? 0
      this.#seats[next[cell] ?? 0] = place
      next[cell] = (next[cell] ?? 0) + 1
    }
  }

  /** Calls `visit` with each seat whose middle lies within the box. */
  within([left, top, right, bottom]: Box, visit: (place: PlaceNo) => void): void {
    const { x, y } = this.#plan.compiled
    const [firstColumn, lastColumn] = [this.#column(left), this.#column(right)]
    for (let row = this.#row(top); row <= this.#row(bottom); row++) {
      const from = this.#from[row * this.#columns + firstColumn] ?? 0
      const to = this.#from[row * this.#columns + lastColumn + 1] ?? 0
      for (let at = from; at < to; at++) {
        const place = this.#seats[at] ?? 0
        const [px, py] = [x[place] ?? 0, y[place] ?? 0]
        if (px >= left && px <= right && py >= top && py <= bottom) visit(place)
      }
    }
  }

  /** The seat nearest to a point, no farther than `reach`; undefined when there is none. */
  nearest(px: number, py: number, reach: number): PlaceNo | undefined {
    const { x, y } = this.#plan.compiled
    let best: PlaceNo | undefined
    let bestDistance = reach
    this.within([px - reach, py - reach, px + reach, py + reach], (place) => {
      const distance = Math.hypot((x[place] ?? 0) - px, (y[place] ?? 0) - py)
      if (distance > bestDistance || (distance === bestDistance && best !== undefined)) return
      best = place
      bestDistance = distance
    })
    return best
  }

  #column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#left) / this.#cell)))
  }

  #row(y: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((y - this.#top) / this.#cell)))
  }
}
