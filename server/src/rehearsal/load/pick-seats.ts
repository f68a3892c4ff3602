import type { Chance } from './chance.ts'

const LOOKS_MAX = 30

/** Seats side by side by their numbers that nobody has, as somebody picks them on the map; undefined: none were seen. */
export function pickSeats(taken: Uint8Array, places: number, quantity: number, chance: Chance): number[] | undefined {
  const isTaken = (place: number) => ((taken[place >> 3] ?? 0xff) & (1 << (place & 7))) !== 0
  for (let look = 0; look < LOOKS_MAX; look++) {
    const first = chance.below(Math.max(1, places - quantity + 1))
    const picked = Array.from({ length: quantity }, (_, at) => first + at)
    if (picked.every((place) => place < places && !isTaken(place))) return picked
  }
  return undefined
}
