import type { PlaceNo } from '@foyer/contract/compiled-manifest'

/** What a person has chosen so far: seats by number, areas by quantity. Nobody but them knows of it yet. */
export interface Choice {
  /** In the order of choosing. */
  readonly seats: readonly PlaceNo[]
  /** How many places of which area, by the index of its section. */
  readonly areas: ReadonlyMap<number, number>
}

export const NOTHING_CHOSEN: Choice = { seats: [], areas: new Map() }

export type Chosen =
  | { readonly choice: Choice }
  | { readonly refused: 'taken' }
  | { readonly refused: 'allowance'; readonly allowance: number }

export interface ChoiceRules {
  /** Places that one person may have of this event. */
  readonly allowance: number
  readonly isFree: (place: PlaceNo) => boolean
}

/** Chooses a seat, or gives it up when it was chosen. */
export function toggleSeat(choice: Choice, place: PlaceNo, { allowance, isFree }: ChoiceRules): Chosen {
  if (choice.seats.includes(place))
    return { choice: { ...choice, seats: choice.seats.filter((seat) => seat !== place) } }
  if (!isFree(place)) return { refused: 'taken' }
  if (countChosen(choice) >= allowance) return { refused: 'allowance', allowance }
  return { choice: { ...choice, seats: [...choice.seats, place] } }
}

/** So many places of an area, where so many are free. */
export function setArea(choice: Choice, section: number, quantity: number, free: number, allowance: number): Chosen {
  const before = choice.areas.get(section) ?? 0
  if (quantity > before && quantity > free) return { refused: 'taken' }
  if (quantity > before && countChosen(choice) - before + quantity > allowance)
    return { refused: 'allowance', allowance }
  const areas = new Map(choice.areas)
  if (quantity <= 0) areas.delete(section)
  else areas.set(section, quantity)
  return { choice: { ...choice, areas } }
}

/** Gives up some seats for others, in one step. */
export function exchangeSeats(
  choice: Choice,
  give: readonly PlaceNo[],
  take: readonly PlaceNo[],
  rules: ChoiceRules,
): Chosen {
  const kept = choice.seats.filter((seat) => !give.includes(seat))
  const added = take.filter((seat) => !kept.includes(seat))
  if (!added.every((seat) => rules.isFree(seat))) return { refused: 'taken' }
  const exchanged = { ...choice, seats: [...kept, ...added] }
  return countChosen(exchanged) > rules.allowance
    ? { refused: 'allowance', allowance: rules.allowance }
    : { choice: exchanged }
}

/** The choice without what others have taken meanwhile, and what that was. */
export function withoutTaken(
  choice: Choice,
  isFree: (place: PlaceNo) => boolean,
  freeIn: (section: number) => number,
): { readonly choice: Choice; readonly lost: readonly PlaceNo[]; readonly shortOf: readonly number[] } {
  const lost = choice.seats.filter((seat) => !isFree(seat))
  const shortOf = [...choice.areas].flatMap(([section, quantity]) => (freeIn(section) < quantity ? [section] : []))
  if (lost.length === 0 && shortOf.length === 0) return { choice, lost, shortOf }
  const areas = new Map(choice.areas)
  for (const section of shortOf) {
    const left = freeIn(section)
    if (left === 0) areas.delete(section)
    else areas.set(section, left)
  }
  return { choice: { seats: choice.seats.filter((seat) => !lost.includes(seat)), areas }, lost, shortOf }
}

/** Seats and places together. */
export const countChosen = (choice: Choice): number =>
  choice.seats.length + [...choice.areas.values()].reduce((sum, quantity) => sum + quantity, 0)

/** As text that outlives a reload and a sign-in; bound to the manifest, since numbers mean nothing without it. */
export const writeChoice = (choice: Choice, manifestHash: string): string =>
  JSON.stringify({ manifestHash, seats: choice.seats, areas: [...choice.areas] })

/** The choice that was written; undefined when it is not one, or of another manifest. */
export function readChoice(text: string, manifestHash: string): Choice | undefined {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (error) {
    // Storage that others wrote to: as good as empty.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof read !== 'object' || read === null || !('manifestHash' in read) || read.manifestHash !== manifestHash)
    return undefined
  if (!('seats' in read && Array.isArray(read.seats) && 'areas' in read && Array.isArray(read.areas))) return undefined
  const seats = read.seats.filter((seat: unknown): seat is number => Number.isInteger(seat))
  const areas = read.areas.filter((pair: unknown): pair is [number, number] => isPair(pair))
  return { seats, areas: new Map(areas) }
}

const isPair = (pair: unknown): boolean =>
  Array.isArray(pair) && pair.length === 2 && pair.every((number) => Number.isInteger(number))
