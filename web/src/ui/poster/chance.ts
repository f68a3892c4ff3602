/** Draws numbers that are always the same for the same text, so that a show keeps its poster. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number
  /** A number between two. */
  between(low: number, high: number): number
  /** One of a list that is not empty. */
  oneOf<T>(list: readonly [T, ...T[]]): T
}

/** Mulberry32, seeded by FNV-1a of the text: small, and even enough for pictures. */
export function chanceOf(text: string): Chance {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  next()
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    oneOf: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  }
}
