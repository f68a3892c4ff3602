/** A genre with those below it, by the name it is known by. Names are as people write them in the middle of a sentence. */
interface Branch {
  readonly [name: string]: Branch
}

/**
 * Which genre belongs to which, under the kinds of show. It is no list of what may be: organisers name genres as they
 * like, and one that is not here stands under the kind of its show.
 */
const tree: Branch = {
  concert: {
    rock: {
      'hard rock': {},
      'indie rock': {},
      'progressive rock': {},
      punk: { 'post-punk': {}, hardcore: {} },
      metal: { 'heavy metal': {}, 'death metal': {}, 'black metal': {} },
      grunge: {},
    },
    pop: { 'k-pop': {}, 'j-pop': {}, 'indie pop': {}, synthpop: {} },
    indie: {},
    electronic: { techno: {}, house: {}, trance: {}, ambient: {}, 'drum and bass': {}, disco: {} },
    'hip hop': { rap: {}, grime: {}, trap: {} },
    'r&b': { soul: {}, funk: {}, gospel: {} },
    jazz: { swing: {}, bebop: {}, fusion: {}, 'big band': {} },
    blues: {},
    folk: { country: {}, bluegrass: {}, celtic: {}, 'singer-songwriter': {} },
    latin: { salsa: {}, bachata: {}, reggaeton: {}, flamenco: {}, tango: {}, samba: {} },
    reggae: { ska: {}, dub: {}, dancehall: {} },
    world: { afrobeat: {}, fado: {}, qawwali: {} },
  },
  classical: {
    symphonic: {},
    chamber: { 'string quartet': {} },
    choral: {},
    opera: { operetta: {} },
    ballet: {},
    piano: {},
    organ: {},
    baroque: {},
    contemporary: {},
  },
  festival: {},
  sport: {
    football: {},
    'american football': {},
    basketball: {},
    baseball: {},
    hockey: { 'ice hockey': {}, 'field hockey': {} },
    cricket: {},
    rugby: { 'rugby union': {}, 'rugby league': {} },
    tennis: {},
    motorsport: { 'formula 1': {}, rally: {}, motogp: {} },
    athletics: {},
    boxing: {},
    'martial arts': { mma: {}, judo: {} },
    golf: {},
    cycling: {},
    swimming: {},
    volleyball: {},
    handball: {},
    wrestling: {},
    darts: {},
    snooker: {},
  },
  theatre: {
    musical: {},
    play: {},
    tragedy: {},
    classics: {},
    pantomime: {},
    cabaret: {},
    dance: {},
    circus: {},
    magic: {},
  },
  comedy: { 'stand-up': {}, improv: {}, sketch: {} },
  film: {
    action: { 'martial arts film': {} },
    adventure: {},
    animation: { anime: {} },
    biography: {},
    crime: { noir: {} },
    documentary: {},
    drama: {},
    fantasy: {},
    history: {},
    horror: {},
    mystery: {},
    romance: {},
    'science fiction': {},
    short: {},
    silent: {},
    thriller: {},
    war: {},
    western: {},
  },
  family: { puppetry: {}, storytelling: {} },
  other: {},
}

/** Other ways to write a genre. */
const sameAs: ReadonlyMap<string, string> = named({
  'hip-hop': 'hip hop',
  'sci-fi': 'science fiction',
  'sci fi': 'science fiction',
  scifi: 'science fiction',
  soccer: 'football',
  'formula one': 'formula 1',
  f1: 'formula 1',
  'formula-1': 'formula 1',
  electronica: 'electronic',
  edm: 'electronic',
  rnb: 'r&b',
  standup: 'stand-up',
  'stand up': 'stand-up',
  musicals: 'musical',
  theater: 'theatre',
  movie: 'film',
  movies: 'film',
  cinema: 'film',
  films: 'film',
  concerts: 'concert',
  music: 'concert',
  sports: 'sport',
  documentaries: 'documentary',
  biopic: 'biography',
  romcom: 'romance',
})

/** What others call several kinds of show together. Comedy and family are left out of the arts: films are called so too. */
const severalKinds: ReadonlyMap<string, readonly string[]> = named({
  music: ['concert', 'classical', 'festival'],
  'arts & theatre': ['theatre', 'stand-up', 'improv', 'sketch', 'puppetry'],
  miscellaneous: ['other'],
})

export interface Genre {
  /** The name, folded as search folds it: these have neither capitals nor accents. */
  readonly key: string
  readonly name: string
  readonly parent: string | null
}

/** Every genre of the tree, each after its parent. */
export const genres: readonly Genre[] = list(tree, null)

const byKey = new Map(genres.map((genre) => [genre.key, genre]))

/**
 * What a genre may be written as in a show for a search by it to find it: itself, what is below it, and their other names.
 * A kind of show needs nothing below it: each of its shows says its kind.
 */
export function genreFamily(asked: string): readonly string[] {
  const lower = asked.trim().toLowerCase()
  const several = severalKinds.get(lower)
  if (several !== undefined) return [...new Set([lower, ...several.flatMap(genreFamily)])]
  const key = sameAs.get(lower) ?? lower
  const family = new Set([lower, key])
  if (byKey.get(key)?.parent === null) return [...family]
  // A genre comes after its parent, so one look is enough.
  for (const genre of genres) if (genre.parent !== null && family.has(genre.parent)) family.add(genre.key)
  for (const [other, same] of sameAs) if (family.has(same)) family.add(other)
  return [...family]
}

/** Every name that a genre may be searched for by, folded. */
export const genreNames: readonly string[] = [...genres.map(({ key }) => key), ...sameAs.keys()]

const otherNames = [...sameAs.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll(/[^a-z0-9 ]/g, '.'))
const OTHER_NAME = new RegExp(`(?<![\\p{L}\\p{N}])(?:${otherNames.join('|')})(?![\\p{L}\\p{N}])`, 'giu')

/** A search with other names of genres in place of them: "f1 monaco" is "formula 1 monaco". Undefined where there are none. */
export function genreWords(words: string): string | undefined {
  const replaced = words.replaceAll(OTHER_NAME, (name) => sameAs.get(name.toLowerCase()) ?? name)
  return replaced === words ? undefined : replaced
}

/** Whether a folded word or two are a genre of the tree, by its own name or another. */
export const isGenre = (key: string): boolean => byKey.has(sameAs.get(key) ?? key)

/** What the tree says of a key that stands in a search row; one that is not in it is shown as it is. */
export function genreOf(key: string): Genre {
  const known = byKey.get(sameAs.get(key) ?? key)
  return known ?? { key, name: capitalised(key), parent: null }
}

function list(branch: Branch, parent: string | null): Genre[] {
  return Object.entries(branch).flatMap(([key, below]) => [
    { key, name: capitalised(key), parent },
    ...list(below, key),
  ])
}

/** By name alone: an object would also know `constructor`, which anybody may search for. */
function named<T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries))
}

function capitalised(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1)
}
