import { placeRoutes } from '@foyer/contract/catalog.places'
import type { PlacesNamed } from '@foyer/contract/catalog.places'
import type { FastifyInstance } from 'fastify'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { detachPerformerFromEvent, detachPerformerFromShow } from './change-event.ts'
import { eventView } from './pages.ts'
import { ownsEvent } from './queries/events.ts'
import { findShow } from './queries/lists.ts'
import { refuseBusy, refuseFaults, writtenOrRefuse } from './refuse.ts'
import { loadSaleFacts } from './sale-facts.ts'
import type { CatalogServices } from './services.ts'
import { namedPlaces, toRuns } from './tickets/name-places.ts'

/** Registers what organisers do with places of published events, and how they take performers off a bill. */
export function registerPlaceRoutes(app: FastifyInstance, services: CatalogServices): void {
  const { db } = services

  /** The places that are named, of a published event of this organiser. */
  const placesOf = async (organiserId: string, eventId: string, named: PlacesNamed) => {
    const facts = await loadSaleFacts(db.sql, eventId)
    if (facts?.organiserId !== organiserId) throw problem('not-found')
    if (facts.status === 'draft') throw problem('event-not-published')
    const found = namedPlaces(facts, named)
    if ('faults' in found) throw refuseFaults(found.faults, 'body')
    return found.places
  }

  route(app, placeRoutes.blockedPlaces, async ({ actor, params: { eventId } }) => {
    if (!(await ownsEvent(db.sql, actor.accountId, eventId))) throw problem('not-found')
    const blocked = await services.blockedPlaces(db.sql, eventId)
    const because = (wanted: string) => toRuns(blocked.flatMap(({ place, reason }) => (reason === wanted ? place : [])))
    return { house: because('house'), kill: because('kill') }
  })

  route(app, placeRoutes.blockPlaces, async ({ actor, params: { eventId }, body: { reason, ...named } }) => {
    const outcome = await services.blockPlaces(eventId, await placesOf(actor.accountId, eventId, named), reason)
    if ('blocked' in outcome) return outcome
    if (outcome.refused === 'busy') throw refuseBusy(outcome)
    throw problem('tickets-taken', { extras: { places: outcome.places } })
  })

  route(app, placeRoutes.unblockPlaces, async ({ actor, params: { eventId }, body }) => {
    const outcome = await services.unblockPlaces(eventId, await placesOf(actor.accountId, eventId, body))
    if ('unblocked' in outcome) return outcome
    throw refuseBusy(outcome)
  })

  route(app, placeRoutes.detachFromEvent, async ({ actor: { accountId }, params: { eventId, performerId } }) =>
    db.transaction(async (tx) => {
      writtenOrRefuse(await detachPerformerFromEvent(tx, accountId, eventId, performerId))
      return required(await eventView(services, tx, eventId, accountId))
    }),
  )

  route(app, placeRoutes.detachFromShow, async ({ actor: { accountId }, params: { showId, performerId } }) =>
    db.transaction(async (tx) => {
      writtenOrRefuse(await detachPerformerFromShow(tx, accountId, showId, performerId))
      return required(await findShow(tx, showId, accountId)).show
    }),
  )
}
