import { placeRoutes } from '@foyer/contract/catalog.places'
import { vendorCatalogRoutes, type TicketsRemoval, type TicketsUpload } from '@foyer/contract/catalog.vendor'
import type { TicketsView } from '@foyer/contract/catalog.views'
import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import type { Queryable } from '../platform/database.ts'
import { once } from '../platform/http/idempotency.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import type { Fault } from './feed.ts'
import { prepareManifest } from './manifests.ts'
import { presentTickets } from './present-tickets.ts'
import { findCurrencyOf, ownsEvent } from './queries/events.ts'
import { refuseBusy, refuseFaults, writtenOrRefuse } from './refuse.ts'
import { loadSaleFacts } from './sale-facts.ts'
import type { CatalogServices } from './services.ts'
import { removeTickets, type Removal } from './tickets/remove-tickets.ts'
import { readTicketFile } from './tickets/read-ticket-file.ts'
import { addPlaces, uploadTickets, type Upload } from './tickets/upload-tickets.ts'

/** Registers what vendors do with the tickets of their events. */
export function registerTicketUploadRoutes(app: FastifyInstance, services: CatalogServices): void {
  const { db } = services
  const ticketsOf = async (sql: Queryable, eventId: string): Promise<TicketsView> => {
    const [facts, taken] = await Promise.all([loadSaleFacts(sql, eventId), services.countTaken([eventId])])
    return presentTickets(facts, taken.get(eventId))
  }

  route(app, vendorCatalogRoutes.tickets, async ({ actor, params }) => {
    if (!(await ownsEvent(db.sql, actor.accountId, params.eventId))) throw problem('not-found')
    return ticketsOf(db.sql, params.eventId)
  })

  route(app, vendorCatalogRoutes.uploadTickets, async ({ actor: { accountId }, params, body, key }) => {
    const upload = readUpload(body)
    if ('faults' in upload) throw refuseFaults(upload.faults, 'body')
    return db.transaction((tx) =>
      once(tx, { accountId, key, operation: 'catalog.uploadTickets', body: { ...params, ...body } }, async () => {
        const uploaded = required(await uploadTickets(tx, accountId, params.eventId, upload))
        if ('refused' in uploaded) throw problem(uploaded.refused, { errors: uploaded.errors })
        return ticketsOf(tx, writtenOrRefuse(uploaded))
      }),
    )
  })

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    route(scope, placeRoutes.uploadTicketFile, async ({ actor: { accountId }, params: { eventId }, key, request }) => {
      const body: unknown = request.body
      const currency = await findCurrencyOf(db.sql, accountId, eventId)
      if (currency === undefined) throw problem('not-found')
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      const read = readTicketFile(bytes, currency)
      if ('faults' in read) throw problem('bad-request', { errors: read.faults })
      const asked = { eventId, file: createHash('sha256').update(bytes).digest('hex') }
      return db.transaction((tx) =>
        once(tx, { accountId, key, operation: 'catalog.uploadTicketFile', body: asked }, async () => {
          const uploaded = required(await addPlaces(tx, accountId, eventId, read.tickets, lineOfFile))
          if ('refused' in uploaded) throw problem(uploaded.refused, { errors: uploaded.errors })
          if ('faults' in uploaded) throw problem('bad-request', { errors: uploaded.faults })
          return ticketsOf(tx, uploaded.id)
        }),
      )
    })
  })

  route(app, vendorCatalogRoutes.removeTickets, async ({ actor, params, body }) => {
    const removal = readRemoval(body)
    if ('faults' in removal) throw refuseFaults(removal.faults, 'body')
    const outcome = required(await removeTickets(db, actor.accountId, params.eventId, removal, services.takeOffSale))
    if ('removed' in outcome) return outcome
    if ('faults' in outcome) throw refuseFaults(outcome.faults, 'body')
    if (outcome.refused === 'busy') throw refuseBusy(outcome)
    throw problem('tickets-taken', { extras: { places: outcome.places } })
  })
}

/** The header is line 1 of a file. */
const lineOfFile = (index: number, field: string): string => `line ${index + 2}, ${field}`

const ONE_WAY: Fault = { field: 'seatingPlanId', expected: 'one of seatingPlanId, manifest, or count with section' }

/** What is put up, by one of three ways. */
function readUpload(body: TicketsUpload): Upload | { faults: readonly Fault[] } {
  const { seatingPlanId, manifest, count, section, row, seat, price, priceLevel } = body
  const ways = [seatingPlanId, manifest, count].filter((way) => way !== undefined).length
  if (ways !== 1) return { faults: [ONE_WAY] }
  const stray = Object.entries({ section, row, seat, price, priceLevel }).find(([, value]) => value !== undefined)
  if (count === undefined && stray !== undefined)
    return { faults: [{ field: stray[0], expected: 'only together with count' }] }
  if (seatingPlanId !== undefined) return { seatingPlanId }
  if (manifest !== undefined) {
    const prepared = prepareManifest(manifest)
    return 'faults' in prepared ? prepared : { manifest: prepared }
  }
  if (count === undefined || section === undefined)
    return { faults: [{ field: 'section', expected: 'the section that the tickets are in' }] }
  if (row !== undefined && seat === undefined)
    return { faults: [{ field: 'row', expected: 'only together with seat, the number of its first seat' }] }
  return {
    count,
    section,
    firstSeat: seat,
    ...(row === undefined ? {} : { row }),
    ...(price === undefined ? {} : { price }),
    ...(priceLevel === undefined ? {} : { priceLevel }),
  }
}

function readRemoval({ section, places }: TicketsRemoval): Removal | { faults: readonly Fault[] } {
  if (section !== undefined && places === undefined) return { section }
  if (places !== undefined && section === undefined) return { places }
  return { faults: [{ field: 'section', expected: 'either section or places' }] }
}
