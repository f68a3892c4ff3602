import { createHash } from 'node:crypto'
import { exportRoutes, SITEMAP_PAGE_MAX } from '@foyer/contract/catalog.exports'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem, required } from '../../platform/http/problem.ts'
import { route } from '../../platform/http/route.ts'
import { eventView } from '../pages.ts'
import { publicRead } from '../public-read.ts'
import { findPerformer, findVenue } from '../queries/lists.ts'
import { isHeldByClient } from '../../platform/http/held-by-client.ts'
import type { CatalogServices } from '../services.ts'
import { eventCalendar } from './event-calendar.ts'
import { eventJsonLd } from './event-json-ld.ts'
import { findCalendarEvents, findSitemap, type Whose } from './queries.ts'

const KEPT_S = 60

/** Registers the catalogue in the formats of others. */
export function registerExportRoutes(app: FastifyInstance, services: CatalogServices): void {
  const { db, publicUrl } = services
  const { sql } = db

  route(app, exportRoutes.eventJsonLd, async ({ actor, params, request, reply }) => {
    const event = required(await eventView(services, sql, params.eventId, actor?.accountId))
    const body = JSON.stringify(eventJsonLd(event, publicUrl))
    return send(request, reply, 'application/ld+json', body, event.status !== 'draft')
  })

  const calendarOf = async (request: FastifyRequest, reply: FastifyReply, name: string, whose: Whose) =>
    send(
      request,
      reply,
      'text/calendar; charset=utf-8',
      eventCalendar(name, await findCalendarEvents(sql, whose), publicUrl),
      true,
    )

  route(app, exportRoutes.eventCalendar, async ({ params: { eventId }, request, reply }) => {
    const [event] = await findCalendarEvents(sql, { eventId })
    if (event === undefined) throw problem('not-found')
    return send(request, reply, 'text/calendar; charset=utf-8', eventCalendar(event.title, [event], publicUrl), true)
  })

  route(app, exportRoutes.venueCalendar, async ({ params: { venueId }, request, reply }) => {
    const venue = required(await findVenue(sql, venueId))
    return calendarOf(request, reply, venue.name, { venueId })
  })

  route(app, exportRoutes.performerCalendar, async ({ params: { performerId }, request, reply }) => {
    const performer = required(await findPerformer(sql, performerId))
    return calendarOf(request, reply, performer.name, { performerId })
  })

  route(app, exportRoutes.organiserCalendar, async ({ params: { organiserId }, request, reply }) => {
    const events = await findCalendarEvents(sql, { organiserId })
    // Who has nothing before the public is not there: an account is nobody's business.
    if (events.length === 0) throw problem('not-found')
    const name = await services.organiserName(sql, organiserId)
    return send(request, reply, 'text/calendar; charset=utf-8', eventCalendar(name, events, publicUrl), true)
  })

  publicRead(app, services, exportRoutes.sitemap, async ({ params: { kind }, query }, { db }) => {
    const { cursor, limit = SITEMAP_PAGE_MAX } = query
    const rows = await findSitemap(db.sql, kind, cursor, limit + 1)
    const page = rows.slice(0, limit)
    const items = page.map(({ id, changedAt }) => ({ id, changedAt: changedAt?.toISOString() ?? null }))
    return { body: { items, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }, isPublic: true }
  })
}

/** A document with its ETag; one that is for its owner alone is kept by nobody. */
function send(
  request: FastifyRequest,
  reply: FastifyReply,
  contentType: string,
  body: string,
  isPublic: boolean,
): FastifyReply {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  reply.header('cache-control', isPublic ? `public, max-age=${KEPT_S}` : 'private, no-store').header('etag', etag)
  if (isHeldByClient(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return reply.type(contentType).send(body)
}
