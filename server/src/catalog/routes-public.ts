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
import { readFor, type CatalogServices } from './services.ts'

const FOR_A_YEAR = 'public, max-age=31536000, immutable'

/** Registers what anybody reads. */
export function registerPublicRoutes(app: FastifyInstance, services: CatalogServices): void {
  registerFindingRoutes(app, services)

  publicRead(app, services, publicCatalogRoutes.searchEvents, async ({ query }, at) =>
    shown(await eventPage(at, query)),
  )

  publicRead(app, services, publicCatalogRoutes.event, async ({ actor, params }, at) => {
    const event = required(await eventView(at, at.db.sql, params.eventId, actor?.accountId))
    return { body: event, isPublic: event.status !== 'draft' }
  })

  route(app, publicCatalogRoutes.manifest, async ({ actor, params, request, reply }) => {
    const { body, isPublic } = required(
      await readFor(services, actor, ({ db }) =>
        findManifestOfEvent(db.sql, params.eventId, params.hash, actor?.accountId),
      ),
    )
    const etag = `"${params.hash}"`
    reply.header('cache-control', isPublic ? FOR_A_YEAR : 'private, no-store').header('etag', etag)
    if (isHeldByClient(request.headers['if-none-match'], etag)) return reply.code(304).send()
    return reply.header('content-encoding', 'gzip').type('application/json; charset=utf-8').send(body)
  })

  publicRead(app, services, publicCatalogRoutes.shows, async ({ query }, at) =>
    shown(await listPage(at, query, (slice) => listShows(at.db.sql, query, slice))),
  )

  publicRead(app, services, publicCatalogRoutes.show, async ({ actor, params }, { db }) => {
    const { show, isPublic } = required(await findShow(db.sql, params.showId, actor?.accountId))
    return { body: show, isPublic }
  })

  publicRead(app, services, publicCatalogRoutes.showEvents, async ({ params, query }, at) => {
    if ((await findShow(at.db.sql, params.showId, undefined)) === undefined) throw problem('not-found')
    return shown(await eventPage(at, query, params.showId))
  })

  publicRead(app, services, publicCatalogRoutes.venues, async ({ query }, at) =>
    shown(await listPage(at, query, (slice) => listVenues(at.db.sql, query, slice))),
  )

  publicRead(app, services, publicCatalogRoutes.venue, async ({ params }, { db }) =>
    shown(required(await findVenue(db.sql, params.venueId))),
  )

  publicRead(app, services, publicCatalogRoutes.performers, async ({ query }, at) =>
    shown(await listPage(at, query, (slice) => listPerformers(at.db.sql, query, slice))),
  )

  publicRead(app, services, publicCatalogRoutes.performer, async ({ params }, { db }) =>
    shown(required(await findPerformer(db.sql, params.performerId))),
  )
}

const shown = (body: object): View => ({ body, isPublic: true })
