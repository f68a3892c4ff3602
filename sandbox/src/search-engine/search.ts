import { distanceKm } from './distance.ts'
import type { Index } from './indexes.ts'
import { matches, type Query } from './query.ts'
import { Refusal, type Reply, type Source } from './refusal.ts'

interface Search {
  readonly query: Query
  readonly sort: readonly Record<string, unknown>[]
  readonly size: number
  readonly search_after?: readonly (string | number)[]
}

type SortValue = string | number

/** Matching documents in the order asked for, after the values of the last hit before. */
export function search(index: Index, { query, sort, size, search_after: after }: Search): Reply {
  if (after !== undefined && after.length !== sort.length)
    throw new Refusal(400, 'illegal_argument_exception', 'search_after must have as many values as sort')
  const keys = sort.map((one) => keyOf(index, one))
  const found = []
  for (const [id, source] of index.documents()) {
    const score = matches(index.mappings, query, source)
    if (score !== undefined)
      found.push({ _index: index.name, _id: id, sort: keys.map((key) => key.value(source, score)) })
  }
  const order = (a: readonly SortValue[], b: readonly SortValue[]): number => {
    for (const [at, { sign }] of keys.entries()) {
      const [left, right] = [a[at] ?? 0, b[at] ?? 0]
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  }
  found.sort((a, b) => order(a.sort, b.sort))
  const rest = after === undefined ? found : found.filter((hit) => order(hit.sort, after) > 0)
  return { status: 200, body: { took: 1, timed_out: false, hits: { max_score: null, hits: rest.slice(0, size) } } }
}

interface Key {
  readonly sign: 1 | -1
  value(source: Source, score: number): SortValue
}

function keyOf(index: Index, sort: Record<string, unknown>): Key {
  const [[field, how] = ['', '']] = Object.entries(sort)
  if (field === '_score') return { sign: how === 'desc' ? -1 : 1, value: (_source, score) => score }
  if (field === '_geo_distance') {
    const { location } = how as { location: { lat: number; lon: number } }
    return { sign: 1, value: (source) => distanceKm(source['location'] as { lat: number; lon: number }, location) }
  }
  const type = index.mappings.get(field)
  if (type === undefined || type === 'text')
    throw new Refusal(400, 'query_shard_exception', `No mapping found for [${field}] in order to sort on`)
  // A date sorts by, and is told as, its milliseconds.
  const value = (source: Source) => (type === 'date' ? Date.parse(String(source[field])) : (source[field] as SortValue))
  return { sign: how === 'desc' ? -1 : 1, value }
}
