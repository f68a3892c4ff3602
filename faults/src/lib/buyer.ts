import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '@foyer/contract/client'
import type { Chance } from '@foyer/server/inventory/testing/random'
import type { Book, Entry } from './book.ts'
import { Purchase } from './purchase.ts'
import type { Stage } from './stage.ts'

const ALLOWANCE = 10
const PLACES_AT_ONCE_MAX = 4
/** Buyers look at the same few seats, so that they get in each other's way. */
const SEATS_LOOKED_AT = 800
const THINKING_MAX_MS = 40

export interface BuyerOptions {
  readonly stage: Stage
  readonly book: Book
  readonly chance: Chance
  readonly signIn: (accountId: string) => Promise<Client>
}

/**
 * Somebody who holds, gives back, orders, pays and changes their mind, as chance has it, one step after the other; under
 * a new account whenever the old one has all that it may have.
 */
export class Buyer {
  readonly purchases: Purchase[] = []
  readonly #options: BuyerOptions
  /** What may still go on. */
  #open: Purchase[] = []
  #account: { readonly accountId: string; readonly client: Client; room: number } | undefined

  constructor(options: BuyerOptions) {
    this.#options = options
  }

  /** `firstSeat`: where the seats begin that everybody looks at now. */
  async step(firstSeat: number): Promise<void> {
    const { chance } = this.#options
    await wait(chance.int(THINKING_MAX_MS))
    if (this.#open.length === 0 || chance.once(3)) return this.#begin(firstSeat)
    const purchase = chance.pick(this.#open)
    await this.#goOn(purchase, chance.pick(actionsOn(purchase.entry)))
  }

  async #begin(firstSeat: number): Promise<void> {
    const { stage, book, chance } = this.#options
    const quantity = 1 + chance.int(PLACES_AT_ONCE_MAX)
    const first = Math.min(firstSeat + chance.int(SEATS_LOOKED_AT), stage.places - quantity)
    const places = Array.from({ length: quantity }, (_, index) => first + index)
    const wish = chance.once(4) ? { bestAvailable: { quantity } } : { places }
    const account = await this.#accountWithRoom(quantity)
    // Nobody is left who has not bought all that they may.
    if (account === undefined) return
    const { client, accountId } = account
    const purchase = new Purchase({ client, accountId, book, eventId: stage.eventId, wish })
    if (!(await purchase.hold())) {
      // What may still come would count against the allowance of the account.
      if (purchase.entry.mayComeLater) this.#account = undefined
      return
    }
    account.room -= quantity
    this.purchases.push(purchase)
    this.#open.push(purchase)
  }

  async #accountWithRoom(quantity: number) {
    const { stage, signIn } = this.#options
    if (this.#account !== undefined && this.#account.room >= quantity) return this.#account
    const accountId = stage.accounts.pop()
    if (accountId === undefined) return undefined
    return (this.#account = { accountId, client: await signIn(accountId), room: ALLOWANCE })
  }

  async #goOn(purchase: Purchase, action: Action): Promise<void> {
    const done = await this.#do(purchase, action)
    if (done) this.#open = this.#open.filter((one) => one !== purchase)
  }

  /** @returns whether nothing is left to do about it. */
  async #do(purchase: Purchase, action: Action): Promise<boolean> {
    switch (action) {
      case 'ask again':
        await purchase.askAgain()
        return false
      case 'extend':
        await purchase.extend()
        return false
      case 'release':
        await purchase.release()
        if (purchase.entry.accountId === this.#account?.accountId)
          this.#account.room += purchase.entry.held?.places.length ?? 0
        return true
      case 'order':
        await purchase.order()
        return false
      case 'pay':
        await purchase.pay()
        return false
      case 'cancel':
        await purchase.cancel()
        return true
      case 'look':
        return purchase.look()
      case 'leave':
        return true
    }
  }
}

type Action = 'ask again' | 'extend' | 'release' | 'order' | 'pay' | 'cancel' | 'look' | 'leave'

/** What a buyer may do next; what stands here more often is done more often. */
function actionsOn({ held, order, paid }: Entry): readonly Action[] {
  if (paid) return ['look']
  // The provider's page may still be on its way.
  if (order !== undefined && order.payment?.url === null) return ['look', 'look', 'order', 'cancel']
  if (order !== undefined) return ['pay', 'pay', 'pay', 'pay', 'pay', 'cancel', 'order', 'leave']
  const extend: readonly Action[] = held?.extended === false ? ['extend'] : []
  return ['ask again', ...extend, 'release', 'release', 'release', 'order', 'order', 'order', 'order', 'order']
}
