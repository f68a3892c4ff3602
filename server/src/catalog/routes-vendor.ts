import { vendorCatalogRoutes } from '@foyer/contract/catalog.vendor'
import type { FastifyInstance } from 'fastify'
import type { Queryable } from '../platform/database.ts'
import { once } from '../platform/http/idempotency.ts'
import { problem, required } from '../platform/http/problem.ts'
import { revisionTag, route } from '../platform/http/route.ts'
import { addEvent } from './add-events.ts'
import {
  attachPerformerToEvent,
  attachPerformerToShow,
  changeEvent,
  changeEventAt,
  publishEvent,
} from './change-event.ts'
import { deleteDraft, deleteVenue } from './delete-own.ts'
import { readEventBody } from './event-body.ts'
import { eventView, listPage, ownEvents } from './pages.ts'
import { prepareManifest } from './manifests.ts'
import { addPerformer, changePerformer } from './performers.ts'
import { ownsEvent } from './queries/events.ts'
import { findPlanView } from './queries/halls.ts'
import { findPerformer, findShow, findVenue, listEventsOf, listPerformers, listVenues } from './queries/lists.ts'
import { refuseFaults, withUniqueName, writtenOrRefuse } from './refuse.ts'
import { addSeatingPlan } from './seating-plans.ts'
import type { CatalogServices } from './services.ts'
import { addShow, changeShow } from './shows.ts'
import { addHall, addVenue, changeVenue } from './venues.ts'

/** Registers what vendors write about venues, performers, shows and events. */
export function registerVendorRoutes(app: FastifyInstance, services: CatalogServices): void {
  const { db, openInventory } = services
  const showOf = async (sql: Queryable, showId: string, readerId: string) =>
    required(await findShow(sql, showId, readerId)).show
  const viewOf = async (sql: Queryable, eventId: string, readerId: string) =>
    required(await eventView(services, sql, eventId, readerId))

  route(app, vendorCatalogRoutes.addVenue, async ({ actor: { accountId }, body, key }) =>
    db.transaction((tx) =>
      once(tx, { accountId, key, operation: 'catalog.addVenue', body }, async () => {
        const venueId = writtenOrRefuse(await addVenue(tx, accountId, body))
        return required(await findVenue(tx, venueId))
      }),
    ),
  )

  route(app, vendorCatalogRoutes.changeVenue, async ({ actor, params, body }) =>
    db.transaction(async (tx) => {
      const venueId = writtenOrRefuse(await changeVenue(tx, actor.accountId, params.venueId, body))
      return required(await findVenue(tx, venueId))
    }),
  )

  route(app, vendorCatalogRoutes.deleteVenue, async ({ actor, params }) =>
    db.transaction(async (tx) => {
      const outcome = required(await deleteVenue(tx, actor.accountId, params.venueId))
      if ('refused' in outcome)
        throw problem(outcome.refused, { extras: { count: outcome.count, events: outcome.events } })
    }),
  )

  route(app, vendorCatalogRoutes.addHall, async ({ actor: { accountId }, params, body, key }) =>
    withUniqueName('halls_venue_id_name_key', () =>
      db.transaction((tx) =>
        once(tx, { accountId, key, operation: 'catalog.addHall', body: { ...params, ...body } }, async () => {
          writtenOrRefuse(await addHall(tx, accountId, params.venueId, body))
          return required(await findVenue(tx, params.venueId))
        }),
      ),
    ),
  )

  route(app, vendorCatalogRoutes.addSeatingPlan, async ({ actor: { accountId }, params, body, key }) => {
    const manifest = prepareManifest(body.manifest)
    if ('faults' in manifest) throw refuseFaults(manifest.faults, 'body')
    const named = { ...params, name: body.name, hash: manifest.hash }
    return withUniqueName('seating_plans_hall_id_name_key', () =>
      db.transaction((tx) =>
        once(tx, { accountId, key, operation: 'catalog.addSeatingPlan', body: named }, async () => {
          const plan = { hallId: params.hallId, name: body.name, manifest }
          return required(await findPlanView(tx, writtenOrRefuse(await addSeatingPlan(tx, accountId, plan))))
        }),
      ),
    )
  })

  route(app, vendorCatalogRoutes.addPerformer, async ({ actor: { accountId }, body, key }) =>
    db.transaction((tx) =>
      once(tx, { accountId, key, operation: 'catalog.addPerformer', body }, async () =>
        required(await findPerformer(tx, writtenOrRefuse(await addPerformer(tx, accountId, body)))),
      ),
    ),
  )

  route(app, vendorCatalogRoutes.changePerformer, async ({ actor, params, body }) =>
    db.transaction(async (tx) => {
      const performerId = writtenOrRefuse(await changePerformer(tx, actor.accountId, params.performerId, body))
      return required(await findPerformer(tx, performerId))
    }),
  )

  route(app, vendorCatalogRoutes.addShow, async ({ actor: { accountId }, body, key }) =>
    db.transaction((tx) =>
      once(tx, { accountId, key, operation: 'catalog.addShow', body }, async () =>
        showOf(tx, writtenOrRefuse(await addShow(tx, accountId, body)), accountId),
      ),
    ),
  )

  route(app, vendorCatalogRoutes.changeShow, async ({ actor: { accountId }, params, body }) =>
    db.transaction(async (tx) =>
      showOf(tx, writtenOrRefuse(await changeShow(tx, accountId, params.showId, body)), accountId),
    ),
  )

  route(app, vendorCatalogRoutes.attachToShow, async ({ actor: { accountId }, params, body }) =>
    db.transaction(async (tx) =>
      showOf(tx, writtenOrRefuse(await attachPerformerToShow(tx, accountId, params.showId, body)), accountId),
    ),
  )

  route(app, vendorCatalogRoutes.addEvent, async ({ actor: { accountId }, body, key }) =>
    db.transaction((tx) =>
      once(tx, { accountId, key, operation: 'catalog.addEvent', body }, async () => {
        const read = await readEventBody(tx, body)
        if ('faults' in read) throw refuseFaults(read.faults, 'body')
        return viewOf(tx, writtenOrRefuse(await addEvent(tx, accountId, read.event, openInventory)), accountId)
      }),
    ),
  )

  route(
    app,
    vendorCatalogRoutes.changeEvent,
    async ({ actor: { accountId }, params, body, key, seenRevision, reply }) => {
      const { eventId } = params
      const request = { accountId, key, operation: 'catalog.changeEvent', body: { ...params, seenRevision, ...body } }
      const event = await db.transaction((tx) =>
        once(tx, request, async () => {
          const read = await readEventBody(tx, body)
          if ('faults' in read) throw refuseFaults(read.faults, 'body')
          const changed =
            seenRevision === undefined
              ? await changeEvent(tx, accountId, eventId, read.event)
              : await changeEventAt(tx, accountId, eventId, read.event, seenRevision)
          if (changed !== undefined && 'revision' in changed)
            throw problem('changed-meanwhile', {
              extras: { revision: changed.revision, event: await viewOf(tx, eventId, accountId) },
            })
          return viewOf(tx, writtenOrRefuse(changed), accountId)
        }),
      )
      void reply.header('etag', revisionTag(event.revision))
      return event
    },
  )

  route(app, vendorCatalogRoutes.deleteEvent, async ({ actor, params }) =>
    db.transaction(async (tx) => {
      const outcome = required(await deleteDraft(tx, actor.accountId, params.eventId, services.forgetDraft))
      if ('refused' in outcome) throw problem(outcome.refused)
    }),
  )

  route(app, vendorCatalogRoutes.publishEvent, async ({ actor: { accountId }, params }) =>
    db.transaction(async (tx) => {
      const published = required(await publishEvent(tx, accountId, params.eventId))
      if ('faults' in published) throw problem('event-incomplete', { errors: published.faults })
      return viewOf(tx, published.id, accountId)
    }),
  )

  route(app, vendorCatalogRoutes.attachToEvent, async ({ actor: { accountId }, params, body }) =>
    db.transaction(async (tx) =>
      viewOf(tx, writtenOrRefuse(await attachPerformerToEvent(tx, accountId, params.eventId, body)), accountId),
    ),
  )

  route(app, vendorCatalogRoutes.myEvents, async ({ actor, query }) => {
    const page = await listPage(services, query, (slice) => listEventsOf(db.sql, actor.accountId, query, slice))
    const items = await ownEvents(services, page.items)
    return { items, next: page.next, searchedFor: null, searchedWhen: null, near: null, facets: null }
  })

  route(app, vendorCatalogRoutes.myEvent, async ({ actor, params: { eventId } }) => {
    if (!(await ownsEvent(db.sql, actor.accountId, eventId))) throw problem('not-found')
    return required((await ownEvents(services, [eventId]))[0])
  })

  route(app, vendorCatalogRoutes.myVenues, async ({ actor, query }) =>
    listPage(services, query, (slice) => listVenues(db.sql, query, slice, actor.accountId)),
  )

  route(app, vendorCatalogRoutes.myVenue, async ({ actor, params }) =>
    required(await findVenue(db.sql, params.venueId, actor.accountId)),
  )

  route(app, vendorCatalogRoutes.myPerformers, async ({ actor, query }) =>
    listPage(services, query, (slice) => listPerformers(db.sql, query, slice, actor.accountId)),
  )

  route(app, vendorCatalogRoutes.myPerformer, async ({ actor, params }) =>
    required(await findPerformer(db.sql, params.performerId, actor.accountId)),
  )
}
