export type { AvailabilityDelta, AvailabilityListener, AvailabilitySnapshot, PoolCounts } from './availability.ts'
export type { BlockReason, Change, LogEntry } from './change.ts'
export { countSold, countTaken, countWithBuyers } from './count-taken.ts'
export { listBlocked } from './list-blocked.ts'
export type { BadField, HoldWish, NotOnSale } from './check-request.ts'
export { placesKept, type Fit, type Hold, type HoldState } from './hold.ts'
export { holdExport } from './export.ts'
export { listenForGrowth } from './follower.ts'
export { insertHeads as insertEventHeads, readHeads as readEventHeads, readLog as readEventLog } from './queries.ts'
export { inventoryInvariants } from './invariants.ts'
export type { Busy } from './lane-queue.ts'
export { countHolds, fateOfHold } from './holds-of-passes.ts'
export type { Answers } from './operations.ts'
export type { FoundHold } from './queries.ts'
export type { PulseReading } from './pulse.ts'
export { forgetNetworks } from './forget-networks.ts'
export type {
  AdmitEarly,
  CheckPass,
  HoldOutcome,
  HoldRequest,
  Inventory,
  InventoryOptions,
  InventoryStats,
  NetworkLimits,
} from './inventory.ts'
export { openInventory } from './open-inventory.ts'
export { closeUntouched, removeInventory } from './remove-event.ts'
export { registerInventoryRoutes, type DescribePlaces } from './routes.ts'
export type { LoadEvent, SaleFacts } from './sale-facts.ts'
export { inventoryCrontab, tidyInventoryTask } from './tidy.ts'
