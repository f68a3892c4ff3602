import { LRUCache } from 'lru-cache'
import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import { isHere, networkOf } from '../platform/http/network.ts'
import { fullMs, type Limit } from '../platform/leaky-bucket.ts'
import type { SharedBuckets } from '../platform/shared-buckets.ts'

/** Who tries a code, at which event, and where from; nothing of it is kept longer than it counts. */
export interface Trier {
  readonly eventId: string
  readonly accountId: string
  readonly address?: string | undefined
}

/** How many wrong codes may be tried. Codes that organisers choose may be short, and one that leaks its kind is guessed. */
export const codeTryLimits = {
  byAccount: { capacity: 20, drainMs: 3 * MINUTE_MS },
  byNetwork: { capacity: 60, drainMs: 10 * SECOND_MS },
  /** Those of whoever: what many accounts in many networks try at one event is slowed down together. */
  byEvent: { capacity: 300, drainMs: 500 },
} as const satisfies Record<string, Limit>

/**
 * So many tries an account has whatever others do: nobody is kept from using their code by strangers who guess, in their
 * network or at their event. Whoever guesses has to have an account for each two tries, and those are not had quickly.
 */
const OWN_TRIES = 2
const WATCHED_MAX = 100_000

/** A try that was counted; one of the two tells what came of it. */
export interface CodeTry {
  /** It was none: it is given back. */
  wasRight(now?: number): void
  /** Tells other nodes of it. Never rejects; without an answer it is left. */
  wasWrong(): Promise<void>
}

interface Counted {
  readonly key: string
  readonly limit: Limit
}

/**
 * Counts wrong presale codes, in leaky buckets in memory. A try is counted before the code is looked at, so that a thousand
 * at once are no way around, and given back when the code was right. The nodes tell one another each wrong
 * try, through Redis or, without one, through the database, and hear so what was tried elsewhere.
 */
export class CodeTries {
  /** When a bucket is empty, in monotonic milliseconds. */
  readonly #emptyAt = new LRUCache<string, number>({ max: WATCHED_MAX })
  readonly #shared: Pick<SharedBuckets, 'adjust'> | undefined

  constructor(shared?: Pick<SharedBuckets, 'adjust'>) {
    this.#shared = shared
  }

  /** Counts a try, unless it is too many: then it says when there is room, in ms. */
  begin(trier: Trier, now = performance.now()): CodeTry | { readonly waitMs: number } {
    const [account, ...others] = bucketsOf(trier)
    const isOwn = this.#levelAfter(account, now) <= OWN_TRIES * account.limit.drainMs
    const waitMs = Math.max(...(isOwn ? [account] : [account, ...others]).map((one) => this.#overBy(one, now)))
    if (waitMs > 0) return { waitMs }
    // What others have filled is as full as it can be.
    const counted = [account, ...others].filter((one) => this.#overBy(one, now) === 0)
    for (const one of counted) this.#add(one, 1, now)
    return {
      wasRight: (at = performance.now()) => {
        for (const one of counted) this.#add(one, -1, at)
      },
      wasWrong: async () => {
        await Promise.all(counted.map((one) => this.#tell(one)))
      },
    }
  }

  /** Tells other nodes, and hears what was tried there. */
  async #tell({ key, limit }: Counted): Promise<void> {
    const all = await this.#shared?.adjust(`presale-codes:${key}`, limit, 1)
    if (all === undefined) return
    const emptyAt = performance.now() + all.levelMs
    this.#emptyAt.set(key, Math.max(this.#emptyAt.get(key) ?? 0, emptyAt))
  }

  /** How long the bucket would take to be empty with one more try. */
  #levelAfter({ key, limit }: Counted, now: number): number {
    return Math.max(0, (this.#emptyAt.get(key) ?? 0) - now) + limit.drainMs
  }

  #overBy(one: Counted, now: number): number {
    // What fits to the drop may miss it by a rounding.
    const overMs = this.#levelAfter(one, now) - fullMs(one.limit)
    return overMs > 0.001 ? overMs : 0
  }

  #add({ key, limit }: Counted, drops: number, now: number): void {
    const level = Math.max(0, (this.#emptyAt.get(key) ?? 0) - now) + drops * limit.drainMs
    if (level <= 0) this.#emptyAt.delete(key)
    else this.#emptyAt.set(key, now + level)
  }
}

/** That of the account comes first. This machine itself is no network: one behind an untrusted proxy would look like it. */
function bucketsOf({ eventId, accountId, address }: Trier): readonly [Counted, ...Counted[]] {
  const network = networkOf(address, 56)
  return [
    { key: `account:${accountId}`, limit: codeTryLimits.byAccount },
    ...(isHere(network) ? [] : [{ key: `network:${network}`, limit: codeTryLimits.byNetwork }]),
    { key: `event:${eventId}`, limit: codeTryLimits.byEvent },
  ]
}
