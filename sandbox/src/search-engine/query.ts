import { distanceKm } from './distance.ts'
import type { Mappings } from './mappings.ts'
import { Refusal, type Source } from './refusal.ts'

export type Query = Readonly<Record<string, unknown>>
/** Each knows the body of its own kind of query. */
type Clause = (mappings: Mappings, body: never, source: Source) => number | undefined

/** The score of a document that matches; undefined for one that does not. Only what is played here, and all else is refused. */
export function matches(mappings: Mappings, query: Query, source: Source): number | undefined {
  const [[kind, body] = ['', {}], ...more] = Object.entries(query)
  const clause = clauses[kind]
  if (clause === undefined || more.length > 0) throw new Refusal(400, 'parsing_exception', `unknown query [${kind}]`)
  return clause(mappings, body as never, source)
}

const clauses: Readonly<Record<string, Clause>> = {
  bool(mappings, { filter = [], must = [], ...others }: { filter?: Query[]; must?: Query[] }, source) {
    if (Object.keys(others).length > 0) throw new Refusal(400, 'parsing_exception', 'only filter and must are played')
    if (!filter.every((one) => matches(mappings, one, source) !== undefined)) return undefined
    const scores = must.map((one) => matches(mappings, one, source))
    return scores.includes(undefined) ? undefined : scores.reduce<number>((sum, score) => sum + (score ?? 0), 0)
  },
  dis_max(mappings, { queries }: { queries: Query[] }, source) {
    const scores = queries.map((one) => matches(mappings, one, source)).filter((score) => score !== undefined)
    return scores.length === 0 ? undefined : Math.max(...scores)
  },
  constant_score: (mappings, { filter, boost }: { filter: Query; boost: number }, source) =>
    matches(mappings, filter, source) === undefined ? undefined : boost,
  term: (mappings, body: Record<string, unknown>, source) =>
    held(exact(mappings, source, body, (value, asked) => value === asked)),
  terms: (mappings, body: Record<string, unknown[]>, source) =>
    held(exact(mappings, source, body, (value, asked) => (asked as unknown[]).includes(value))),
  exists: (_mappings, { field }: { field: string }, source) => held((source[field] ?? null) !== null),
  range(mappings, body: Record<string, Record<string, string | number>>, source) {
    const [field, bounds] = onlyField(body)
    const number = (value: unknown) =>
      mappings.get(field) === 'date' ? (value === 'now' ? Date.now() : Date.parse(String(value))) : Number(value)
    const value = number(source[field])
    if ((source[field] ?? null) === null) return undefined
    const { gte, lte } = bounds as { gte?: string | number; lte?: string | number }
    return held((gte === undefined || value >= number(gte)) && (lte === undefined || value <= number(lte)))
  },
  match(mappings, body: Record<string, { query: string; operator: string }>, source) {
    const [field, { query, operator }] = onlyField(body)
    if (operator !== 'and') throw new Refusal(400, 'parsing_exception', 'only operator and is played')
    const words = wordsOf(mappings, source, field)
    return held(query.split(' ').every((word) => words.includes(word)))
  },
  prefix(mappings, body: Record<string, { value: string }>, source) {
    const [field, { value }] = onlyField(body)
    return held(wordsOf(mappings, source, field).some((word) => word.startsWith(value)))
  },
  match_phrase_prefix(mappings, body: Record<string, { query: string }>, source) {
    const [field, { query }] = onlyField(body)
    const asked = query.split(' ')
    const words = wordsOf(mappings, source, field)
    return held(
      words.some((_, at) =>
        asked.every((word, n) =>
          n === asked.length - 1 ? (words[at + n] ?? '').startsWith(word) : words[at + n] === word,
        ),
      ),
    )
  },
  geo_distance(
    _mappings,
    { distance, location }: { distance: string; location: { lat: number; lon: number } },
    source,
  ) {
    const there = source['location'] as { lat: number; lon: number } | null
    return held(there !== null && distanceKm(there, location) <= Number.parseFloat(distance))
  },
}

/** A query of one field: its name, and what is asked of it. */
function onlyField<T>(body: Record<string, T>): [field: string, asked: T] {
  const [first, ...more] = Object.entries(body)
  if (first === undefined || more.length > 0) throw new Refusal(400, 'parsing_exception', 'one field was expected')
  return first
}

const held = (does: boolean): number | undefined => (does ? 1 : undefined)

function exact(
  mappings: Mappings,
  source: Source,
  body: Record<string, unknown>,
  equals: (value: unknown, asked: unknown) => boolean,
): boolean {
  const [field, asked] = onlyField(body)
  if (mappings.get(field) === undefined) return false
  return [source[field]].flat().some((value) => equals(value, asked))
}

/** The whitespace analyzer: words as they stand between spaces. */
function wordsOf(mappings: Mappings, source: Source, field: string): string[] {
  if (mappings.get(field) !== 'text') throw new Refusal(400, 'query_shard_exception', `[${field}] is not a text`)
  const text = source[field]
  return typeof text === 'string' ? text.split(/\s+/) : []
}
