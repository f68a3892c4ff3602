/** The first this many are about equally popular: the top performer has one event in a hundred, not one in ten. */
const HEAD = 20

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number): number => Math.floor(next() * count)
  const oneOf = <T>(list: readonly T[]): T => {
    const one = list[below(list.length)]
    if (one === undefined) throw new RangeError('nothing to choose from')
    return one
  }
  // Early ones more often than late ones, as names and words are: Zipf's law, flattened at its head.
  const popular = <T>(list: readonly T[]): T => {
    const share = (list.length + HEAD) / HEAD
    const one = list[Math.min(list.length - 1, Math.floor(HEAD * share ** next() - HEAD))]
    if (one === undefined) throw new RangeError('nothing to choose from')
    return one
  }
  return { next, below, oneOf, popular }
}

export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  below(count: number): number
  oneOf<T>(list: readonly T[]): T
  popular<T>(list: readonly T[]): T
}

/** The numbers from 0 on in random order, the same each time. */
export function shuffled(count: number): Uint32Array {
  const random = randomFrom(7)
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  for (let index = count - 1; index > 0; index--) {
    const other = random.below(index + 1)
    const swapped = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = swapped
  }
  return order
}
