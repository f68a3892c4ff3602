import { sellerName } from '../accounts/index.ts'
import type { CatalogNeighbours } from '../catalog/index.ts'
import { countTaken, type Inventory } from '../inventory/index.ts'
import { SECOND_MS } from '../platform/clock.ts'
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
    // The catalogue has just looked at event and places: this node has yet to hear of a change that was made elsewhere.
    return { refused: 'busy', retryAfterMs: SECOND_MS }
  },
  countTaken: (eventIds) => countTaken(sql, eventIds),
  organiserName: sellerName,
})
