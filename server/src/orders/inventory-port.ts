import { placesKept, type Hold, type Inventory } from '../inventory/index.ts'
import type { HoldFact, OrderInventory } from './ports.ts'

/** The inventory as orders see it. A lane that is too busy is a surprise to a settling, which is tried again. */
export function inventoryPort(inventory: Inventory): OrderInventory {
  return {
    async findHold(holdId, accountId) {
      const hold = await inventory.findHold({ holdId, accountId })
      return hold && factOf(hold.eventId, hold, hold.state === 'held' && !hold.over)
    },
    async extendForPayment({ eventId, holdId }, ttlMs) {
      const answer = await inventory.extendHold({ eventId, holdId, accountId: null, by: 'payment', ttlMs })
      if ('extended' in answer) return factOf(eventId, answer.extended, true)
      return answer.refused === 'busy' ? answer : undefined
    },
    async sellPlaces({ eventId, holdId }, orderId) {
      const answer = await inventory.confirmHold({ eventId, holdId, orderId, whenOver: 'substitutes' })
      // Places that were given back since are no longer this order's, whatever the hold says.
      if ('confirmed' in answer)
        return answer.confirmed.returned.length > 0 ? 'gone' : { sold: answer.confirmed.places }
      if (answer.refused === 'places-taken' || answer.refused === 'limit-reached') return 'gone'
      throw new Error(`the places of hold ${holdId} could not be sold: ${answer.refused}`)
    },
    async freePlaces({ eventId, holdId }, orderId) {
      const released = await inventory.releaseHold({ eventId, holdId, accountId: null })
      if ('released' in released || released.refused === 'hold-unknown') return
      if (released.refused === 'busy') throw new Error(`hold ${holdId} could not be released: its lane is busy`)
      const hold = await inventory.findHold({ holdId, eventId })
      if (hold !== undefined) await giveBack(inventory, eventId, holdId, orderId, hold.places)
    },
    async soldTo({ eventId, holdId }, orderId) {
      const hold = await inventory.findHold({ holdId, eventId })
      const sold = hold?.orderId === orderId ? placesKept(hold) : []
      return sold.length > 0 ? { sold } : 'freed'
    },
    returnPlaces: ({ eventId, holdId }, orderId, places) => giveBack(inventory, eventId, holdId, orderId, places),
  }
}

const factOf = (eventId: string, { holdId, accountId, places, expiresAt }: Hold, live: boolean): HoldFact => ({
  eventId,
  holdId,
  accountId,
  places,
  expiresAt: new Date(expiresAt),
  live,
})

async function giveBack(
  inventory: Inventory,
  eventId: string,
  holdId: string,
  orderId: string,
  places: readonly number[],
): Promise<void> {
  const answer = await inventory.returnPlaces({ eventId, holdId, orderId, places })
  if ('refused' in answer) throw new Error(`places of order ${orderId} could not be returned: ${answer.refused}`)
}
