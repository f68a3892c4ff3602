import { discoveryRoutes } from '@foyer/contract/discovery'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { route } from '../../platform/http/route.ts'
import type { Sql } from '../../platform/database.ts'
import { isId } from '../../platform/ids.ts'
import { cardsOf, eventView } from '../pages.ts'
import { findPerformer, findVenue, listPerformers, listVenues } from '../queries/lists.ts'
import { readEventSearch } from '../search/event-search.ts'
import { findEvents, type FoundEvent } from '../search/find-events.ts'
import type { CatalogServices } from '../services.ts'
import { findEventsInArea } from './queries.ts'
import { DEPTH_MAX, readDiscoveryQuery, readSlice, type Texts } from './discovery-query.ts'
import {
  discoveryAttraction,
  discoveryEvent,
  discoveryEventPage,
  discoveryList,
  discoveryVenue,
} from './discovery-shape.ts'

/** Registers what clients of the Discovery API read. Totals are counted as far as one may page. */
export function registerDiscoveryRoutes(app: FastifyInstance, services: CatalogServices): void {
  const { sql } = services.db
  const { publicUrl } = services

  route(app, discoveryRoutes.events, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const [slice, read] = [readSlice(query), readDiscoveryQuery(query)]
    if ('wrong' in slice) return refuse(reply, 400, 'DIS1035', slice.wrong)
    if ('wrong' in read) return refuse(reply, 400, 'DIS1035', read.wrong)
    const search = readEventSearch(read.query)
    if ('faults' in search)
      return refuse(
        reply,
        400,
        'DIS1035',
        search.faults.map(({ field, expected }) => `${field}: ${expected}`).join('; '),
      )
    const found = await findEvents({ sql }, search.search, DEPTH_MAX, undefined)
    const events = await inArea(sql, found.events, query)
    const from = slice.number * slice.size
    const cards = await cardsOf(services, events.slice(from, from + slice.size))
    const items = cards.map((card) => discoveryEvent(card, publicUrl))
    return show(reply, discoveryList('events', items, { ...slice, total: events.length }, query))
  })

  route(app, discoveryRoutes.event, async ({ params, reply }) => {
    const id = idIn(params.id)
    const event = id === undefined ? undefined : await eventView(services, sql, id, undefined)
    return event === undefined ? nothing(reply, params.id) : show(reply, discoveryEventPage(event, publicUrl))
  })

  route(app, discoveryRoutes.venues, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const slice = readSlice(query)
    if ('wrong' in slice) return refuse(reply, 400, 'DIS1035', slice.wrong)
    const country = query['countryCode']?.toUpperCase()
    if (country && !/^[A-Z]{2}$/.test(country)) return refuse(reply, 400, 'DIS1035', 'countryCode is two letters')
    const found = await listVenues(
      sql,
      {
        ...(query['keyword'] ? { name: query['keyword'] } : {}),
        ...(country ? { country } : {}),
        ...(query['stateCode'] ? { state: query['stateCode'] } : {}),
      },
      { after: undefined, limit: DEPTH_MAX },
    )
    const items = sliced(found, slice).map(({ item }) => discoveryVenue(item))
    return show(reply, discoveryList('venues', items, { ...slice, total: found.length }, query))
  })

  route(app, discoveryRoutes.venue, async ({ params, reply }) => {
    const id = idIn(params.id)
    const venue = id === undefined ? undefined : await findVenue(sql, id)
    return venue === undefined ? nothing(reply, params.id) : show(reply, discoveryVenue(venue))
  })

  route(app, discoveryRoutes.attractions, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const slice = readSlice(query)
    if ('wrong' in slice) return refuse(reply, 400, 'DIS1035', slice.wrong)
    const named = query['keyword'] ? { name: query['keyword'] } : {}
    const found = await listPerformers(sql, named, { after: undefined, limit: DEPTH_MAX })
    const items = sliced(found, slice).map(({ item }) => discoveryAttraction(item))
    return show(reply, discoveryList('attractions', items, { ...slice, total: found.length }, query))
  })

  route(app, discoveryRoutes.attraction, async ({ params, reply }) => {
    const id = idIn(params.id)
    const performer = id === undefined ? undefined : await findPerformer(sql, id)
    return performer === undefined ? nothing(reply, params.id) : show(reply, discoveryAttraction(performer))
  })
}

/** Of what was found, as far as one may page, those in the state and with the postal code that are asked for. */
async function inArea(sql: Sql, found: readonly FoundEvent[], query: Texts): Promise<readonly FoundEvent[]> {
  const [state, postalCode] = [query['stateCode'] || undefined, query['postalCode'] || undefined]
  if (state === undefined && postalCode === undefined) return found
  const there = await findEventsInArea(
    sql,
    found.map(({ eventId }) => eventId),
    { state, postalCode },
  )
  return found.filter(({ eventId }) => there.has(eventId))
}

const KEPT_S = 10

const show = (reply: FastifyReply, body: object): FastifyReply =>
  reply.header('cache-control', `public, max-age=${KEPT_S}`).type('application/json;charset=utf-8').send(body)

const refuse = (reply: FastifyReply, status: number, code: string, detail: string): FastifyReply =>
  reply.code(status).send({ errors: [{ code, detail, status: String(status) }] })

const nothing = (reply: FastifyReply, id: string): FastifyReply =>
  refuse(reply, 404, 'DIS1004', `There is nothing here with the id ${id}`)

/** The id at the end of an address, which may be followed by `.json`. */
function idIn(text: string): string | undefined {
  const id = text.replace(/\.json$/, '')
  return isId(id) ? id : undefined
}

const sliced = <T>(items: readonly T[], { size, number }: { size: number; number: number }): readonly T[] =>
  items.slice(number * size, (number + 1) * size)

/** Parameters that stand there once, as texts; a list is nothing that this API knows. */
const textsOf = (query: object): Texts =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
