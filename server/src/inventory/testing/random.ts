/** A stream of chance that is the same for the same seed (a mixed 32-bit counter): fast, and not for secrets. */
export interface Chance {
  /** 0 up to before `below`. */
  int(below: number): number
  pick<T>(from: readonly T[]): T
  /** True once in `n` times. */
  once(n: number): boolean
  /** `count` different numbers up to before `below`, ascending. */
  sample(below: number, count: number): number[]
  /** A UUID, version 7 in form. */
  id(): string
}

export function chance(seed: number): Chance {
  let counter = seed >>> 0
  const next = (): number => {
    counter = (counter + 0x9e37_79b9) >>> 0
    let mixed = counter
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const hex = (digits: number): string => next().toString(16).padStart(8, '0').slice(0, digits)
  let made = 0
  const self: Chance = {
    int: (below) => next() % below,
    pick<T>(from: readonly T[]): T {
      const picked = from[next() % from.length]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
    once: (n) => next() % n === 0,
    sample(below, count) {
      const places = new Set<number>()
      while (places.size < Math.min(count, below)) places.add(next() % below)
      return [...places].sort((a, b) => a - b)
    },
    id: () => `${(made++).toString(16).padStart(8, '0')}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`,
  }
  return self
}
