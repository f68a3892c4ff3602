import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Occupancy } from './occupancy.ts'
import type { SeatFilter } from './seat-wish.ts'
import { WindowTable, windowModes, type WindowMode } from './window-table.ts'

/** The spans that a filter lets through, nearest first, with what is known about them. */
export interface SeatClass {
  readonly spans: Int32Array
  /** Position of a block's first span among `spans`; beyond the end where it has none. */
  readonly positionOf: Int32Array
  readonly pools: readonly number[]
  /** For a mode and quantity: no span before this position has a window. */
  readonly from: Map<number, number>
  /** Positions of the spans of each row. */
  readonly positionsOfRow: ReadonlyMap<number, readonly number[]>
  /** For a way to split a party: no span before this position has a part of it. Forgotten when a seat becomes free. */
  readonly splitFrom: Map<string, number>
}

/** Seats together in one row: the first, and their mean distance from the focal point. */
export interface Window {
  readonly first: PlaceNo
  readonly distance: number
}

/** Filters remembered at once; an event has about as many as it has price levels, times sections when asked for. */
const CLASSES_MAX = 256
const QUANTITY_BASE = 1_000

/**
 * Finds seats together, nearest first. For each span the best window is remembered until a seat of its block changes,
 * and spans at the front that have none are not looked at again, so a request in a rush costs microseconds.
 */
export class SeatFinder {
  readonly occupancy: Occupancy
  readonly #classes = new Map<string, SeatClass>()
  readonly #tables = new Map<number, WindowTable>()
  /** Grows with every change in a block. */
  readonly #versions: Uint32Array

  constructor(occupancy: Occupancy) {
    this.occupancy = occupancy
    const { blockOf, blockFirst } = occupancy.layout
    this.#versions = new Uint32Array(blockFirst.length)
    occupancy.onFlip((place, free) => {
      const block = blockOf[place] ?? -1
      if (block < 0) return
      this.#versions[block] = (this.#versions[block] ?? 0) + 1
      for (const seats of this.#classes.values()) {
        lower(seats, seats.positionOf[block] ?? 0)
        if (free) seats.splitFrom.clear()
      }
    })
  }

  /** The nearest window of a quantity under a mode's rules. Exact: no window has a smaller mean distance. */
  nearest(filter: SeatFilter, mode: WindowMode, quantity: number): Window | undefined {
    const seats = this.classOf(filter)
    const table = this.#table(mode, quantity)
    let best: Window | undefined
    for (let position = this.firstWith(seats, mode, quantity); position < seats.spans.length; position++) {
      const span = seats.spans[position] ?? 0
      if (best !== undefined && (this.occupancy.layout.spanNearest[span] ?? 0) >= best.distance) break
      const first = table.bestFirst(span)
      if (first < 0) continue
      const distance = table.distance(span)
      if (best === undefined || distance < best.distance) best = { first, distance }
    }
    return best
  }

  /** Position of the nearest span that has a window; the number of spans when none has. */
  firstWith(seats: SeatClass, mode: WindowMode, quantity: number): number {
    const table = this.#table(mode, quantity)
    const key = windowModes.indexOf(mode) * QUANTITY_BASE + quantity
    let from = seats.from.get(key) ?? 0
    while (from < seats.spans.length && table.bestFirst(seats.spans[from] ?? 0) < 0) from++
    seats.from.set(key, from)
    return from
  }

  /** The best window of one span under a mode's rules. */
  inSpan(span: number, mode: WindowMode, quantity: number): Window | undefined {
    const table = this.#table(mode, quantity)
    const first = table.bestFirst(span)
    return first < 0 ? undefined : { first, distance: table.distance(span) }
  }

  classOf(filter: SeatFilter): SeatClass {
    const key = `${filter.section ?? ''}/${filter.categories?.join() ?? ''}`
    const known = this.#classes.get(key)
    if (known !== undefined) return known
    const [oldest] = this.#classes.keys()
    if (this.#classes.size >= CLASSES_MAX && oldest !== undefined) this.#classes.delete(oldest)
    const made = makeClass(this.occupancy, filter)
    this.#classes.set(key, made)
    return made
  }

  #table(mode: WindowMode, quantity: number): WindowTable {
    const key = windowModes.indexOf(mode) * QUANTITY_BASE + quantity
    let table = this.#tables.get(key)
    if (table === undefined) {
      table = new WindowTable(this.occupancy, this.#versions, mode, quantity)
      this.#tables.set(key, table)
    }
    return table
  }
}

/** A change in a block may have made a window where there was none: look at it again. */
function lower(seats: SeatClass, position: number): void {
  for (const [key, from] of seats.from) if (position < from) seats.from.set(key, position)
}

function makeClass({ layout }: Occupancy, filter: SeatFilter): SeatClass {
  const matches = (pool: number): boolean => {
    const { section, category } = layout.pools[pool] ?? { section: -1, category: -1 }
    if (layout.manifest.sections[section]?.kind !== 'seated') return false
    if (filter.section !== null && section !== filter.section) return false
    return filter.categories === null || filter.categories.includes(category)
  }
  const pools = layout.pools.map((_, pool) => pool).filter(matches)
  const wanted = new Set(pools)
  const spans = Int32Array.from(
    [...layout.spanFirst.keys()].filter((span) => wanted.has(layout.spanPool[span] ?? -1)),
  ).sort((a, b) => (layout.spanNearest[a] ?? 0) - (layout.spanNearest[b] ?? 0) || a - b)
  const positionOf = new Int32Array(layout.blockFirst.length).fill(spans.length)
  spans.forEach((span, position) => {
    const block = layout.blockOf[layout.spanFirst[span] ?? 0] ?? 0
    positionOf[block] = Math.min(positionOf[block] ?? 0, position)
  })
  const positionsOfRow = new Map<number, number[]>()
  spans.forEach((span, position) => {
    const row = layout.spanRow[span] ?? -1
    const known = positionsOfRow.get(row)
    if (known === undefined) positionsOfRow.set(row, [position])
    else known.push(position)
  })
  return { spans, positionOf, pools, from: new Map(), positionsOfRow, splitFrom: new Map() }
}
