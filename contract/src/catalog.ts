import { publicCatalogRoutes } from './catalog.public.ts'
import { vendorCatalogRoutes } from './catalog.vendor.ts'

export * from './catalog.schemas.ts'
export * from './catalog.events.ts'
export * from './catalog.views.ts'
export * from './catalog.search.ts'
export { TicketsRemoval, TicketsUpload } from './catalog.vendor.ts'

export const catalogRoutes = { ...publicCatalogRoutes, ...vendorCatalogRoutes }
