import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMPTY_DRAFT, lacksOf, type EventDraft } from './draft.ts'
import { genresIn } from './typed-show.ts'
import { readPoint, venueInputOf } from './typed-venue.ts'

const typed: EventDraft = {
  ...EMPTY_DRAFT,
  newShow: { ...EMPTY_DRAFT.newShow, title: ' Lanterns ', genres: 'folk, jazz, ,folk' },
  isKnownVenue: false,
  newVenue: {
    ...EMPTY_DRAFT.newVenue,
    name: 'The Corner House',
    city: 'Cork',
    country: 'IE',
    timeZone: 'Europe/Dublin',
    currency: 'EUR',
    location: '51.8985, -8.4756',
  },
  hours: { date: '2035-05-04', starts: '19:30', doors: '18:30', ends: '' },
}

test('an empty form says of each field what it lacks, and one that is filled lacks nothing', () => {
  assert.deepEqual(lacksOf(EMPTY_DRAFT), { 'show.title': 'needed', venue: 'choose', date: 'time' })
  assert.deepEqual(lacksOf(typed), {})
  assert.deepEqual(
    lacksOf({ ...typed, isKnownShow: true, hours: { ...typed.hours, doors: '20:00' }, allowance: 'x' }),
    {
      show: 'choose',
      doorsAt: 'doors',
      allowance: 'number',
    },
  )
})

test('a point is read as maps copy it, and nothing else is one', () => {
  assert.deepEqual(readPoint('51.8985, -8.4756'), { lat: 51.8985, lng: -8.4756 })
  assert.deepEqual(readPoint('(35.68;139.69)'), { lat: 35.68, lng: 139.69 })
  assert.equal(readPoint('  '), null)
  for (const text of ['51.9', '91, 0', '0, 181', 'north, west']) assert.equal(readPoint(text), undefined, text)
})

test('what is left empty is sent as nothing, and each genre once', () => {
  assert.deepEqual(genresIn(typed.newShow.genres), ['folk', 'jazz'])
  const { street, location, transport } = venueInputOf(typed.newVenue)
  assert.deepEqual(
    { street, location, transport },
    { street: null, location: { lat: 51.8985, lng: -8.4756 }, transport: null },
  )
})
