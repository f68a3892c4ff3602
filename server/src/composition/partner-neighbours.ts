import type { Inventory } from '../inventory/index.ts'
import type { PartnerServices } from '../partners/index.ts'

/** What partner feeds need of the inventory. */
export const partnerNeighbours = (
  inventory: Inventory,
): Pick<PartnerServices, 'openInventory' | 'blockSold' | 'unblock' | 'availability'> => ({
  openInventory: (tx, eventIds) => inventory.openEvents(tx, eventIds),
  async blockSold(eventId, places) {
    const outcome = await inventory.blockPlaces({ eventId, places, reason: 'house', whenTaken: 'skip' })
    if ('blocked' in outcome) return outcome.skipped
    return outcome.refused === 'busy' ? 'busy' : 'unknown'
  },
  async unblock(eventId, places) {
    const outcome = await inventory.unblockPlaces({ eventId, places })
    if ('unblocked' in outcome) return 'done'
    return outcome.refused === 'busy' ? 'busy' : 'unknown'
  },
  async availability(eventId) {
    const snapshot = await inventory.availability(eventId)
    if (snapshot === undefined) return undefined
    const { version, places, bitmap } = snapshot
    const taken = bitmap.reduce((sum, byte) => sum + bitsIn(byte), 0)
    return { version, places, bitmap, available: Math.max(0, places - taken) }
  },
})

function bitsIn(byte: number): number {
  let bits = 0
  for (let rest = byte; rest !== 0; rest &= rest - 1) bits++
  return bits
}
