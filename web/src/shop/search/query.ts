import type { EventSearchQuery } from '@foyer/contract/catalog.search'
import type { EventPage } from '@foyer/contract/catalog.views'

const TEXT_MAX = 200
const PAGE_LIMIT = 40
const WORDS = ['today', 'tomorrow', 'weekend', 'week'] as const
const SORTS = ['date', 'distance', 'relevance', 'price'] as const
export const RADII_KM = [10, 25, 50, 100, 250] as const
export const RADIUS_KM = 50

/** What somebody looks for, as the address of the search page says it. */
export interface Search {
  readonly q: string
  readonly near: string
  readonly lat: number | undefined
  readonly lng: number | undefined
  readonly radiusKm: number
  readonly when: (typeof WORDS)[number] | undefined
  /** Days where the venue is. */
  readonly from: string
  readonly to: string
  readonly genre: string
  /** In units of the currency, as people write prices. */
  readonly max: number | undefined
  readonly currency: string
  readonly accessible: boolean
  readonly sort: (typeof SORTS)[number] | undefined
  readonly cursor: string
  readonly view: 'list' | 'map'
}

/** Reads the address of the search page. What cannot be meant is left out rather than refused: people edit addresses. */
export function readSearch(params: URLSearchParams): Search {
  const text = (name: string) =>
    (params.get(name) ?? '')
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, TEXT_MAX)
  const number = (name: string, low: number, high: number) => {
    const value = Number(text(name) || Number.NaN)
    return value >= low && value <= high ? value : undefined
  }
  const day = (name: string) =>
    /^\d{4}-\d\d-\d\d$/.test(text(name)) && !Number.isNaN(Date.parse(text(name))) ? text(name) : ''
  const [lat, lng] = [number('lat', -90, 90), number('lng', -180, 180)]
  const when = WORDS.find((word) => word === text('when'))
  const hasPoint = lat !== undefined && lng !== undefined && text('near') === ''
  const sort = SORTS.find((one) => one === text('sort'))
  const currency = /^[A-Z]{3}$/.test(text('currency')) ? text('currency') : ''
  return {
    q: text('q'),
    near: text('near'),
    lat: hasPoint ? lat : undefined,
    lng: hasPoint ? lng : undefined,
    radiusKm: number('radiusKm', 1, 20_000) ?? RADIUS_KM,
    when,
    from: when === undefined ? day('from') : '',
    to: when === undefined ? day('to') : '',
    genre: text('genre').slice(0, 60),
    max: number('max', 0, 10_000_000),
    currency,
    accessible: text('accessible') === 'true',
    sort: isPossible(sort, text('q') !== '', hasPoint || text('near') !== '', currency !== '') ? sort : undefined,
    cursor: text('cursor') === '' ? '' : (params.get('cursor') ?? '').slice(0, 512),
    view: text('view') === 'map' ? 'map' : 'list',
  }
}

/** Distance needs a place, relevance words, price a currency. */
const isPossible = (sort: string | undefined, hasWords: boolean, hasPlace: boolean, hasCurrency: boolean): boolean =>
  sort === 'date' ||
  (sort === 'distance' && hasPlace) ||
  (sort === 'relevance' && hasWords) ||
  (sort === 'price' && hasCurrency)

/** The same as the API takes it. */
export function apiQuery(search: Search): EventSearchQuery {
  const { q, near, lat, lng, radiusKm, when, from, to, genre, max, currency, accessible, sort, cursor } = search
  return {
    ...(q === '' ? {} : { q }),
    ...(near === '' ? {} : { near, radiusKm }),
    ...(lat === undefined || lng === undefined ? {} : { lat, lng, radiusKm }),
    ...(when === undefined ? {} : { when }),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(genre === '' ? {} : { genre }),
    ...(max === undefined || currency === '' ? {} : { maxPrice: Math.round(max * 10 ** digitsOf(currency)) }),
    ...(currency === '' ? {} : { currency }),
    ...(accessible ? { accessible } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(cursor === '' ? {} : { cursor }),
    limit: PAGE_LIMIT,
  }
}

/** Whether anything is asked of what is found: otherwise there is nothing to clear. */
export const hasConditions = (search: Search): boolean => Object.keys(apiQuery(search)).length > 1

/** How a search was understood, as its answer tells it. */
type Understood = Pick<EventPage, 'items' | 'searchedFor' | 'searchedWhen'>

/** What was looked for on which days: words that named one are read without it. */
export function understoodOf(search: Search, { searchedFor, searchedWhen }: Omit<Understood, 'items'>) {
  const when = searchedWhen ?? search.when
  return {
    words: searchedFor ?? search.q,
    when,
    isOfDay: when !== undefined || search.from !== '' || search.to !== '',
  }
}

/**
 * Where nothing was found on the days asked for: the same on any day from then on, the soonest alone. Undefined where
 * something was found, or no day was asked for.
 */
export function queryOfOtherDay(search: Search, found: Understood): EventSearchQuery | undefined {
  const { words, isOfDay } = understoodOf(search, found)
  if (found.items.length > 0 || !isOfDay || search.cursor !== '') return undefined
  const { q: _q, when: _when, to: _to, ...rest } = apiQuery(search)
  return { ...rest, ...(words === '' ? {} : { q: words }), sort: 'date', limit: 1 }
}

function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** The address of a search with some of it changed; an empty value takes it out. A page of results belongs to one search. */
export function searchWith(params: URLSearchParams, changes: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams([...params].filter(([name, value]) => value !== '' && name !== 'cursor'))
  for (const [name, value] of Object.entries(changes))
    if (value === '') next.delete(name)
    else next.set(name, value)
  return next.size === 0 ? '/search' : `/search?${next.toString()}`
}
