import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { NO_LEVEL, type SeatPlan } from './plan.ts'

/** Places that were taken and that came back, as the stream of an event tells it. */
export interface SeatChange {
  readonly version: number
  readonly taken: readonly PlaceNo[]
  readonly freed: readonly PlaceNo[]
}

/** What really differs after a snapshot or a change. */
export interface SeatDifference {
  readonly taken: readonly PlaceNo[]
  readonly freed: readonly PlaceNo[]
}

/** How many places of a category are free in a section, by their keys. */
export interface SectionCount {
  readonly section: string
  readonly category: string
  readonly available: number
}

/**
 * Which places are to be had, as last heard. Where so many people look that single places are not told, only how many each
 * section has (`sectionsOnly`): then any place may be free, but for those that somebody said are taken.
 * Empty until the first snapshot: then nothing is free. Listeners hear what
 * really differs, so telling it twice, or a snapshot after a gap, does no harm.
 */
export class SeatBoard {
  readonly #plan: SeatPlan
  readonly #taken: Uint8Array
  /** Free places by section and level, at section * levels + level. */
  readonly #free: Int32Array
  readonly #listeners = new Set<(difference: SeatDifference) => void>()
  #version = -1
  #revision = 0
  /** As `#free`, where only that is told. */
  #counted: Int32Array | undefined

  constructor(plan: SeatPlan) {
    this.#plan = plan
    this.#taken = new Uint8Array(Math.ceil(plan.compiled.count / 8)).fill(0xff)
    this.#free = new Int32Array(plan.sections.length * plan.levels.length)
  }

  /** Of the last snapshot or change; -1 before the first. */
  get version(): number {
    return this.#version
  }

  /** Grows with each real difference. */
  get revision(): number {
    return this.#revision
  }

  /** Whether it is known only how many places each section has. */
  get sectionsOnly(): boolean {
    return this.#counted !== undefined
  }

  /** Whether a place is on sale and nobody has it. */
  readonly isFree = (place: PlaceNo): boolean =>
    ((this.#taken[place >>> 3] ?? 0xff) & (1 << (place & 7))) === 0 && this.#plan.levelOf[place] !== NO_LEVEL

  /** Free places of a section, of all levels or of those that a filter lets through. */
  freeIn(section: number, levels?: ReadonlySet<number>): number {
    let sum = 0
    for (let level = 0; level < this.#plan.levels.length; level++)
      if (levels === undefined || levels.has(level)) sum += this.freeAt(section, level)
    return sum
  }

  freeAt(section: number, level: number): number {
    return (this.#counted ?? this.#free)[section * this.#plan.levels.length + level] ?? 0
  }

  /** Free places of a level in all sections. */
  freeOf(level: number): number {
    let sum = 0
    for (let section = 0; section < this.#plan.sections.length; section++) sum += this.freeAt(section, level)
    return sum
  }

  /** Takes over a snapshot: bit n % 8 (lowest first) of byte n / 8 is set when place n is taken. */
  applySnapshot(version: number, bitmap: Uint8Array): void {
    const wasCounted = this.#counted !== undefined
    this.#counted = undefined
    const taken: PlaceNo[] = []
    const freed: PlaceNo[] = []
    for (let byte = 0; byte < this.#taken.length; byte++) {
      const after = bitmap[byte] ?? 0xff
      let differs = (this.#taken[byte] ?? 0) ^ after
      for (let place = byte * 8; differs !== 0; place++, differs >>>= 1)
        if ((differs & 1) === 1 && place < this.#plan.compiled.count)
          ((after & (1 << (place & 7))) === 0 ? freed : taken).push(place)
    }
    this.#apply(version, taken, freed, wasCounted)
  }

  /** Takes over how many places each section has. */
  applyCounts(version: number, counts: readonly SectionCount[]): void {
    const { compiled, levels } = this.#plan
    if (this.#counted === undefined)
      // What was known of single places is of the past, and nothing is said to be taken that may be free.
      for (let place = 0; place < compiled.count; place++) if (this.#isTaken(place)) this.#flip(place, 1)
    const counted = new Int32Array(this.#free.length)
    for (const { section, category, available } of counts) {
      const at = compiled.sections.findIndex(({ key }) => key === section)
      const level = levels.findIndex(({ categories }) => categories.includes(category))
      if (at < 0 || level < 0) continue
      const pool = at * levels.length + level
      counted[pool] = (counted[pool] ?? 0) + available
    }
    this.#counted = counted
    this.#version = version
    this.#tell({ taken: [], freed: [] })
  }

  /** Takes over a change. One that is older than what is known is let go. */
  applyChange(change: SeatChange): void {
    if (change.version < this.#version) return
    const known = (place: PlaceNo) => place >= 0 && place < this.#plan.compiled.count
    this.#apply(
      change.version,
      [...new Set(change.taken)].filter((place) => known(place) && !this.#isTaken(place)),
      [...new Set(change.freed)].filter((place) => known(place) && this.#isTaken(place)),
    )
  }

  /** @returns how to stop. */
  listen(listener: (difference: SeatDifference) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #apply(version: number, taken: readonly PlaceNo[], freed: readonly PlaceNo[], isNews = false): void {
    const isFirst = this.#version < 0 || isNews
    this.#version = version
    for (const place of taken) this.#flip(place, -1)
    for (const place of freed) this.#flip(place, 1)
    if (!isFirst && taken.length === 0 && freed.length === 0) return
    this.#tell({ taken, freed })
  }

  #tell(difference: SeatDifference): void {
    this.#revision++
    for (const listener of this.#listeners) listener(difference)
  }

  #isTaken(place: PlaceNo): boolean {
    return ((this.#taken[place >>> 3] ?? 0xff) & (1 << (place & 7))) !== 0
  }

  #flip(place: PlaceNo, by: 1 | -1): void {
    this.#taken[place >>> 3] = (this.#taken[place >>> 3] ?? 0) ^ (1 << (place & 7))
    const level = this.#plan.levelOf[place] ?? NO_LEVEL
    if (level === NO_LEVEL) return
    const pool = (this.#plan.compiled.sectionOf[place] ?? 0) * this.#plan.levels.length + level
    this.#free[pool] = (this.#free[pool] ?? 0) + by
  }
}
