import type { LeafOf, PlaceRun, SaleLogLeaf } from './sale-log.leaves.ts'
import type { SaleManifest } from './sale-log.manifest.ts'

/** Where a place stands. */
export type PlaceState = 'available' | 'held' | 'sold' | 'house' | 'kill'

/** How many places of a price level stand where. */
export type LevelTotals = Readonly<Record<PlaceState, number>> & { readonly id: string; readonly name: string }

interface KeptHold {
  /** Places that it keeps. */
  readonly places: readonly number[]
  readonly until: number
  /** The commitment to the order that has bought them; null while they are only held. */
  readonly sale: string | null
}

const KINDS = [
  'manifest',
  'held',
  'released',
  'expired',
  'extended',
  'sold',
  'sold-late',
  'returned',
  'blocked',
  'unblocked',
] as const satisfies readonly SaleLogLeaf['kind'][]

/**
 * Goes through a sale leaf by leaf and refuses what cannot have happened: a place that goes to somebody while another has
 * it, a hold that ends before its time or twice, an entry that is left out. It remembers what is held and sold now, and
 * nothing of what is over.
 */
export class SaleReplay {
  /** Entries of the event's log that were told of. */
  entries = 0
  readonly counts: Readonly<Record<SaleLogLeaf['kind'], number>> = Object.fromEntries(
    KINDS.map((kind) => [kind, 0]),
  ) as Record<SaleLogLeaf['kind'], number>
  #manifest: SaleManifest | undefined
  #at = 0
  readonly #states: PlaceState[] = []
  readonly #holds = new Map<string, KeptHold>()
  readonly #sales = new Set<string>()

  /**
   * Takes in the next leaf; a manifest with its document.
   * @returns what is wrong with it, in words; undefined when it may follow.
   */
  take(leaf: SaleLogLeaf, document?: SaleManifest): string | undefined {
    const wrong = leaf.kind === 'manifest' ? this.#publish(leaf, document) : (this.#follow(leaf) ?? this.#happen(leaf))
    if (wrong === undefined) (this.counts as Record<string, number>)[leaf.kind] = this.counts[leaf.kind] + 1
    return wrong
  }

  /** How the places of each price level stand, by the last manifest. */
  totals(): LevelTotals[] {
    return (this.#manifest?.levels ?? []).map(({ id, name, runs }) => ({ id, name, ...this.#count(runs) }))
  }

  #publish(leaf: LeafOf<'manifest'>, document: SaleManifest | undefined): string | undefined {
    if (document === undefined || document.places !== leaf.places) return 'it has not the places of its document'
    if (leaf.version !== this.counts.manifest + 1) return `it is version ${leaf.version} after ${this.counts.manifest}`
    if (leaf.entry !== this.entries) return `it says to follow entry ${leaf.entry}, and follows ${this.entries}`
    if (document.places < this.#states.length) return 'places of the manifest before are gone'
    while (this.#states.length < document.places) this.#states.push('available')
    if (leaf.levels.length !== document.levels.length) return 'it has other levels than its document'
    for (const [index, { id, runs }] of document.levels.entries()) {
      const said = leaf.levels[index]
      const { house, kill } = this.#count(runs)
      const places = runs.reduce((sum, [, count]) => sum + count, 0)
      if (said?.id !== id || said.places !== places || said.house !== house || said.kill !== kill)
        return `it counts level ${id} otherwise than the log`
    }
    this.#manifest = document
    return undefined
  }

  #follow({ entry, at }: { entry: number; at: number }): string | undefined {
    if (this.#manifest === undefined) return 'it comes before any manifest'
    if (entry === this.entries) return entry === 0 || at === this.#at ? undefined : 'an entry has one moment'
    if (entry !== this.entries + 1) return `entry ${entry} follows entry ${this.entries}`
    this.entries = entry
    this.#at = at
    return undefined
  }

  #happen(leaf: Exclude<SaleLogLeaf, { kind: 'manifest' }>): string | undefined {
    switch (leaf.kind) {
      case 'held':
        if (this.#holds.has(leaf.hold)) return 'the hold is there already'
        if (leaf.until <= leaf.at) return 'the hold is over before it begins'
        return this.#give(leaf, { places: leaf.places, until: leaf.until, sale: null })
      case 'released':
      case 'expired':
        return this.#end(leaf)
      case 'extended':
        return this.#extend(leaf)
      case 'sold':
        return this.#sell(leaf)
      case 'sold-late':
        if (this.#holds.has(leaf.hold)) return 'its hold is not over'
        return this.#bill(leaf.sale) ?? this.#give(leaf, { places: leaf.places, until: leaf.at, sale: leaf.sale })
      case 'returned':
        return this.#takeBack(leaf)
      case 'blocked':
        return this.#mark(leaf.runs, ['available', 'house', 'kill'], leaf.reason)
      case 'unblocked':
        return this.#mark(leaf.runs, ['house', 'kill'], 'available')
    }
  }

  #give({ hold }: { hold: string }, kept: KeptHold): string | undefined {
    const taken = kept.places.find((place) => this.#states[place] !== 'available')
    if (taken !== undefined) return `place ${taken} is ${this.#states[taken] ?? 'not in the manifest'}`
    this.#holds.set(hold, kept)
    for (const place of kept.places) this.#states[place] = kept.sale === null ? 'held' : 'sold'
    return undefined
  }

  #end({ kind, hold, at }: LeafOf<'released' | 'expired'>): string | undefined {
    const kept = this.#holds.get(hold)
    if (kept === undefined || kept.sale !== null) return 'there is no such hold'
    if (kind === 'expired' && at < kept.until) return 'the hold is not over yet'
    this.#holds.delete(hold)
    for (const place of kept.places) this.#states[place] = 'available'
    return undefined
  }

  #extend({ hold, at, until }: LeafOf<'extended'>): string | undefined {
    const kept = this.#holds.get(hold)
    if (kept === undefined || kept.sale !== null || at >= kept.until) return 'there is no such hold, or it is over'
    if (until < kept.until) return 'the hold becomes shorter'
    this.#holds.set(hold, { ...kept, until })
    return undefined
  }

  #sell({ hold, sale, places, at }: LeafOf<'sold'>): string | undefined {
    const kept = this.#holds.get(hold)
    if (kept === undefined || kept.sale !== null || at >= kept.until) return 'there is no such hold, or it is over'
    if (String(places) !== String(kept.places)) return 'it sells other places than were held'
    const wrong = this.#bill(sale)
    if (wrong !== undefined) return wrong
    this.#holds.set(hold, { ...kept, sale })
    for (const place of places) this.#states[place] = 'sold'
    return undefined
  }

  #bill(sale: string): string | undefined {
    if (this.#sales.has(sale)) return 'the order has bought already'
    this.#sales.add(sale)
    return undefined
  }

  #takeBack({ hold, places }: LeafOf<'returned'>): string | undefined {
    const kept = this.#holds.get(hold)
    if (kept === undefined || kept.sale === null) return 'nothing was sold by that hold'
    if (!places.every((place) => kept.places.includes(place)))
      return 'a place is given back that was not sold by that hold'
    const rest = kept.places.filter((place) => !places.includes(place))
    if (rest.length === 0) this.#holds.delete(hold)
    else this.#holds.set(hold, { ...kept, places: rest })
    for (const place of places) this.#states[place] = 'available'
    return undefined
  }

  #mark(runs: readonly PlaceRun[], from: readonly PlaceState[], to: PlaceState): string | undefined {
    for (const place of placesOf(runs)) {
      const state = this.#states[place]
      if (state === undefined || !from.includes(state)) return `place ${place} is ${state ?? 'not in the manifest'}`
    }
    for (const place of placesOf(runs)) this.#states[place] = to
    return undefined
  }

  #count(runs: readonly PlaceRun[]): Record<PlaceState, number> {
    const counts = { available: 0, held: 0, sold: 0, house: 0, kill: 0 }
    for (const place of placesOf(runs)) counts[this.#states[place] ?? 'available']++
    return counts
  }
}

function* placesOf(runs: readonly PlaceRun[]): Generator<number> {
  for (const [first, count] of runs) for (let place = first; place < first + count; place++) yield place
}
