import type { PlaceNo } from '@foyer/contract'
import { describePlaces, type DescribedPlace, type KeptSaleFacts, type SaleFacts } from '../catalog/index.ts'
import type { LoadEvent, SaleFacts as InventoryFacts } from '../inventory/index.ts'

/** What the inventory must know of an event, from what the catalogue knows; worked out once for the same facts. */
export function inventoryFacts(saleFacts: KeptSaleFacts): LoadEvent {
  const workedOut = new WeakMap<SaleFacts, InventoryFacts>()
  return async (eventId) => {
    const facts = await saleFacts.of(eventId)
    if (facts === undefined) return undefined
    const before = workedOut.get(facts)
    if (before !== undefined) return before
    const forInventory = toInventory(facts)
    workedOut.set(facts, forInventory)
    return forInventory
  }
}

const toInventory = (facts: SaleFacts): InventoryFacts => ({
  manifest: facts.manifest,
  onSaleFrom: facts.onSaleAt?.getTime() ?? 0,
  // A postponed event has no date to sell for.
  onSaleUntil: facts.status === 'postponed' ? 0 : (facts.offSaleAt ?? facts.startsAt).getTime(),
  cancelled: facts.status === 'cancelled',
  draft: facts.status === 'draft',
  limitPerAccount: facts.allowance,
  categoriesOf(priceLevelId) {
    const level = facts.priceLevels.find((one) => one.priceLevelId === priceLevelId)
    return level && facts.manifest.categories.flatMap((key, index) => (level.categories.has(key) ? [index] : []))
  },
})

/** What places are and cost, as their buyers are shown it. */
export const placesForBuyers =
  (saleFacts: KeptSaleFacts) =>
  async (eventId: string, places: readonly PlaceNo[]): Promise<DescribedPlace[]> => {
    const facts = await saleFacts.of(eventId)
    return facts === undefined ? [] : describePlaces(facts, places)
  }
