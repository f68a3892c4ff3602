import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { countChosen, type Choice } from './choice.ts'
import type { SeatBoard } from './seat-board.ts'
import type { SeatPlan } from './plan.ts'

/** What the box office is asked to hold. */
export type HoldWish =
  | { readonly places: readonly PlaceNo[] }
  | { readonly generalAdmission: { readonly area: string; readonly quantity: number } }
  | {
      readonly bestAvailable: {
        readonly quantity: number
        readonly priceLevel?: string
        readonly accessible?: number
        readonly relax: boolean
      }
    }

/** What it answers. `held`: the way on is taken by whoever asked. */
export type HoldAnswer =
  | { readonly answer: 'held' }
  | { readonly answer: 'places-taken'; readonly places: readonly PlaceNo[] }
  | { readonly answer: 'limit-reached' | 'network-limit-reached'; readonly remaining: number }
  | { readonly answer: 'hold-pause'; readonly seconds: number }
  | { readonly answer: PlainRefusal }

/** A refusal that needs no figure to be told. */
export type PlainRefusal = Exclude<keyof typeof REFUSALS, 'limit-reached' | 'network-limit-reached' | 'hold-pause'>

/** Answers that change nothing and are told in words. */
export const REFUSALS = {
  'limit-reached': true,
  'network-limit-reached': true,
  'hold-pause': true,
  'not-enough-available': true,
  'not-together': true,
  'not-yet-on-sale': true,
  'sale-over': true,
  'event-cancelled': true,
  'no-pass': true,
  busy: true,
  unreachable: true,
} as const

/**
 * The wish that a choice comes to. Places of one area alone are given out by the box office; beside seats they are
 * drawn by lot from those that are free, so that buyers do not all reach for the same ones.
 */
export function wishOf(plan: SeatPlan, board: SeatBoard, choice: Choice, random: () => number): HoldWish {
  const [area, ...others] = choice.areas
  if (area !== undefined && others.length === 0 && choice.seats.length === 0)
    return { generalAdmission: { area: plan.compiled.sections[area[0]]?.key ?? '', quantity: area[1] } }
  const drawn = [...choice.areas].flatMap(([section, quantity]) => drawPlaces(plan, board, section, quantity, random))
  return { places: [...choice.seats, ...drawn].toSorted((a, b) => a - b) }
}

/** Free places of an area, any of them. */
function drawPlaces(
  plan: SeatPlan,
  board: SeatBoard,
  section: number,
  quantity: number,
  random: () => number,
): PlaceNo[] {
  const { first = 0, count = 0 } = plan.compiled.sections[section] ?? {}
  const free: PlaceNo[] = []
  for (let place = first; place < first + count; place++) if (board.isFree(place)) free.push(place)
  const drawn: PlaceNo[] = []
  while (drawn.length < quantity && free.length > 0) drawn.push(...free.splice(Math.floor(random() * free.length), 1))
  return drawn
}

/** What a choice costs, in minor units. */
export function costOf(
  plan: SeatPlan,
  choice: Choice,
): { allIn: number; faceValue: number; fees: number; count: number } {
  let [allIn, faceValue, fees] = [0, 0, 0]
  const add = (place: PlaceNo, times: number) => {
    const price = plan.levels[plan.levelOf[place] ?? -1]?.price
    allIn += (price?.allIn.minor ?? 0) * times
    faceValue += (price?.faceValue.minor ?? 0) * times
    fees += (price?.fees.minor ?? 0) * times
  }
  for (const seat of choice.seats) add(seat, 1)
  for (const [section, quantity] of choice.areas) add(plan.compiled.sections[section]?.first ?? 0, quantity)
  return { allIn, faceValue, fees, count: countChosen(choice) }
}
