import { eventTurnRoutes } from '@foyer/contract/catalog.turns'
import type { FastifyInstance } from 'fastify'
import type { Queryable, Tx } from '../platform/database.ts'
import { problem, required } from '../platform/http/problem.ts'
import { revisionTag, route } from '../platform/http/route.ts'
import { eventView } from './pages.ts'
import { missingForPublication } from './preview-event.ts'
import { publicRead } from './public-read.ts'
import { findEventPage } from './queries/event-page.ts'
import { ownPartsOf } from './queries/own-parts.ts'
import { findTurns } from './queries/turns.ts'
import { writtenOrRefuse } from './refuse.ts'
import type { CatalogServices } from './services.ts'
import { cancelEvent, postponeEvent, rescheduleEvent, unpublishEvent, type Unpublished } from './turn-event.ts'

/** Registers what organisers do with events that are before the public, and what the public reads of it. */
export function registerTurnRoutes(app: FastifyInstance, services: CatalogServices): void {
  const { db } = services
  const viewOf = async (sql: Queryable, eventId: string, readerId: string) =>
    required(await eventView(services, sql, eventId, readerId))
  const turn = (accountId: string, work: (tx: Tx) => Promise<Unpublished | undefined>) =>
    db.transaction(async (tx) => {
      const turned = required(await work(tx))
      if ('refused' in turned) {
        if (turned.refused === 'status-final') throw problem('status-final')
        throw problem('event-has-buyers', { extras: { places: turned.places } })
      }
      return viewOf(tx, writtenOrRefuse(turned), accountId)
    })

  route(app, eventTurnRoutes.previewEvent, async ({ actor: { accountId }, params: { eventId }, reply }) =>
    db.transaction(async (tx) => {
      const missing = required(await missingForPublication(tx, accountId, eventId))
      const event = await viewOf(tx, eventId, accountId)
      void reply.header('etag', revisionTag(event.revision))
      return { event, missing: [...missing], own: await ownPartsOf(tx, accountId, event) }
    }),
  )

  route(app, eventTurnRoutes.unpublishEvent, async ({ actor: { accountId }, params }) =>
    turn(accountId, (tx) => unpublishEvent(tx, accountId, params.eventId, services.countWithBuyers)),
  )

  route(app, eventTurnRoutes.postponeEvent, async ({ actor: { accountId }, params, body }) =>
    turn(accountId, (tx) => postponeEvent(tx, accountId, params.eventId, body.reason ?? null)),
  )

  route(app, eventTurnRoutes.rescheduleEvent, async ({ actor: { accountId }, params, body }) => {
    const { reason = null, startsAt, ...times } = body
    const date = { startsAt: new Date(startsAt), ...momentsOf(times) }
    return turn(accountId, (tx) => rescheduleEvent(tx, accountId, params.eventId, date, reason))
  })

  route(app, eventTurnRoutes.cancelEvent, async ({ actor: { accountId }, params, body }) =>
    turn(accountId, (tx) => cancelEvent(tx, accountId, params.eventId, body.reason ?? null)),
  )

  publicRead(app, services, eventTurnRoutes.eventHistory, async ({ actor, params }, at) => {
    const event = required(await findEventPage(at.db.sql, params.eventId, actor?.accountId))
    const turns = await findTurns(at.db.sql, params.eventId)
    const items = turns.map(({ status, startsAt, previousStartsAt, reason, at }) => ({
      status,
      startsAt: startsAt.toISOString(),
      previousStartsAt: previousStartsAt.toISOString(),
      reason,
      at: at.toISOString(),
    }))
    return { body: { items }, isPublic: event.status !== 'draft' }
  })
}

const momentsOf = <K extends string>(texts: Partial<Record<K, string | null>>): Partial<Record<K, Date | null>> =>
  Object.fromEntries(
    Object.entries<string | null | undefined>(texts).map(([name, text]) => [name, text ? new Date(text) : null]),
  ) as Partial<Record<K, Date | null>>
