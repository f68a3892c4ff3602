import { discoveryRoutes } from '@foyer/contract/discovery'
import type { FastifyInstance } from 'fastify'
import { discoveryRoute, endOf, nothing, refuse, show, sliced, textsOf } from './discovery-answers.ts'
import { genresOf, segmentOfId, segments, type DiscoveryGenre, type ShownGenre } from './discovery-classes.ts'
import { readSlice } from './discovery-query.ts'
import { discoveryClassification, discoveryGenre, discoveryList, discoverySegment, discoverySubGenre } from './discovery-shape.ts' // prettier-ignore

/** Registers the segments, genres and sub-genres of the Discovery API, with the ids that events carry. */
export function registerDiscoveryClassRoutes(
  app: FastifyInstance,
  shownGenres: () => Promise<readonly ShownGenre[]>,
): void {
  const tree = async () => {
    const shown = await shownGenres()
    return segments.map((segment) => ({ segment, genres: genresOf(segment, shown) }))
  }
  const genreWith = (genres: readonly DiscoveryGenre[], id: string) => genres.find((genre) => genre.id === id)
  const subGenreWith = (genres: readonly DiscoveryGenre[], id: string) =>
    genres.flatMap(({ below }) => below).find((subGenre) => subGenre.id === id)

  discoveryRoute(app, discoveryRoutes.classifications, async ({ query: asked, reply }) => {
    const query = textsOf(asked)
    const slice = readSlice(query)
    if ('wrong' in slice) return refuse(reply, slice.wrong)
    const keyword = query['keyword']?.trim().toLowerCase() ?? ''
    const named = ({ name }: { readonly name: string }) => name.toLowerCase().includes(keyword)
    const found = (await tree()).filter(
      ({ segment, genres }) => named(segment) || genres.some((genre) => named(genre) || genre.below.some(named)),
    )
    const items = sliced(found, slice).map(({ segment, genres }) => discoveryClassification(segment, genres))
    return show(reply, discoveryList('classifications', items, { ...slice, total: found.length }, query))
  })

  discoveryRoute(app, discoveryRoutes.classification, async ({ params, reply }) => {
    const id = endOf(params.id)
    const known = segmentOfId(id)
    const found = (await tree()).find(
      ({ segment, genres }) => known === segment || (known === undefined && subGenreWith(genres, id) !== undefined),
    )
    return found === undefined
      ? nothing(reply, params.id)
      : show(reply, discoveryClassification(found.segment, found.genres))
  })

  discoveryRoute(app, discoveryRoutes.segment, async ({ params, reply }) => {
    const segment = segmentOfId(endOf(params.id))
    return segment === undefined
      ? nothing(reply, params.id)
      : show(reply, discoverySegment(segment, genresOf(segment, await shownGenres())))
  })

  discoveryRoute(app, discoveryRoutes.genre, async ({ params, reply }) => {
    const genre = genreWith((await tree()).flatMap(({ genres }) => genres), endOf(params.id)) // prettier-ignore
    return genre === undefined ? nothing(reply, params.id) : show(reply, discoveryGenre(genre))
  })

  discoveryRoute(app, discoveryRoutes.subGenre, async ({ params, reply }) => {
    const subGenre = subGenreWith((await tree()).flatMap(({ genres }) => genres), endOf(params.id)) // prettier-ignore
    return subGenre === undefined ? nothing(reply, params.id) : show(reply, discoverySubGenre(subGenre))
  })
}
