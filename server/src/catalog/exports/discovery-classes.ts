import type { ShowKind } from '@foyer/contract/catalog.schemas'
import { slug } from '../import/slug.ts'
import { genreOf, genres } from '../search/genres.ts'

/** A segment, genre or sub-genre of the Discovery API. */
export interface DiscoveryClass {
  readonly id: string
  readonly name: string
}

export interface DiscoveryGenre extends DiscoveryClass {
  /** Sub-genres, of which the first is the genre itself: what is nothing more particular has that one. */
  readonly below: readonly DiscoveryClass[]
}

export interface DiscoverySegment extends DiscoveryClass {
  /** The id that it has at Ticketmaster, which programs have written into them: it is taken, and never given. */
  readonly theirs: string
  readonly kinds: readonly ShowKind[]
}

/** A genre as a show has it, which need not be in the tree of genres. */
export interface ShownGenre {
  readonly kind: ShowKind
  readonly genre: string
}

export const segments: readonly DiscoverySegment[] = [
  { id: 'music', name: 'Music', theirs: 'KZFzniwnSyZfZ7v7nJ', kinds: ['concert', 'classical', 'festival'] },
  { id: 'sports', name: 'Sports', theirs: 'KZFzniwnSyZfZ7v7nE', kinds: ['sport'] },
  {
    id: 'arts-theatre',
    name: 'Arts & Theatre',
    theirs: 'KZFzniwnSyZfZ7v7na',
    kinds: ['theatre', 'comedy', 'family'],
  },
  { id: 'film', name: 'Film', theirs: 'KZFzniwnSyZfZ7v7nn', kinds: ['film'] },
  { id: 'miscellaneous', name: 'Miscellaneous', theirs: 'KZFzniwnSyZfZ7v7n1', kinds: ['other'] },
]

/** Kinds of show that say little more than their segment: what is below them are genres. The other kinds are genres. */
const BROAD_KINDS: ReadonlySet<string> = new Set<ShowKind>(['concert', 'sport', 'theatre', 'film'])
const CLASSIFICATIONS_MAX = 5

export interface Placed {
  readonly segment: DiscoverySegment
  readonly genre: DiscoveryClass
  readonly subGenre: DiscoveryClass
}

/** What a show is, the first genre that it names first. */
export const placesOf = (kind: ShowKind, names: readonly string[]): readonly [Placed, ...Placed[]] => {
  const [first = kind, ...others] = names.slice(0, CLASSIFICATIONS_MAX)
  return [placeOf(kind, first), ...others.map((name) => placeOf(kind, name))]
}

/**
 * Where a genre stands: of the tree, the genre that it is below, and itself as the sub-genre. One that is not there, or
 * belongs to another segment (a comedy on film), is a genre by itself.
 */
export function placeOf(kind: ShowKind, name: string): Placed {
  const segment = segmentOfKind(kind)
  const path = pathTo(genreOf(name.trim().toLowerCase()).key)
  const own = classOf(path.at(-1) ?? name)
  if (!segment.kinds.some((one) => one === path[0])) return { segment, genre: own, subGenre: own }
  const [genre = path[0] ?? name] = BROAD_KINDS.has(path[0] ?? '') ? path.slice(1) : path
  return { segment, genre: classOf(genre), subGenre: own }
}

/** The genres of a segment, those of the tree first, then such as shows name besides. */
export function genresOf(segment: DiscoverySegment, shown: readonly ShownGenre[]): readonly DiscoveryGenre[] {
  const found = new Map<string, Map<string, DiscoveryClass>>()
  const add = ({ genre, subGenre }: Placed) => {
    const below = found.get(genre.id) ?? new Map([[genre.id, genre]])
    found.set(genre.id, below.set(subGenre.id, subGenre))
  }
  for (const kind of segment.kinds) {
    add(placeOf(kind, kind))
    for (const { key } of genres) if (pathTo(key)[0] === kind) add(placeOf(kind, key))
  }
  for (const { kind, genre } of shown) if (segment.kinds.includes(kind)) add(placeOf(kind, genre))
  return [...found].map(([id, below]) => ({ id, name: below.get(id)?.name ?? id, below: [...below.values()] }))
}

export const segmentOfKind = (kind: ShowKind): DiscoverySegment =>
  // Every kind is in one of them, which a test goes through.
  segments.find(({ kinds }) => kinds.includes(kind)) ?? (segments.at(-1) as DiscoverySegment)

export const segmentOfId = (id: string): DiscoverySegment | undefined =>
  segments.find((one) => one.id === id || one.theirs === id)

/** What genres with this id may be called: of the tree, and as shows have them. */
export const namesOfId = (id: string, shown: readonly ShownGenre[]): readonly string[] => [
  ...new Set([
    ...genres.filter(({ key }) => slug(key) === id).map(({ key }) => key),
    ...shown.filter(({ genre }) => classOf(genreOf(genre.trim().toLowerCase()).key).id === id).map((one) => one.genre),
  ]),
]

const classOf = (key: string): DiscoveryClass => ({ id: slug(key), name: genreOf(key).name })

function pathTo(key: string): readonly string[] {
  const { parent } = genreOf(key)
  return parent === null ? [key] : [...pathTo(parent), key]
}
