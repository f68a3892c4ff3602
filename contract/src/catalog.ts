import { duplicateRoutes } from './catalog.duplicates.ts'
import { exportRoutes } from './catalog.exports.ts'
import { placeRoutes } from './catalog.places.ts'
import { presaleRoutes } from './catalog.presales.ts'
import { publicCatalogRoutes } from './catalog.public.ts'
import { eventTurnRoutes } from './catalog.turns.ts'
import { vendorCatalogRoutes } from './catalog.vendor.ts'

export * from './catalog.schemas.ts'
export * from './catalog.events.ts'
export * from './catalog.views.ts'
export * from './catalog.search.ts'
export { TicketsRemoval, TicketsUpload } from './catalog.vendor.ts'

export const catalogRoutes = {
  ...publicCatalogRoutes,
  ...vendorCatalogRoutes,
  ...eventTurnRoutes,
  ...placeRoutes,
  ...presaleRoutes,
  ...duplicateRoutes,
  ...exportRoutes,
}
