import { publicCatalogRoutes } from '@foyer/contract/catalog.public'
import type { FastifyInstance } from 'fastify'
import { isHeldByClient } from '../platform/http/held-by-client.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { eventPage, eventView, listPage } from './pages.ts'
import { publicRead, type View } from './public-read.ts'
import { findPerformer, findShow, findVenue, listPerformers, listShows, listVenues } from './queries/lists.ts'
import { findManifestOfEvent } from './queries/manifests.ts'
import { registerFindingRoutes } from './routes-finding.ts'
import type { CatalogServices } from './services.ts'

const FOR_A_YEAR = 'public, max-age=31536000, immutable'

/** Registers what anybody reads. */
export function registerPublicRoutes(app: FastifyInstance, services: CatalogServices): void {
  registerFindingRoutes(app, services)
  const { ready } = services
  const { sql } = services.db

  publicRead(app, ready, publicCatalogRoutes.searchEvents, async ({ query }) => shown(await eventPage(services, query)))

  publicRead(app, ready, publicCatalogRoutes.event, async ({ actor, params }) => {
    const event = required(await eventView(services, sql, params.eventId, actor?.accountId))
    return { body: event, isPublic: event.status !== 'draft' }
  })

  route(app, publicCatalogRoutes.manifest, async ({ actor, params, request, reply }) => {
    const { body, isPublic } = required(await findManifestOfEvent(sql, params.eventId, params.hash, actor?.accountId))
    const etag = `"${params.hash}"`
    reply.header('cache-control', isPublic ? FOR_A_YEAR : 'private, no-store').header('etag', etag)
    if (isHeldByClient(request.headers['if-none-match'], etag)) return reply.code(304).send()
    return reply.header('content-encoding', 'gzip').type('application/json; charset=utf-8').send(body)
  })

  publicRead(app, ready, publicCatalogRoutes.shows, async ({ query }) =>
    shown(await listPage(services, query, (slice) => listShows(sql, query, slice))),
  )

  publicRead(app, ready, publicCatalogRoutes.show, async ({ actor, params }) => {
    const { show, isPublic } = required(await findShow(sql, params.showId, actor?.accountId))
    return { body: show, isPublic }
  })

  publicRead(app, ready, publicCatalogRoutes.showEvents, async ({ params, query }) => {
    if ((await findShow(sql, params.showId, undefined)) === undefined) throw problem('not-found')
    return shown(await eventPage(services, query, params.showId))
  })

  publicRead(app, ready, publicCatalogRoutes.venues, async ({ query }) =>
    shown(await listPage(services, query, (slice) => listVenues(sql, query, slice))),
  )

  publicRead(app, ready, publicCatalogRoutes.venue, async ({ params }) =>
    shown(required(await findVenue(sql, params.venueId))),
  )

  publicRead(app, ready, publicCatalogRoutes.performers, async ({ query }) =>
    shown(await listPage(services, query, (slice) => listPerformers(sql, query, slice))),
  )

  publicRead(app, ready, publicCatalogRoutes.performer, async ({ params }) =>
    shown(required(await findPerformer(sql, params.performerId))),
  )
}

const shown = (body: object): View => ({ body, isPublic: true })
