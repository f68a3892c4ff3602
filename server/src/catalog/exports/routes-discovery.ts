import { discoveryRoutes } from '@foyer/contract/discovery'
import type { FastifyInstance } from 'fastify'
import type { Sql } from '../../platform/database.ts'
import { HeldBriefly } from '../../platform/held-briefly.ts'
import { cardsOf, eventView } from '../pages.ts'
import { findPerformer, findVenue, listPerformers, listVenues } from '../queries/lists.ts'
import { readEventSearch, type EventSearch } from '../search/event-search.ts'
import { findEvents, type FoundEvent } from '../search/find-events.ts'
import type { CatalogServices } from '../services.ts'
import { discoveryRoute, lookedUp, refuse, show, sliced, textsOf } from './discovery-answers.ts'
import { narrowsById, readClasses } from './discovery-class-filter.ts'
import type { ShownGenre } from './discovery-classes.ts'
import { DEPTH_MAX, narrowsUnknown, readDiscoveryQuery, readSlice, type Texts } from './discovery-query.ts'
import {
  discoveryAttraction,
  discoveryEvent,
  discoveryEventPage,
  discoveryList,
  discoverySuggestions,
  discoveryVenue,
} from './discovery-shape.ts'
import { discoverySuggest, readSuggest } from './discovery-suggest.ts'
import { findEventsInArea, findShownGenres } from './queries.ts'
import { registerDiscoveryClassRoutes } from './routes-discovery-classes.ts'

/** Registers what clients of the Discovery API read. Totals are counted as far as one may page. */
export function registerDiscoveryRoutes(app: FastifyInstance, services: CatalogServices): void {
  const { sql } = services.db
  const { publicUrl } = services
  const held = new HeldBriefly<readonly ShownGenre[]>({
    bytesMax: 1,
    valueBytesMax: 1,
    sizeOf: () => 1,
    ttlMs: GENRES_MS,
  })
  const shownGenres = () => held.getOrMake('all', () => findShownGenres(sql))

  const searchOf = async (query: Texts): Promise<{ search: EventSearch } | { wrong: string }> => {
    const read = readDiscoveryQuery(query)
    if ('wrong' in read) return read
    const search = readEventSearch(read.query)
    if ('faults' in search)
      return { wrong: search.faults.map(({ field, expected }) => `${field}: ${expected}`).join('; ') }
    const classes = readClasses(query, narrowsById(query) ? await shownGenres() : [])
    return { search: { ...search.search, ...classes } }
  }

  discoveryRoute(app, discoveryRoutes.events, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const [slice, read] = [readSlice(query), await searchOf(query)]
    if ('wrong' in slice) return refuse(reply, slice.wrong)
    if ('wrong' in read) return refuse(reply, read.wrong)
    const found = await findEvents({ sql }, read.search, DEPTH_MAX, undefined)
    const events = await inArea(sql, found.events, query)
    const from = slice.number * slice.size
    const cards = await cardsOf(services, events.slice(from, from + slice.size))
    const items = cards.map((card) => discoveryEvent(card, publicUrl))
    return show(reply, discoveryList('events', items, { ...slice, total: events.length }, query))
  })

  lookedUp(app, discoveryRoutes.event, async (id) => {
    const event = await eventView(services, sql, id, undefined)
    return event && discoveryEventPage(event, publicUrl)
  })

  discoveryRoute(app, discoveryRoutes.venues, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const slice = narrowsUnknown(query, BEYOND_VENUES) ?? readSlice(query)
    if ('wrong' in slice) return refuse(reply, slice.wrong)
    const country = query['countryCode']?.toUpperCase()
    if (country && !/^[A-Z]{2}$/.test(country)) return refuse(reply, 'countryCode is two letters')
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

  lookedUp(app, discoveryRoutes.venue, async (id) => {
    const venue = await findVenue(sql, id)
    return venue && discoveryVenue(venue)
  })

  discoveryRoute(app, discoveryRoutes.attractions, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const slice = narrowsUnknown(query, BEYOND_ATTRACTIONS) ?? readSlice(query)
    if ('wrong' in slice) return refuse(reply, slice.wrong)
    const named = query['keyword'] ? { name: query['keyword'] } : {}
    const found = await listPerformers(sql, named, { after: undefined, limit: DEPTH_MAX })
    const items = sliced(found, slice).map(({ item }) => discoveryAttraction(item))
    return show(reply, discoveryList('attractions', items, { ...slice, total: found.length }, query))
  })

  lookedUp(app, discoveryRoutes.attraction, async (id) => {
    const performer = await findPerformer(sql, id)
    return performer && discoveryAttraction(performer)
  })

  discoveryRoute(app, discoveryRoutes.suggest, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const wanted = narrowsUnknown(query, BEYOND_SUGGESTIONS) ?? readSuggest(query)
    if ('wrong' in wanted) return refuse(reply, wanted.wrong)
    const read = await searchOf(query)
    if ('wrong' in read) return refuse(reply, read.wrong)
    const found = await discoverySuggest(services, read.search, wanted)
    return show(reply, discoverySuggestions(found, query))
  })

  registerDiscoveryClassRoutes(app, shownGenres)
}

/** So long a genre that is new with an event may go unlisted. */
const GENRES_MS = 10_000

const OF_CLASSES = ['segmentId', 'segmentName', 'genreId', 'subGenreId', 'classificationId', 'classificationName']
/** What would narrow a list of performers or venues, and does not here. */
const BEYOND_ATTRACTIONS = [...OF_CLASSES, 'preferredCountry']
const BEYOND_VENUES = ['latlong', 'geoPoint']
const BEYOND_SUGGESTIONS = ['stateCode', 'postalCode']

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
