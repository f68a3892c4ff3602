import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { findAccessibleSeats } from './accessible-seats.ts'
import { findBestSeats, type Fit, type PartySeats } from './best-seats.ts'
import type { SeatPlan } from './plan.ts'

/** What a party asks for. */
export interface Party {
  readonly quantity: number
  /** How many of them need a wheelchair space. */
  readonly wheelchairs: number
  /** Indexes of price levels; undefined: all. */
  readonly levels: ReadonlySet<number> | undefined
}

/** Another way for a party to sit, and in what it differs from what was asked. */
export interface PartyOption {
  readonly seats: readonly PlaceNo[]
  readonly fit: Fit
  /** The level that they all have, where that is not what was asked for; undefined otherwise. */
  readonly level: number | undefined
}

export type PartyAnswer =
  | { readonly found: readonly PlaceNo[]; readonly fit: Fit }
  | { readonly refused: 'not-together'; readonly options: readonly PartyOption[] }
  | { readonly refused: 'too-few'; readonly available: number; readonly options: readonly PartyOption[] }

const OPTIONS_MAX = 4

/** The best seats for a party; where they cannot sit as asked, the other ways there are, the mildest first. */
export function seatParty(plan: SeatPlan, isFree: (place: PlaceNo) => boolean, party: Party): PartyAnswer {
  const find = (levels: ReadonlySet<number> | undefined, relax: boolean): PartySeats =>
    party.wheelchairs > 0
      ? findAccessibleSeats(plan, isFree, { ...party, levels, relax })
      : findBestSeats(plan, isFree, { quantity: party.quantity, levels, relax })
  const asked = find(party.levels, false)
  if ('found' in asked) return asked
  const options: PartyOption[] = []
  const split = find(party.levels, true)
  if ('found' in split && split.fit === 'neighbouring-rows')
    options.push({ seats: split.found, fit: split.fit, level: undefined })
  for (const level of othersByPrice(plan, party.levels)) {
    const there = find(new Set([level]), false)
    if ('found' in there) options.push({ seats: there.found, fit: there.fit, level })
  }
  if ('found' in split && split.fit !== 'neighbouring-rows')
    options.push({ seats: split.found, fit: split.fit, level: undefined })
  const kept = options.slice(0, OPTIONS_MAX)
  return asked.refused === 'not-together'
    ? { refused: 'not-together', options: kept }
    : { refused: 'too-few', available: asked.available, options: kept }
}

/** Levels that were not asked for, those nearest in price first. */
function othersByPrice(plan: SeatPlan, levels: ReadonlySet<number> | undefined): number[] {
  if (levels === undefined) return []
  const asked = [...levels].map((level) => plan.levels[level]?.price.allIn.minor ?? 0)
  const away = (level: number) =>
    Math.min(...asked.map((minor) => Math.abs((plan.levels[level]?.price.allIn.minor ?? 0) - minor)))
  return [...plan.levels.keys()].filter((level) => !levels.has(level)).toSorted((a, b) => away(a) - away(b))
}
