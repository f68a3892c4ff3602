import { genreFamily, genreNames, isGenre } from './genres.ts'
import { EMPTY_WORDS, TERMS_FOR_WHAT, termPattern } from './terms.ts'

/** Words with those that name genres taken out of them. */
export interface GenreTerms {
  /** Of each word that names a genre: the genres that it may mean, with all that is below them. */
  readonly genres: readonly (readonly string[])[]
  /** The other words; empty where there are none. */
  readonly rest: string
}

/** What people call what they go to, where that is more than one genre or none by its name. */
const MEANT: readonly (readonly [genres: readonly string[], terms: readonly string[]])[] = [
  // Whoever goes to a concert may mean a Requiem.
  [
    ['concert', 'classical'],
    ['concert', 'concerts', 'gig', 'gigs', 'live music', 'konzert', 'konzerte', 'livemusik', 'liveconcert'],
  ],
  [
    ['concert', 'classical'],
    ['コンサート', 'ライブ', '演奏会'],
  ],
  [
    ['concert', 'classical', 'festival'],
    ['music', 'musik', '音楽'],
  ],
  [['classical'], ['classical music', 'klassische musik', 'klassisches konzert', 'クラシック音楽']],
  [
    ['sport'],
    ['match', 'matches', 'game', 'games', 'fixture', 'spiel', 'spiele', 'sportveranstaltung', 'スポーツ', '試合'],
  ],
  [['film'], ['cinema', 'movie', 'movies', 'films', '映画館']],
  [['theatre'], ['theatre', 'theater', 'plays', 'schauspiel', '舞台', '演劇']],
]

const termsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ...genreNames.map((name): [string, readonly string[]] => [name, [name]]),
  ...Object.entries(TERMS_FOR_WHAT).flatMap(([what, terms]) =>
    isGenre(what) ? terms.map((term): [string, readonly string[]] => [term, [what]]) : [],
  ),
  ...MEANT.flatMap(([genres, terms]) => terms.map((term): [string, readonly string[]] => [term, genres])),
])

const TERM = termPattern([...termsOf.keys()])
const EMPTY = termPattern(EMPTY_WORDS.filter((word) => /\p{Script=Latin}/u.test(word)))

/** Phrases, alternatives and what is not wanted: such words are taken as they are. */
const SAYS_MORE = /"|(?:^|\s)-|\sor\s/i

/**
 * Which genres words name, in the languages of the shop, and what else they say: `Konzert Berlin` is a concert, and Berlin.
 * Undefined where they name none.
 */
export function genreTermsIn(words: string): GenreTerms | undefined {
  const text = words.normalize('NFKC')
  if (SAYS_MORE.test(text)) return undefined
  const genres: (readonly string[])[] = []
  const others = text.replaceAll(TERM, (term) => {
    const names = termsOf.get(term.toLowerCase()) ?? []
    genres.push([...new Set(names.flatMap(genreFamily))])
    return ' '
  })
  if (genres.length === 0) return undefined
  return { genres, rest: others.replaceAll(EMPTY, ' ').replaceAll(/\s+/g, ' ').trim() }
}
