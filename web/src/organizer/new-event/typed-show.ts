import type { ShowInput, ShowKind } from '@foyer/contract/catalog.schemas'
import type { EventView } from '@foyer/contract/catalog.views'
import { emptyOf, isWhole, textOrNull, type Lacks } from './lacks.ts'

/** A show as it stands in a form. */
export interface TypedShow {
  readonly title: string
  readonly kind: ShowKind
  /** With commas between. */
  readonly genres: string
  readonly description: string
  readonly runtimeMinutes: string
  readonly rating: string
  readonly trailerUrl: string
}

export const EMPTY_SHOW: TypedShow = {
  title: '',
  kind: 'concert',
  genres: '',
  description: '',
  runtimeMinutes: '',
  rating: '',
  trailerUrl: '',
}

/** The fields of its form, as a refusal names them. */
export const SHOW_FIELDS = Object.keys(EMPTY_SHOW).map((field) => `show.${field}`)

/** A show of the catalogue as its form shows it. */
export const typedShowOf = (show: EventView['show']): TypedShow => ({
  title: show.title,
  kind: show.kind,
  genres: show.genres.join(', '),
  description: show.description ?? '',
  runtimeMinutes: show.runtimeMinutes === null ? '' : String(show.runtimeMinutes),
  rating: show.rating ?? '',
  trailerUrl: show.trailerUrl ?? '',
})

export const showLacks = (show: TypedShow): Lacks => ({
  ...emptyOf('show', show, ['title']),
  ...(isWhole(show.runtimeMinutes, true) ? {} : { 'show.runtimeMinutes': 'number' as const }),
})

export const showInputOf = (show: TypedShow): ShowInput => ({
  kind: show.kind,
  title: show.title.trim(),
  description: textOrNull(show.description),
  genres: genresIn(show.genres),
  rating: textOrNull(show.rating),
  runtimeMinutes: show.runtimeMinutes.trim() === '' ? null : Number(show.runtimeMinutes),
  trailerUrl: textOrNull(show.trailerUrl),
})

/** Genres with commas between, each once. */
export const genresIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,、]/)
      .map((genre) => genre.trim())
      .filter((genre) => genre !== ''),
  ),
]
