import { findPresales, type KeptSaleFacts, type SaleFacts } from '../catalog/index.ts'
import { countHolds, fateOfHold, type AvailabilitySnapshot, type Inventory } from '../inventory/index.ts'
import { countOrders } from '../orders/index.ts'
import type { QueueNeighbours, Stock } from '../queue/index.ts'

/** What the waiting room needs of catalogue, inventory and orders. */
export const queueNeighbours = (saleFacts: KeptSaleFacts, inventory: Inventory): QueueNeighbours => ({
  async eventOf(eventId) {
    const facts = await saleFacts.of(eventId)
    if (facts === undefined) return undefined
    return {
      organiserId: facts.organiserId,
      isPublic: facts.status !== 'draft',
      standing: facts.status === 'postponed' || facts.status === 'cancelled' ? facts.status : 'goes-on',
      onSaleAt: facts.onSaleAt,
      offSaleAt: facts.offSaleAt ?? facts.startsAt,
      allowance: facts.allowance,
    }
  },
  presalesOf: findPresales,
  async stockOf(eventId) {
    const facts = await saleFacts.of(eventId)
    const snapshot = facts && (await inventory.availability(eventId))
    return snapshot && stockIn(facts, snapshot)
  },
  pulseOf: (eventId) => inventory.pulse(eventId),
  // How far the clock is behind is asked before the rows are read that are judged by it.
  fateOfHold: async (sql, eventId, holdId) =>
    fateOfHold(sql, { eventId, holdId, behindMs: await inventory.askBehindMs() }),
  countHolds: async (sql, eventId, holdIds) =>
    countHolds(sql, { eventId, holdIds, behindMs: await inventory.askBehindMs() }),
  behindMs: () => inventory.askBehindMs(),
  countOrders,
})

type Counts = Pick<Stock, 'left' | 'held' | 'sold' | 'blocked'>

function stockIn(facts: SaleFacts, { places, counts }: AvailabilitySnapshot): Stock {
  const levels = new Map(facts.priceLevels.map((level) => [level.priceLevelId, { ...level, ...none() }]))
  const all = none()
  for (const count of counts) {
    const level = facts.priceLevels.find(({ categories }) => categories.has(count.category))
    const ofLevel = level && levels.get(level.priceLevelId)
    for (const sum of ofLevel === undefined ? [all] : [all, ofLevel]) {
      sum.left += count.available
      sum.held += count.held
      sum.sold += count.sold
      sum.blocked += count.blocked
    }
  }
  return {
    all: places,
    ...all,
    byPriceLevel: [...levels.values()].map(({ priceLevelId, name, left, held, sold }) => ({
      priceLevelId,
      name,
      left,
      held,
      sold,
    })),
  }
}

const none = (): { -readonly [K in keyof Counts]: number } => ({ left: 0, held: 0, sold: 0, blocked: 0 })
