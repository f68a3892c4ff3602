import type { Client } from '@foyer/contract/client'
import type { Book } from './book.ts'
import { Buyer } from './buyer.ts'
import type { Purchase } from './purchase.ts'
import type { Run } from './run.ts'
import type { Stage } from './stage.ts'

export interface CrowdOptions {
  readonly run: Run
  readonly buyers: number
  readonly stage: Stage
  readonly book: Book
  readonly signIn: (accountId: string) => Promise<Client>
}

/** Buyers at once, each waiting for its answer before its next step. Life: `start`, `stop`, and again. */
export class Crowd {
  readonly #buyers: readonly Buyer[]
  #stopping = false
  #working: Promise<void>[] = []

  constructor({ run, buyers, ...rest }: CrowdOptions) {
    this.#buyers = Array.from({ length: buyers }, (_, index) => new Buyer({ ...rest, chance: run.chance(index + 1) }))
  }

  start(firstSeat: number): void {
    this.#stopping = false
    this.#working = this.#buyers.map(async (buyer) => {
      while (!this.#stopping) await buyer.step(firstSeat)
    })
    // Told by `stop`; until then it is nobody's.
    for (const working of this.#working) working.catch(() => undefined)
  }

  /** Each finishes the step in hand. @throws AggregateError of the answers that did not fit those before. */
  async stop(): Promise<void> {
    this.#stopping = true
    const failed = (await Promise.allSettled(this.#working)).flatMap((one) =>
      one.status === 'rejected' ? [one.reason] : [],
    )
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'))
  }

  purchases(): readonly Purchase[] {
    return this.#buyers.flatMap((buyer) => buyer.purchases)
  }
}
