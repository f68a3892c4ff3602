export type { Fault, Feed, Sourced, Taken, Upserted, Written } from './feed.ts'
export { FEED_BATCH_MAX } from './feed.ts'
export { addHall, addVenue, changeVenue, upsertHalls, upsertVenues } from './venues.ts'
export { addPerformer, changePerformer, upsertPerformers } from './performers.ts'
export { addShow, changeShow, upsertShows, type NewShow } from './shows.ts'
export { growsFrom, prepareManifest, storeManifest, type PreparedManifest } from './manifests.ts'
export { addSeatingPlan, upsertSeatingPlans, type NewSeatingPlan } from './seating-plans.ts'
export type { NewEvent } from './event-record.ts'
export { addEvent, upsertEvents, type FeedEvent, type OpenInventory } from './add-events.ts'
export { attachPerformerToEvent, attachPerformerToShow, changeEvent, publishEvent } from './change-event.ts'
export { saleState } from './event-status.ts'
export { recordShift } from './queries/shifts.ts'
export { isTimeZone, localDate } from './zones.ts'
export {
  describePlaces,
  loadSaleFacts,
  type DescribedPlace,
  type PriceLevelFacts,
  type SaleFacts,
} from './sale-facts.ts'
export { findPresales } from './queries/presales.ts'
export { findPublished, findPublishedSource } from './queries/published.ts'
export { listenForChanges } from './changes.ts'
export { describeEventForTicket, type EventForTicket } from './queries/event-for-ticket.ts'
export { catalogInvariants } from './invariants.ts'
export { startCatalog, type Catalog, type CatalogOptions } from './start.ts'
export type { CatalogNeighbours } from './services.ts'
export type { TakeOffSale } from './tickets/remove-tickets.ts'
export { organiserDuty } from './organiser-duty.ts'
export { keepSaleFacts, type KeptSaleFacts } from './kept-sale-facts.ts'
export { catalogCrontab, weighSuggestionsTask } from './jobs.ts'
export { keepTowns } from './gazetteer/keep-towns.ts'
export {
  forgetSearchFeed,
  openSearchEngine,
  startSearchFeed,
  type SearchEngine,
  type SearchFeed,
} from './search/engine/index.ts'
export { earlyAdmission } from './presales.ts'
export { cancelEvent, postponeEvent, rescheduleEvent, type NewDate, type Turned } from './turn-event.ts'
export { CATALOG_CHANNEL } from './changes.ts'
export { listPartEnds, listPublicIds, PUBLIC_KINDS, type PublicKind } from './queries/public-pages.ts'
export { eventJsonLd } from './exports/event-json-ld.ts'
export { findBySource as findIdsBySource } from './queries/rows.ts'
export { findPlanFacts, type PlanFacts } from './queries/plan-facts.ts'
export {
  addRehearsalEvent,
  endRehearsalEvent,
  findOnSalesAbout,
  rehearsalManifest,
  removeRehearsalEvent,
  requireRehearsalEvent,
} from './rehearsal.ts'
