import type { DateWord } from '@foyer/contract/catalog.search'
import type { Queryable } from '../../platform/database.ts'
import { cityMeant, correctWords, firstFound, neighboursOf, townsMeant } from '../queries/search.ts'
import { genreWords } from './genres.ts'
import { countryMeant, readTerms } from './terms.ts'

/** What a search may mean. */
export interface Reading {
  /** In place of what was typed; empty where that named nothing but a day. */
  readonly words: string
  readonly when?: DateWord | undefined
}

/** Names of towns and countries have so many words at most, and are looked for among so many of a search. */
const NAME_WORDS_MAX = 3
const WORDS_LOOKED_AT_MAX = 8
/** Known words that are doubted, one after another. */
const DOUBTED_MAX = 3

/**
 * What words may mean that find nothing as they are, the likeliest first: a town that venues call otherwise, another name of
 * a genre, words of other languages for days, places and what is on; then slips in all of those; then a known word that was
 * a slip too. Each costs a look or two at the database, and only where there was nothing before.
 */
export async function* readingsOf(sql: Queryable, words: string): AsyncGenerator<Reading> {
  const bare = withoutSigns(words)
  if (bare !== words) {
    yield { words: bare }
    yield* readingsOf(sql, bare)
    return
  }
  const town = await townWords(sql, words)
  if (town !== undefined) yield { words: town }
  const genre = genreWords(words)
  if (genre !== undefined) yield { words: genre }
  if (SAYS_MORE.test(words)) {
    const corrected = await correctWords(sql, words)
    if (corrected !== undefined) yield { words: corrected }
    return
  }
  const { words: plain, when } = readTerms(words)
  const [understood, otherwise] = await placesIn(sql, plain)
  if (when !== undefined || !isSame(understood, words)) yield { words: understood, when }
  const corrected = await correctWords(sql, understood)
  if (corrected !== undefined) yield { words: corrected, when }
  const typed = isSame(understood, words) ? undefined : await correctWords(sql, words)
  if (typed !== undefined) yield { words: typed }
  const found = await firstFound(sql, [...otherwise, ...(await doubts(sql, corrected ?? understood))])
  if (found !== undefined) yield { words: found, when }
}

/** Signs that stand by themselves, as `search_signs` takes them for words; a dash or an ampersand between words is none. */
const SIGN = /^(?!(?:[-–—&/|:;,.·•+*~]|\.+|-+)$)[^\p{L}\p{N}\s"'\\]+$/u

/** Words without the signs beside them: somebody may only have been excited. The same where there are signs alone. */
function withoutSigns(words: string): string {
  const parts = words.split(/\s+/u)
  const others = parts.filter((part) => !SIGN.test(part))
  return others.length === parts.length || !/[\p{L}\p{N}]/u.test(words) ? words : others.join(' ')
}

/** Phrases, alternatives and what is not wanted: these words are taken as they are. */
const SAYS_MORE = /"|(?:^|\s)-|\sor\s/i

/** What venues call the town that the words name in another language. */
async function townWords(sql: Queryable, words: string): Promise<string | undefined> {
  const names = await cityMeant(sql, words)
  return names.length === 0 ? undefined : names.map((name) => (names.length === 1 ? name : `"${name}"`)).join(' or ')
}

const isSame = (words: string, typed: string): boolean =>
  words.toLowerCase() === typed.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()

/**
 * Words with names of countries and towns as they are used here, the longest name that there is, from the left; then the same
 * with another name of each of those towns, as clubs have it: Bayern munich is Bayern München.
 */
async function placesIn(sql: Queryable, text: string): Promise<readonly [string, readonly string[]]> {
  const words = text.split(' ').filter((word) => word !== '')
  const names = words.slice(0, WORDS_LOOKED_AT_MAX).flatMap((_, from) => namesFrom(words, from))
  const found = names.length === 0 ? [] : await townsMeant(sql, names)
  const towns = new Map(found.map((town) => [town.name, town]))
  const parts: { used: string; others: readonly string[] }[] = []
  for (let at = 0; at < words.length;) {
    const name = namesFrom(words, at).find((one) => countryMeant(one) !== undefined || towns.has(one))
    const { isUsed = true, others = [] } = towns.get(name ?? '') ?? {}
    const [first, ...rest] = isUsed ? [name ?? words[at] ?? '', ...others] : others
    parts.push({ used: countryMeant(name ?? '') ?? first ?? '', others: rest.slice(0, OTHER_NAMES_MAX) })
    at += name?.split(' ').length ?? 1
  }
  const used = parts.map((part) => part.used)
  const otherwise = parts.flatMap(({ others }, index) => others.map((other) => used.with(index, other).join(' ')))
  return [used.join(' '), otherwise]
}

const OTHER_NAMES_MAX = 3

const namesFrom = (words: readonly string[], from: number): readonly string[] =>
  Array.from({ length: NAME_WORDS_MAX }, (_, index) => NAME_WORDS_MAX - index)
    .filter((length) => from + length <= words.length)
    .map((length) => words.slice(from, from + length).join(' '))

/** The words with a neighbour in place of one after another: a known word may be a slip for another. */
async function doubts(sql: Queryable, words: string): Promise<readonly string[]> {
  const parts = words.split(' ').filter((word) => word !== '')
  if (parts.length < 2) return []
  const neighbours = await Promise.all(parts.slice(0, DOUBTED_MAX).map((word) => neighboursOf(sql, word)))
  return neighbours.flatMap((words, index) => words.map((neighbour) => parts.with(index, neighbour).join(' ')))
}
