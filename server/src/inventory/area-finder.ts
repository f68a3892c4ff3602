import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Occupancy } from './occupancy.ts'
import type { AreaLeft } from './operations.ts'
import type { SeatFilter } from './seat-wish.ts'

/** A refusal names so many areas at most. */
const AREAS_TOLD_MAX = 20

/** A part of an area whose places are alike: those kept for people who need them, and the others. */
interface Part {
  readonly end: PlaceNo
  readonly reserved: boolean
  /** No place before this one is free. */
  from: PlaceNo
}

/** Finds the next free places of a general-admission area: 32 at a step, never before the first that may be free. */
export class AreaFinder {
  readonly #occupancy: Occupancy
  readonly #partsOf = new Map<number, readonly Part[]>()

  constructor(occupancy: Occupancy) {
    this.#occupancy = occupancy
    const { sections } = occupancy.layout.manifest
    sections.forEach((section, index) => {
      if (section.kind === 'area') this.#partsOf.set(index, partsOf(occupancy, section.first, section.count))
    })
    occupancy.onFlip((place, free) => {
      if (!free) return
      const parts = this.#partsOf.get(occupancy.layout.manifest.sectionOf[place] ?? -1)
      const part = parts?.find((part) => place < part.end)
      if (part && place < part.from) part.from = place
    })
  }

  /**
   * The first free places of an area, ascending; undefined when there are not enough. `accessible` of them are places
   * kept for those who need them; the others get such places only when no other is left.
   */
  find(area: number, quantity: number, accessible: number): PlaceNo[] | undefined {
    const parts = this.#partsOf.get(area) ?? []
    const kept = parts.filter((part) => part.reserved)
    const ordinary = parts.filter((part) => !part.reserved)
    const needed = this.#take(kept, accessible, new Set())
    if (needed.length < accessible) return undefined
    const others = this.#take(ordinary, quantity - accessible, new Set())
    const missing = quantity - accessible - others.length
    const spare = missing === 0 ? [] : this.#take(kept, missing, new Set(needed))
    if (spare.length < missing) return undefined
    return [...needed, ...others, ...spare].sort((a, b) => a - b)
  }

  /** Available places of an area. */
  available(area: number): number {
    const { pools } = this.#occupancy.layout
    return pools.reduce((sum, pool, index) => sum + (pool.section === area ? this.#occupancy.count(index, 0) : 0), 0)
  }

  /** Areas with places of these categories left, those with most first. */
  left({ categories, section }: SeatFilter): AreaLeft[] {
    const { manifest, pools } = this.#occupancy.layout
    const left = new Map<number, number>()
    pools.forEach((pool, index) => {
      if (!this.#partsOf.has(pool.section) || (section !== null && section !== pool.section)) return
      if (categories !== null && !categories.includes(pool.category)) return
      left.set(pool.section, (left.get(pool.section) ?? 0) + this.#occupancy.count(index, 0))
    })
    return [...left]
      .filter(([, available]) => available > 0)
      .sort(([a, most], [b, more]) => more - most || a - b)
      .slice(0, AREAS_TOLD_MAX)
      .map(([area, available]) => ({ area: manifest.sections[area]?.key ?? '', available }))
  }

  #take(parts: readonly Part[], quantity: number, except: ReadonlySet<PlaceNo>): PlaceNo[] {
    const found: PlaceNo[] = []
    for (const part of parts) {
      part.from = this.#nextFree(part.from, part.end)
      for (let place = part.from; place < part.end && found.length < quantity;) {
        if (!except.has(place)) found.push(place)
        place = this.#nextFree(place + 1, part.end)
      }
    }
    return found
  }

  #nextFree(from: PlaceNo, end: PlaceNo): PlaceNo {
    const words = this.#occupancy.freeBits
    let place = from
    while (place < end) {
      const word = (words[place >>> 5] ?? 0) >>> (place & 31)
      if (word !== 0) return Math.min(end, place + 31 - Math.clz32(word & -word))
      place = (place | 31) + 1
    }
    return end
  }
}

/** The runs of an area that are alike; the accessible places of an area are its first. */
function partsOf(occupancy: Occupancy, first: PlaceNo, count: number): Part[] {
  const parts: Part[] = []
  const end = first + count
  let from = first
  for (let place = first + 1; place <= end; place++) {
    if (place < end && occupancy.layout.reserved[place] === occupancy.layout.reserved[from]) continue
    parts.push({ from, end: place, reserved: occupancy.layout.reserved[from] === 1 })
    from = place
  }
  return parts
}
