import type { Appearance, ShowInput } from '@foyer/contract/catalog.schemas'
import type { Tx } from '../platform/database.ts'
import { appearanceFaults, appearingIn } from './appearances.ts'
import { announceCatalogChange } from './changes.ts'
import { takeFaultless, type Feed, type Sourced, type Taken, type Written } from './feed.ts'
import { replaceAppearances } from './queries/appearances.ts'
import { lockPerformers } from './queries/performers.ts'
import { insertOwned, updateOwned, upsertOwned, type Columns } from './queries/rows.ts'
import { eventIdsOfShows, lockShow } from './queries/shows.ts'
import { refreshSearch } from './search/refresh.ts'

/** A show with those who appear in each of its events. */
export type NewShow = ShowInput & { readonly performers?: readonly Appearance[] }

/** Adds a show of this organiser. */
export async function addShow(tx: Tx, organiserId: string, show: NewShow): Promise<Written> {
  const faults = appearanceFaults(show, await lockPerformers(tx, appearingIn([show])))
  if (faults.length > 0) return { faults }
  const showId = await insertOwned(tx, 'shows', organiserId, showColumns(show))
  await replaceAppearances(tx, 'show', [{ id: showId, performers: show.performers ?? [] }])
  return { id: showId }
}

/** Changes a show, and with it what search says of its events. Undefined: not there, or not theirs. */
export async function changeShow(
  tx: Tx,
  organiserId: string,
  showId: string,
  changes: Partial<NewShow>,
): Promise<Written | undefined> {
  const known = await lockPerformers(tx, appearingIn([changes]))
  const current = await lockShow(tx, organiserId, showId)
  if (current === undefined) return undefined
  const faults = appearanceFaults(changes, known)
  if (faults.length > 0) return { faults }
  await updateOwned(tx, 'shows', organiserId, showId, showColumns({ ...current, ...changes }))
  if (changes.performers) await replaceAppearances(tx, 'show', [{ id: showId, performers: changes.performers }])
  await showsChanged(tx, [showId])
  return { id: showId }
}

/** Takes shows of a feed. */
export async function upsertShows(tx: Tx, feed: Feed, shows: readonly Sourced<NewShow>[]): Promise<Taken[]> {
  const known = await lockPerformers(tx, appearingIn(shows))
  const performersOf = new Map(shows.map((show) => [show.sourceId, show.performers ?? []]))
  const taken = await takeFaultless(
    shows,
    (show) => appearanceFaults(show, known),
    (faultless) => upsertOwned(tx, 'shows', feed, faultless, showColumns),
  )
  const written = taken.flatMap((show) => (show.outcome === 'added' || show.outcome === 'changed' ? [show] : []))
  await replaceAppearances(
    tx,
    'show',
    written.map((show) => ({ id: show.id, performers: performersOf.get(show.sourceId) ?? [] })),
  )
  await showsChanged(
    tx,
    written.flatMap((show) => (show.outcome === 'changed' ? [show.id] : [])),
  )
  return taken
}

/** What else tells of a show: the search rows of its events, and what nodes hold ready. */
export async function showsChanged(tx: Tx, showIds: readonly string[]): Promise<void> {
  if (showIds.length === 0) return
  await refreshSearch(tx, await eventIdsOfShows(tx, showIds))
  await announceCatalogChange(tx, 'all')
}

const showColumns = (show: ShowInput): Columns => ({
  kind: show.kind,
  title: show.title,
  description: show.description ?? null,
  genres: show.genres ?? [],
  cast_names: show.cast ?? [],
  directors: show.directors ?? [],
  rating: show.rating ?? null,
  runtime_minutes: show.runtimeMinutes ?? null,
  trailer_url: show.trailerUrl ?? null,
  language: show.language ?? null,
})
