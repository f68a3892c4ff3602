import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { apiQuery, queryOfOtherDay, readSearch, searchWith } from './query.ts'

const read = (query: string) => apiQuery(readSearch(new URLSearchParams(query)))

test('what people look for becomes the query of the API', () => {
  assert.deepEqual(read('q=carmen&near=Paris&when=weekend&genre=opera&accessible=true&sort=distance'), {
    q: 'carmen',
    near: 'Paris',
    radiusKm: 50,
    when: 'weekend',
    genre: 'opera',
    accessible: true,
    sort: 'distance',
    limit: 40,
  })
  assert.equal(read('max=12.5&currency=EUR').maxPrice, 1_250)
  assert.equal(read('max=5000&currency=JPY').maxPrice, 5_000)
})

test('what cannot be meant is left out: the page answers whatever the address says', () => {
  assert.deepEqual(read('lat=91&lng=0&from=tomorrow&radiusKm=x&sort=distance&max=-1&accessible=1'), { limit: 40 })
  assert.deepEqual(read('when=today&from=2035-01-01'), { when: 'today', limit: 40 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('q', 'near', 'lat', 'from', 'max', 'currency'), fc.string())),
      (pairs) => {
        const query = read(new URLSearchParams(pairs).toString())
        assert.ok((query.q ?? 'x').length > 0 && (query.q ?? '').length <= 200)
      },
    ),
  )
})

test('where nothing is found on a day, the same is looked for on any other, without the word that named it', () => {
  const other = (query: string, found: Partial<Parameters<typeof queryOfOtherDay>[1]> = {}) =>
    queryOfOtherDay(readSearch(new URLSearchParams(query)), {
      items: [],
      searchedFor: null,
      searchedWhen: null,
      ...found,
    })
  const rest = { sort: 'date', limit: 1 }
  assert.deepEqual(other('q=oper morgen&genre=classical', { searchedFor: 'opera', searchedWhen: 'tomorrow' }), {
    q: 'opera',
    genre: 'classical',
    ...rest,
  })
  assert.deepEqual(other('q=heute', { searchedFor: '', searchedWhen: 'today' }), rest)
  assert.deepEqual(other('when=weekend&near=Berlin'), { near: 'Berlin', radiusKm: 50, ...rest })
  assert.deepEqual(other('from=2035-05-04&to=2035-05-04'), { from: '2035-05-04', ...rest })
  assert.equal(other('q=opera'), undefined, 'no day was asked for')
})

test('a changed search begins at its first page', () => {
  const params = new URLSearchParams('q=x&cursor=abc&when=')
  assert.equal(searchWith(params, { genre: 'film' }), '/search?q=x&genre=film')
  assert.equal(searchWith(params, { q: '' }), '/search')
})
