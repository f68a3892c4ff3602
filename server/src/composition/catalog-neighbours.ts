import { sellerName } from '../accounts/index.ts'
import type { CatalogNeighbours } from '../catalog/index.ts'
import {
  closeUntouched,
  countSold,
  countTaken,
  countWithBuyers,
  listBlocked,
  type Inventory,
} from '../inventory/index.ts'
import { SECOND_MS } from '../platform/clock.ts'
import type { Queryable } from '../platform/database.ts'
import { findWaitingRooms, removeOnSale, type Queues } from '../queue/index.ts'

/** What the catalogue needs of accounts, inventory and queue. */
export const catalogNeighbours = (
  sql: Queryable,
  inventory: Inventory,
  queues: Pick<Queues, 'waitingRoomOf'>,
): CatalogNeighbours => ({
  async openInventory(tx, eventIds) {
    await inventory.openEvents(tx, eventIds)
  },
  async takeOffSale(eventId, places) {
    const outcome = await inventory.blockPlaces({ eventId, places, reason: 'kill', whenTaken: 'refuse' })
    if ('blocked' in outcome) return { removed: true }
    if (outcome.refused === 'places-taken' || outcome.refused === 'busy') return outcome
    return NOT_HEARD_YET
  },
  async blockPlaces(eventId, places, reason) {
    const outcome = await inventory.blockPlaces({ eventId, places, reason, whenTaken: 'refuse' })
    if ('blocked' in outcome) return { blocked: outcome.blocked.length }
    return outcome.refused === 'places-taken' || outcome.refused === 'busy' ? outcome : NOT_HEARD_YET
  },
  async unblockPlaces(eventId, places) {
    const outcome = await inventory.unblockPlaces({ eventId, places })
    if ('unblocked' in outcome) return { unblocked: outcome.unblocked.length }
    return outcome.refused === 'busy' ? outcome : NOT_HEARD_YET
  },
  blockedPlaces: listBlocked,
  countTaken: (eventIds) => countTaken(sql, eventIds),
  countSold: (eventIds) => countSold(sql, eventIds),
  waitingRoomsOf: (eventIds) => findWaitingRooms(sql, eventIds),
  countWithBuyers: async (tx, eventId) => countWithBuyers(tx, eventId, await inventory.askBehindMs()),
  async forgetDraft(tx, eventId) {
    await removeOnSale(tx, eventId)
    await closeUntouched(tx, eventId)
  },
  organiserName: sellerName,
  waitingRoomOf: (eventId) => queues.waitingRoomOf(eventId),
})

/** The catalogue has just looked at event and places: this node has yet to hear of a change that was made elsewhere. */
const NOT_HEARD_YET = { refused: 'busy', retryAfterMs: SECOND_MS } as const
