import type { FastifyInstance } from 'fastify'
import { answerReady } from './public-read.ts'
import { registerPublicRoutes } from './routes-public.ts'
import { registerTicketUploadRoutes } from './routes-tickets.ts'
import { registerVendorRoutes } from './routes-vendor.ts'
import type { CatalogServices } from './services.ts'

/** Registers the routes of the catalogue. Answers that are ready are given before any other work. */
export function registerCatalogRoutes(app: FastifyInstance, services: CatalogServices): void {
  answerReady(app, services.ready)
  registerPublicRoutes(app, services)
  registerVendorRoutes(app, services)
  registerTicketUploadRoutes(app, services)
}
