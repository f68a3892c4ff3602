import { LRUCache } from 'lru-cache'

export interface Bounds<V> {
  /** Everything that is held, in bytes as `sizeOf` tells them. */
  readonly bytesMax: number
  /** Of one value; what is larger is not held. */
  readonly valueBytesMax: number
  readonly sizeOf: (value: V, key: string) => number
  readonly ttlMs: number
}

const TTL_RESOLUTION_MS = 20

/**
 * Values that were worked out, held for a moment or until they are forgotten. Those who ask at once for what is not there
 * wait for one making of it. What was begun before it was forgotten is given to those who waited, and not held; nor is a
 * failure, or the answer that there is nothing.
 */
export class HeldBriefly<V extends object> {
  readonly #values: LRUCache<string, V>
  readonly #making = new Map<string, Promise<V | undefined>>()

  constructor(bounds: Bounds<V>) {
    this.#values = new LRUCache<string, V>({
      maxSize: bounds.bytesMax,
      maxEntrySize: bounds.valueBytesMax,
      sizeCalculation: (value, key) => bounds.sizeOf(value, key),
      ttl: bounds.ttlMs,
      ttlResolution: TTL_RESOLUTION_MS,
      // Let go of when it is over, asked for or not: a value may lead to much that is weighed elsewhere.
      ttlAutopurge: true,
    })
  }

  /** What is held. */
  get(key: string): V | undefined {
    return this.#values.get(key)
  }

  /** What is held, or else what `make` gives. */
  async getOrMake<M extends V | undefined>(key: string, make: () => Promise<M>): Promise<V | M> {
    const held = this.#values.get(key)
    if (held !== undefined) return held
    const underWay = this.#making.get(key)
    // Whoever makes the value of a key makes the same.
    if (underWay !== undefined) return underWay as Promise<V | M>
    const making = make()
    this.#making.set(key, making)
    try {
      const value = await making
      if (value !== undefined && this.#making.get(key) === making) this.#values.set(key, value)
      return value
    } finally {
      if (this.#making.get(key) === making) this.#making.delete(key)
    }
  }

  /** Forgets the values of these keys, also while they are being made. */
  forget(keys: readonly string[]): void {
    for (const key of keys) {
      this.#values.delete(key)
      this.#making.delete(key)
    }
  }

  forgetAll(): void {
    this.#values.clear()
    this.#making.clear()
  }
}
