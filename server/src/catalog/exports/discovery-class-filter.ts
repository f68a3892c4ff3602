import type { EventSearch } from '../search/event-search.ts'
import { namesOfId, segmentOfId, segments, type ShownGenre } from './discovery-classes.ts'
import type { Texts } from './discovery-query.ts'

const BY_ID = ['segmentId', 'genreId', 'subGenreId', 'classificationId']
const BY_NAME = ['segmentName', 'classificationName']
/** In one parameter, with commas between them. */
const VALUES_MAX = 20

type Classes = Pick<EventSearch, 'kinds' | 'genres'>

export const narrowsById = (query: Texts): boolean => BY_ID.some((name) => query[name])

/**
 * Which kinds of show and genres are asked for: of the values of a parameter one is enough, and every parameter counts. An
 * id or name that nothing bears finds nothing.
 */
export function readClasses(query: Texts, shown: readonly ShownGenre[]): Classes {
  let kinds: readonly string[] | undefined
  const genres: (readonly string[])[] = []
  for (const name of [...BY_ID, ...BY_NAME]) {
    const values = valuesIn(query[name])
    if (values.length === 0) continue
    const meant = values.map((value) => (BY_ID.includes(name) ? byId(value, shown) : byName(value)))
    const only = meant.flatMap((one) => ('kinds' in one ? one.kinds : []))
    if (meant.every((one) => 'kinds' in one)) kinds = kinds?.filter((kind) => only.includes(kind)) ?? [...new Set(only)]
    // A show's kind is one of its genres too.
    else genres.push(meant.flatMap((one) => ('kinds' in one ? one.kinds : one.genres)))
  }
  return { ...(kinds === undefined ? {} : { kinds }), ...(genres.length === 0 ? {} : { genres }) }
}

type Meant = { readonly kinds: readonly string[] } | { readonly genres: readonly string[] }

function byId(id: string, shown: readonly ShownGenre[]): Meant {
  const segment = segmentOfId(id)
  if (segment !== undefined) return { kinds: segment.kinds }
  const names = namesOfId(id, shown)
  return { genres: names.length === 0 ? [id] : names }
}

function byName(name: string): Meant {
  const segment = segments.find((one) => one.name.toLowerCase() === name.toLowerCase())
  return segment === undefined ? { genres: [name] } : { kinds: segment.kinds }
}

const valuesIn = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .slice(0, VALUES_MAX)
