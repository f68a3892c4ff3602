import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventSummary } from '@foyer/contract/catalog.views'
import { byDay, byRun, byShow } from './by-show.ts'

const event = (id: string, show: string, localDate: string): EventSummary => ({
  id,
  title: show,
  status: 'scheduled',
  startsAt: `${localDate}T18:00:00Z`,
  timeZone: 'UTC',
  localDate,
  previousStartsAt: null,
  show: { id: show, kind: 'film', title: show, genres: [] },
  performers: [],
  venue: { id: 'v', name: 'V', city: 'C', state: null, country: 'DE', location: null },
  hall: null,
  features: [],
  from: null,
  sale: { state: 'on-sale', onSaleAt: null, offSaleAt: null, allowance: 10 },
  availability: null,
  available: null,
  accessible: false,
  accessibleAvailable: null,
  distanceKm: null,
})

const events = [
  event('1', 'a', '2035-01-01'),
  event('2', 'b', '2035-01-01'),
  event('3', 'a', '2035-01-01'),
  event('4', 'a', '2035-01-02'),
]

test('a show that is on every day stands once on the wall, with how many dates it has', () => {
  assert.deepEqual(
    byShow(events).map(({ event: { id }, more }) => [id, more]),
    [
      ['1', 2],
      ['2', 0],
    ],
  )
})

test('in a list the times of one day share a row, and no event is lost', () => {
  assert.deepEqual(
    byDay(events).map((group) => group.map(({ id }) => id)),
    [['1', '3'], ['2'], ['4']],
  )
})

test('among other shows the dates of one share a row, however far apart they are found, and no event is lost', () => {
  assert.deepEqual(
    byRun(events).map((group) => group.map(({ id }) => id)),
    [['1', '3', '4'], ['2']],
  )
})
