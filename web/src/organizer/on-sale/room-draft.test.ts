import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Mistyped } from './faults.ts'
import { draftOf, inputOf, usualDraft } from './room-draft.ts'

const words = { number: 'a number', time: 'a time' }
const ONSALE = Date.parse('2027-03-01T09:00:00Z')

test('what is usual is half an hour of lobby, two minutes of draw and ten to choose, in the time of the venue', () => {
  const input = inputOf(usualDraft(ONSALE, 'Asia/Tokyo', 830, ONSALE - 864e5), 'Asia/Tokyo', words)
  assert.deepEqual(input, {
    lobbyOpensAt: '2027-03-01T08:30:00.000Z',
    drawMinutes: 2,
    peopleAtOnce: 830,
    peoplePerMinute: null,
    sessionSeconds: 600,
    placesPerPerson: null,
    placesPerCard: null,
    placesPerNetwork: null,
    proofOfWork: true,
  })
})

test('the lobby of a sale that begins in ten minutes is one that can still open', () => {
  const soon = usualDraft(ONSALE, 'Asia/Tokyo', 830, ONSALE - 10.5 * 60_000)
  assert.equal(inputOf(soon, 'Asia/Tokyo', words).lobbyOpensAt, '2027-03-01T08:52:00.000Z')
})

test('what is set comes back as it was set', () => {
  const onSale = {
    eventId: '',
    lobbyOpensAt: '2027-03-01T08:30:00.000Z',
    lobbyClosesAt: '2027-03-01T08:55:00.000Z',
    onSaleAt: '2027-03-01T09:00:00.000Z',
    peopleAtOnce: 50,
    peoplePerMinute: 10,
    sessionSeconds: 450,
    placesPerPerson: 4,
    placesPerCard: 8,
    placesPerNetwork: 40,
    proofOfWork: false,
    randomness: 'seed' as const,
    fixed: [],
    timeline: [],
  }
  const { eventId: _id, lobbyClosesAt: _closes, onSaleAt: _opens, fixed: _f, timeline: _t, ...set } = onSale
  assert.deepEqual(inputOf(draftOf(onSale, 'America/New_York'), 'America/New_York', words), { ...set, drawMinutes: 5 })
})

test('what cannot be read is told for each field, before anything is sent', () => {
  const draft = { ...usualDraft(null, 'UTC', undefined), drawMinutes: '2.5', peopleAtOnce: '', sessionMinutes: 'ten' }
  assert.throws(
    () => inputOf(draft, 'UTC', words),
    (error) => {
      assert.ok(error instanceof Mistyped)
      assert.deepEqual(Object.keys(error.fields).sort(), [
        'drawMinutes',
        'lobbyOpensAt',
        'peopleAtOnce',
        'sessionSeconds',
      ])
      return true
    },
  )
})
