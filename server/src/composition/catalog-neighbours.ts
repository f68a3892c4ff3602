import { sellerName } from '../accounts/index.ts'
import type { CatalogNeighbours } from '../catalog/index.ts'
import { countTaken, type Inventory } from '../inventory/index.ts'
import type { Queryable } from '../platform/database.ts'

/** What the catalogue needs of accounts and inventory. */
export const catalogNeighbours = (sql: Queryable, inventory: Inventory): CatalogNeighbours => ({
  async openInventory(tx, eventIds) {
    await inventory.openEvents(tx, eventIds)
  },
  async takeOffSale(eventId, places) {
    const outcome = await inventory.blockPlaces({ eventId, places, reason: 'kill', whenTaken: 'refuse' })
    if ('blocked' in outcome) return { removed: true }
    if (outcome.refused === 'places-taken' || outcome.refused === 'busy') return outcome
    // The catalogue has looked at the event and its places before: this cannot be the organiser's doing.
    throw new Error(`places of event ${eventId} could not be taken off sale: ${outcome.refused}`)
  },
  countTaken: (eventIds) => countTaken(sql, eventIds),
  organiserName: sellerName,
})
