import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** An answer held ready: its bytes, and all of its head that does not change from one request to the next. */
export interface ReadyAnswer {
  readonly body: Buffer
  readonly etag: string
}

const READY_BYTES_MAX = 64 * 1024 * 1024
const ANSWER_BYTES_MAX = 1024 * 1024
const READY_MS = 1_000
const ENTRY_BYTES = 500

/**
 * Answers to public reads, held ready as bytes under their address for a second, or until the catalogue says that it
 * changed. Those who ask at once for what is not there wait for one making of it. What was begun before a change is
 * given to those who waited for it, and not kept.
 */
export class ReadyReads {
  readonly #answers = new LRUCache<string, ReadyAnswer>({
    maxSize: READY_BYTES_MAX,
    maxEntrySize: ANSWER_BYTES_MAX,
    sizeCalculation: (answer, address) => answer.body.length + address.length + ENTRY_BYTES,
    ttl: READY_MS,
    ttlResolution: 20,
  })
  readonly #making = new Map<string, Promise<ReadyAnswer>>()

  /** The answer that is ready for an address. */
  get(address: string): ReadyAnswer | undefined {
    return this.#answers.get(address)
  }

  /** The answer for an address, made unless it is ready. A failure is everybody's who waited, and is not kept. */
  async getOrMake(address: string, make: () => Promise<ReadyAnswer>): Promise<ReadyAnswer> {
    const ready = this.#answers.get(address)
    if (ready !== undefined) return ready
    const underWay = this.#making.get(address)
    if (underWay !== undefined) return underWay
    const making = make()
    this.#making.set(address, making)
    try {
      const answer = await making
      if (this.#making.get(address) === making) this.#answers.set(address, answer)
      return answer
    } finally {
      if (this.#making.get(address) === making) this.#making.delete(address)
    }
  }

  /** Forgets everything, also what is being made. */
  forget(): void {
    this.#answers.clear()
    this.#making.clear()
  }
}

const ETAG_LENGTH = 22

/** The bytes of an answer, named by their digest. */
export function readyAnswer(body: object): ReadyAnswer {
  const bytes = Buffer.from(JSON.stringify(body))
  return {
    body: bytes,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, ETAG_LENGTH)}"`,
  }
}

/** Whether a client that sent If-None-Match holds this answer already (RFC 9110, weak comparison). */
export const isHeldByClient = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch === etag ||
    ifNoneMatch === '*' ||
    ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
