import {
  PLACE_ACCESSIBLE,
  PLACE_COMPANION,
  PLACE_RESTRICTED_VIEW,
  type PlaceNo,
} from '@foyer/contract/compiled-manifest'
import type { Formats } from '../i18n/format.ts'
import type { Fit } from './best-seats.ts'
import type { SeatMessages } from './messages/en.ts'
import { levelAt, type SeatPlan } from './plan.ts'

/** What a map says, in one language. */
export interface Words {
  readonly m: SeatMessages
  readonly f: Formats
}

/** "104, row 12, seat 14"; of an area its name alone. */
export function placeName({ m }: Words, { compiled }: SeatPlan, place: PlaceNo): string {
  const { section, row, seat } = compiled.address(place)
  return row === null || seat === null ? section : m.seat(section, row, seat)
}

/** Seats of one row in as few words as can be: "104, row 12, seats 14, 15". Rows are told one after another. */
export function seatsName({ m, f }: Words, { compiled }: SeatPlan, places: readonly PlaceNo[]): string {
  const rows = Map.groupBy(
    places.toSorted((a, b) => a - b),
    (place) => compiled.rowOf[place] ?? -1,
  )
  const named = [...rows.values()].map((ofRow) => {
    const { section, row } = compiled.address(ofRow[0] ?? 0)
    const labels = ofRow.map((place) => compiled.address(place).seat ?? '')
    return { section, text: row === null ? '' : m.rowAndSeats(row, f.list(labels), labels.length) }
  })
  const [first] = named
  const isOneSection = named.every(({ section }) => section === first?.section)
  return isOneSection
    ? [first?.section, ...named.map(({ text }) => text)].join(', ')
    : named.map(({ section, text }) => `${section}, ${text}`).join('; ')
}

/** What is special about a place, in words. */
export function traitsOf({ m }: Words, { compiled }: SeatPlan, place: PlaceNo): string[] {
  const flags = compiled.flags[place] ?? 0
  if (compiled.rowOf[place] === -1) return []
  return [
    ...((flags & PLACE_ACCESSIBLE) === 0 ? [] : [m.accessible]),
    ...((flags & PLACE_COMPANION) === 0 ? [] : [m.companion]),
    ...((flags & PLACE_RESTRICTED_VIEW) === 0 ? [] : [m.restrictedView]),
  ]
}

/** A seat for those who do not see it: where, how it stands, what it costs, what is special. */
export function describeSeat(words: Words, plan: SeatPlan, place: PlaceNo, state: 'free' | 'taken' | 'yours'): string {
  const level = levelAt(plan, place)
  const price = level === undefined ? [] : [`${words.f.price(level.price.allIn)} ${words.m.allIn}`, level.name]
  return [
    placeName(words, plan, place),
    words.m[state],
    ...(state === 'taken' ? [] : price),
    ...traitsOf(words, plan, place),
  ].join(', ')
}

/** The best seats for a party, and what had to be given up for them. */
export function partyName(words: Words, plan: SeatPlan, seats: readonly PlaceNo[], fit: Fit): string {
  const { party } = words.m
  const where = seatsName(words, plan, seats)
  const isTogether = fit === 'together' || fit === 'leaves-single'
  return `${isTogether ? party.found(seats.length, where) : party.foundApart(seats.length, where)} ${party.fit[fit]}`.trim()
}
