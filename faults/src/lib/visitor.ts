import { setTimeout as wait } from 'node:timers/promises'
import type { Client, Refused } from '@foyer/contract/client'
import { queueRoutes, type Pass } from '@foyer/contract/queue'
import type { Chance } from '@foyer/server/inventory/testing/random'
import type { Book } from './book.ts'
import { insist, type Answered } from './insist.ts'
import { Purchase } from './purchase.ts'
import type { Stage } from './stage.ts'

/** They ask for a pass so many numbers before their turn. */
const IMPATIENCE = 5
const LOOK_MS = 100
/** Everybody wants the same few seats. */
const SEATS_LOOKED_AT = 200
const TRIES_MAX = 6
const NONCE_BYTES = 16

export interface VisitorOptions {
  readonly stage: Stage
  readonly accountId: string
  readonly book: Book
  readonly chance: Chance
  readonly client: Client
  /** The highest watermark that anybody has been shown. */
  readonly watermark: () => number
}

/** What became of a visit: bought, gave the places back, left without, or was not called. */
export type Fate = 'bought' | 'gave-back' | 'left' | 'waits'

/**
 * Somebody in a rush: enters, waits, asks for a pass rather too early, holds, orders, pays, leaves; and insists on every
 * answer. Throws at one that does not fit those before.
 */
export class Visitor {
  readonly purchases: Purchase[] = []
  readonly accountId: string
  readonly #options: VisitorOptions
  readonly #nonce: string
  #token: string | undefined
  #entryId: string | undefined
  #number: number | null = null
  #admitted = false

  constructor(options: VisitorOptions) {
    this.#options = options
    this.accountId = options.accountId
    this.#nonce = Array.from({ length: NONCE_BYTES }, () => options.chance.int(256).toString(16).padStart(2, '0')).join(
      '',
    )
  }

  get number(): number | null {
    return this.#number
  }

  /** Whether they were given a pass. */
  get admitted(): boolean {
    return this.#admitted
  }

  /** Enters the queue, or asks for the place once more; it must be the same then. */
  async enter(): Promise<void> {
    const asked = await insist(() =>
      this.#options.client.call(queueRoutes.enter, { params: this.#params, body: { nonce: this.#nonce } }),
    )
    const { token, place } = given(asked)
    if (this.#entryId !== undefined && this.#entryId !== place.entryId)
      throw new Error(`${this.accountId} has another place`)
    this.#entryId = place.entryId
    this.#token = token
    this.#keep(place.number)
  }

  /** Looks at what number the token has; it must be the same as before. */
  async look(): Promise<void> {
    const body = { token: this.#token ?? '' }
    this.#keep(
      given(await insist(() => this.#options.client.call(queueRoutes.place, { params: this.#params, body }))).number,
    )
  }

  /** Waits for its turn and buys, or has it otherwise. `stopped`: nobody is let in any more. */
  async goOn(stopped: () => boolean): Promise<Fate> {
    const { chance } = this.#options
    for (let visit = 0; ; visit++) {
      const pass = await this.#waitForPass(stopped)
      if (pass === undefined) return visit === 0 ? 'waits' : 'left'
      const purchase = await this.#hold(pass)
      if (purchase === undefined) return this.#leave('left')
      // Some change their mind, and choose anew with the next pass.
      if (visit === 0 && chance.once(6)) {
        await purchase.release()
        continue
      }
      if (chance.once(8)) {
        await purchase.release()
        return this.#leave('gave-back')
      }
      await purchase.order()
      while (purchase.entry.order?.payment?.url === null && !stopped()) await purchase.look()
      // The page to pay on is still to come: left unpaid, and given up at the end.
      if (purchase.entry.order?.payment?.url === null) return this.#leave('left')
      await purchase.pay()
      return this.#leave('bought')
    }
  }

  async #waitForPass(stopped: () => boolean): Promise<Pass | undefined> {
    const { client, watermark } = this.#options
    const body = { token: this.#token ?? '' }
    while (!stopped()) {
      if (this.#number === null) await this.look()
      if (this.#number !== null && this.#number <= watermark() + IMPATIENCE) {
        const asked = await insist(() => client.call(queueRoutes.pass, { params: this.#params, body }))
        if ('given' in asked) {
          this.#admitted = true
          return asked.given
        }
        if (asked.refused.problem.code !== 'not-your-turn') throw asked.refused
      }
      await wait(LOOK_MS)
    }
    return undefined
  }

  async #hold({ pass, holdId }: Pass): Promise<Purchase | undefined> {
    const { stage, book, chance, client } = this.#options
    const { accountId } = this
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const quantity = 1 + chance.int(3)
      const first = chance.int(SEATS_LOOKED_AT)
      const places = Array.from({ length: quantity }, (_, index) => first + index)
      const wish = tries < TRIES_MAX - 2 ? { places, pass } : { bestAvailable: { quantity }, pass }
      const purchase = new Purchase({ client, accountId, book, eventId: stage.eventId, wish, holdId })
      if (await purchase.hold()) {
        this.purchases.push(purchase)
        return purchase
      }
      // The very same request may yet be done: another one under its key would be another wish.
      if (purchase.entry.mayComeLater) return undefined
    }
    return undefined
  }

  async #leave(fate: Fate): Promise<Fate> {
    const left = await insist(() => this.#options.client.call(queueRoutes.leave, { params: this.#params }))
    if ('refused' in left) throw left.refused
    return fate
  }

  #keep(number: number | null): void {
    if (this.#number !== null && number !== this.#number)
      throw new Error(`${this.accountId} had number ${this.#number}, and has ${number} now`)
    this.#number = number
  }

  get #params() {
    return { eventId: this.#options.stage.eventId }
  }
}

function given<T>(asked: Answered<T>): T {
  if ('given' in asked) return asked.given
  const refused: Refused = asked.refused
  throw refused
}
