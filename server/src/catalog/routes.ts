import type { FastifyInstance } from 'fastify'
import { registerDiscoveryRoutes } from './exports/routes-discovery.ts'
import { registerExportRoutes } from './exports/routes.ts'
import { registerDuplicateRoutes } from './routes-duplicates.ts'
import { registerPlaceRoutes } from './routes-places.ts'
import { registerPresaleRoutes } from './routes-presales.ts'
import { registerPublicRoutes } from './routes-public.ts'
import { registerTicketUploadRoutes } from './routes-tickets.ts'
import { registerTurnRoutes } from './routes-turns.ts'
import { registerVendorRoutes } from './routes-vendor.ts'
import type { CatalogServices } from './services.ts'

/** Registers the routes of the catalogue. */
export function registerCatalogRoutes(app: FastifyInstance, services: CatalogServices): void {
  registerPublicRoutes(app, services)
  registerVendorRoutes(app, services)
  registerTicketUploadRoutes(app, services)
  registerTurnRoutes(app, services)
  registerPlaceRoutes(app, services)
  registerPresaleRoutes(app, services)
  registerDuplicateRoutes(app, services)
  registerExportRoutes(app, services)
  registerDiscoveryRoutes(app, services)
}
