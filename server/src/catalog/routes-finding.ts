import { publicCatalogRoutes } from '@foyer/contract/catalog.public'
import type { PlacesQuery } from '@foyer/contract/catalog.finding'
import type { FastifyInstance } from 'fastify'
import type { Queryable } from '../platform/database.ts'
import { suggestTowns, townsNear, type Town } from './gazetteer/places.ts'
import { presentTown } from './gazetteer/present.ts'
import { hasTowns } from './gazetteer/queries.ts'
import { townsNotReady } from './pages.ts'
import { publicRead, type View } from './public-read.ts'
import { showtimes } from './reads/showtimes.ts'
import { refuseFaults } from './refuse.ts'
import { genres } from './search/genres.ts'
import { suggest } from './search/suggest.ts'
import type { CatalogServices } from './services.ts'

/** Registers what helps people to say what they look for, and what's on. */
export function registerFindingRoutes(app: FastifyInstance, services: CatalogServices): void {
  publicRead(app, services, publicCatalogRoutes.suggestions, async ({ query }, { db }) =>
    shown(await suggest(db.sql, query)),
  )

  publicRead(app, services, publicCatalogRoutes.places, async ({ query }, { db: { sql } }) => {
    const towns = await townsAsked(sql, query)
    if (towns.length === 0 && !(await hasTowns(sql))) throw townsNotReady()
    return shown(towns.map(presentTown))
  })

  publicRead(app, services, publicCatalogRoutes.genres, async () => shown(genres))

  publicRead(app, services, publicCatalogRoutes.showtimes, async ({ query }, at) => ({
    body: await showtimes(at, query),
    isPublic: true,
  }))
}

const shown = (items: readonly object[]): View => ({ body: { items }, isPublic: true })

const TOWNS_USUAL = 8

async function townsAsked(sql: Queryable, { q, lat, lng, limit = TOWNS_USUAL }: PlacesQuery): Promise<Town[]> {
  if (q !== undefined && lat === undefined && lng === undefined) return suggestTowns(sql, q, limit)
  if (q === undefined && lat !== undefined && lng !== undefined) return townsNear(sql, { lat, lng }, limit)
  throw refuseFaults([{ field: 'query.q', expected: 'either q, or lat and lng' }], 'query')
}
