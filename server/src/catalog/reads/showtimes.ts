import type { Showtimes, ShowtimesQuery } from '@foyer/contract/catalog.finding'
import type { CatalogServices } from '../services.ts'
import { townsNotReady } from '../pages.ts'
import { refuseFaults } from '../refuse.ts'
import { readEventSearch } from '../search/event-search.ts'
import { locate } from '../search/locate.ts'
import { findShowtimes, settle, type ShowtimeRow } from '../queries/showtimes.ts'

/** Showtimes in one answer; a cinema of thirty screens has some two hundred a day. */
export const SHOWTIMES_MAX = 1_000
const NEAR_KM = 25

/**
 * What's on: the showtimes of one day, by film and by cinema, those of a film in the order of cinemas' names and of time.
 * @throws problems for what makes no sense together, and where nothing narrows it down.
 */
export async function showtimes(services: CatalogServices, query: ShowtimesQuery): Promise<Showtimes> {
  const { date, venue, city, near, radiusKm, show, kind = 'film', feature } = query
  if ([venue, city, near, show].every((one) => one === undefined))
    throw refuseFaults([{ field: 'query.venue', expected: 'one of venue, city, near and show, at least' }], 'query')
  if (near === undefined && radiusKm !== undefined)
    throw refuseFaults([{ field: 'query.radiusKm', expected: 'only together with near' }], 'query')
  const { sql } = services.db
  const asked = given({
    venue,
    city,
    near,
    show,
    feature,
    radiusKm: near === undefined ? undefined : (radiusKm ?? NEAR_KM),
  })
  const day = date === undefined ? { when: 'today' as const } : { from: date, to: date }
  const located = await locate(sql, { ...asked, ...day, genre: kind })
  if ('refused' in located) throw townsNotReady()
  if ('faults' in located) throw refuseFaults(located.faults, 'query')
  const read = readEventSearch(located.query)
  if ('faults' in read) throw refuseFaults(read.faults, 'query')
  const rows = await findShowtimes(sql, read.search, await settle(sql, read.search), SHOWTIMES_MAX + 1)
  return { shows: byShow(rows.slice(0, SHOWTIMES_MAX)), complete: rows.length <= SHOWTIMES_MAX }
}

type Shown = Showtimes['shows'][number]

/** Rows come in order of title, venue and time. */
function byShow(rows: readonly ShowtimeRow[]): Shown[] {
  const shows = new Map<string, Shown>()
  for (const { show, venue, ...row } of rows) {
    const listed = shows.get(show.id) ?? { ...show, venues: [] }
    shows.set(show.id, listed)
    let there = listed.venues.find((one) => one.id === venue.id && one.date === row.date)
    if (there === undefined) listed.venues.push((there = { ...venue, date: row.date, showtimes: [] }))
    there.showtimes.push({
      eventId: row.eventId,
      startsAt: row.startsAt.toISOString(),
      localTime: row.localTime,
      hall: row.hall,
      features: [...row.features],
      status: row.status,
      available: row.places - row.taken,
      accessibleAvailable: row.accessiblePlaces - row.accessibleTaken,
    })
  }
  return [...shows.values()]
}

/** The members that are there. */
function given<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  // Only undefined members are left out.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
