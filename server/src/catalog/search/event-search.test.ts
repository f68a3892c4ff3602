import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventSearchQuery } from '@foyer/contract/catalog.search'
import { earliestOf, latestOf, readEventSearch } from './event-search.ts'

const fieldsRefused = (query: EventSearchQuery): string[] => {
  const read = readEventSearch(query)
  return 'faults' in read ? read.faults.map((fault) => fault.field) : []
}

const refusals: [query: EventSearchQuery, field: string][] = [
  [{ lat: 51 }, 'query.lng'],
  [{ lng: 51 }, 'query.lat'],
  [{ radiusKm: 5 }, 'query.radiusKm'],
  [{ sort: 'distance' }, 'query.sort'],
  [{ sort: 'relevance' }, 'query.sort'],
  [{ sort: 'price' }, 'query.currency'],
  [{ maxPrice: 100 }, 'query.currency'],
  [{ from: '2035-05-02', to: '2035-05-01' }, 'query.to'],
  [{ from: '2035-05-02T00:00:00Z', to: '2035-05-01T23:59:59Z' }, 'query.to'],
  [{ from: '2035-05-04T00:00:00Z', to: '2035-05-01' }, 'query.to'],
  [{ from: '0000-01-01' }, 'query.from'],
  [{ to: '2035-06-30T23:59:60Z' }, 'query.to'],
]
for (const [query, field] of refusals)
  test(`${JSON.stringify(query)} is refused by ${field}`, () => assert.deepEqual(fieldsRefused(query), [field]))

test('a moment is within the day that somebody on Earth calls so', () => {
  assert.deepEqual(fieldsRefused({ from: '2035-05-02T10:00:00Z', to: '2035-05-02' }), [])
  assert.equal(earliestOf({ day: '2035-05-02' }).toISOString(), '2035-05-01T10:00:00.000Z')
  assert.equal(latestOf({ day: '2035-05-02' }).toISOString(), '2035-05-03T12:00:00.000Z')
})

test('the order is relevance with a keyword and date without one', () => {
  const sortOf = (query: EventSearchQuery) => {
    const read = readEventSearch(query)
    return 'search' in read ? read.search.sort : undefined
  }
  assert.equal(sortOf({}), 'date')
  assert.equal(sortOf({ q: 'x' }), 'relevance')
  assert.equal(sortOf({ q: 'x', sort: 'date' }), 'date')
})

test('venue and performer are ids when they look like one, names otherwise', () => {
  const read = readEventSearch({ venue: '01890A5D-AC96-774B-BCCE-B302099A8057', performer: 'Beyoncé' })
  assert.ok('search' in read)
  assert.deepEqual(read.search.venue, { id: '01890a5d-ac96-774b-bcce-b302099a8057' })
  assert.deepEqual(read.search.performer, { name: 'Beyoncé' })
})
