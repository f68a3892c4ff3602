import type { ShowInput } from '@foyer/contract/catalog.schemas'
import { cleanText, type At, type Reading } from '../reading.ts'
import type { ImportRecord } from '../record.ts'
import { slug } from '../slug.ts'

/** A film as one cinema tells of it. */
export interface Film {
  readonly id: string
  readonly title: string
  readonly cast: readonly string[]
  readonly directors: readonly string[]
  readonly genres: readonly string[]
  readonly rating: string | undefined
  readonly minutes: number | undefined
  readonly trailerUrl: string | undefined
  readonly year: string | undefined
}

const MINUTE_MS = 60_000
const RUNTIME_MAX_MS = 24 * 60 * MINUTE_MS
const TITLE_MAX = 200

export function readFilm(read: Reading): Film {
  const title = read.text('title')
  if (title.length > TITLE_MAX) read.refuse('title', `at most ${TITLE_MAX} characters were expected`, title)
  if (NOT_FOR_BOOKING.test(title)) read.refuse('title', 'its cinema marks it as not for booking', title)
  const overview = read.object('overview')
  const length = overview.optionalNumber('duration', MINUTE_MS, RUNTIME_MAX_MS)
  const trailer = overview.optionalText('trailer')
  if (trailer !== undefined && !/^https:\/\/\S+$/.test(trailer))
    overview.refuse('trailer', 'an https address was expected', trailer)
  return {
    id: `film/${slug(title)}`,
    title,
    cast: overview.texts('actors'),
    directors: overview.texts('directors'),
    genres: overview.texts('categories').map((genre) => genre.toLowerCase()),
    rating: overview.optionalText('classification'),
    minutes: length === undefined ? undefined : Math.round(length / MINUTE_MS),
    trailerUrl: trailer,
    year: cleanText(overview.raw('year')) || undefined,
  }
}

export const NOT_FOR_BOOKING = /do ?not ?(?:book|use)/i

const GENRES_MAX = 20

/** Films by title: what several cinemas tell of one is put together. */
export class Films {
  readonly #films = new Map<string, { at: At; told: Film[] }>()

  add(film: Film, at: At): void {
    const known = this.#films.get(film.id)
    if (known === undefined) this.#films.set(film.id, { at, told: [film] })
    else if (!known.told.includes(film)) known.told.push(film)
  }

  records(): ImportRecord[] {
    return [...this.#films].map(([sourceId, { at, told }]) => ({
      at,
      show: { sourceId, ...merge(told), performers: [] },
    }))
  }
}

/** Of each fact the first that is told; of casts and directors the longest list; of genres all. */
function merge(told: readonly Film[]): ShowInput {
  const first = <K extends keyof Film>(field: K) => told.find((film) => film[field] !== undefined)?.[field]
  const longest = (field: 'cast' | 'directors') => [
    ...new Set(
      told.reduce<readonly string[]>((best, film) => (film[field].length > best.length ? film[field] : best), []),
    ),
  ]
  const [rating, minutes, trailerUrl, year] = [first('rating'), first('minutes'), first('trailerUrl'), first('year')]
  return {
    kind: 'film',
    title: first('title') ?? '',
    cast: longest('cast'),
    directors: longest('directors'),
    genres: [...new Set(told.flatMap((film) => film.genres))].slice(0, GENRES_MAX),
    ...(rating === undefined ? {} : { rating }),
    ...(minutes === undefined ? {} : { runtimeMinutes: minutes }),
    ...(trailerUrl === undefined ? {} : { trailerUrl }),
    ...(year === undefined ? {} : { description: `First shown in ${year}.` }),
  }
}
