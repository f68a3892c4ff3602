import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hoursOf, momentsOf } from './times.ts'

const hours = { date: '2035-05-04', starts: '19:30', doors: '18:30', ends: '22:00' }

test('hours are those on the clocks of the venue, and come back as they were typed', () => {
  const moments = momentsOf(hours, 'Europe/Dublin')
  assert.deepEqual(moments, {
    startsAt: '2035-05-04T18:30:00.000Z',
    doorsAt: '2035-05-04T17:30:00.000Z',
    endsAt: '2035-05-04T21:00:00.000Z',
  })
  assert.deepEqual(
    hoursOf(Object.assign({ startsAt: '', doorsAt: null, endsAt: null }, moments), 'Europe/Dublin'),
    hours,
  )
  assert.equal(momentsOf(hours, 'Asia/Tokyo').startsAt, '2035-05-04T10:30:00.000Z')
})

test('what goes on after midnight ends on the next day, and doors may open on the evening before', () => {
  const late = momentsOf({ date: '2035-05-04', starts: '00:15', doors: '23:30', ends: '' }, 'UTC')
  assert.deepEqual(late, { startsAt: '2035-05-04T00:15:00.000Z', doorsAt: '2035-05-03T23:30:00.000Z', endsAt: null })
  assert.equal(momentsOf({ ...hours, ends: '01:00' }, 'UTC').endsAt, '2035-05-05T01:00:00.000Z')
})

test('doors that open after the start are no doors, and a day that is none gives no start', () => {
  assert.equal('doorsAt' in momentsOf({ ...hours, doors: '20:00' }, 'UTC'), false)
  assert.deepEqual(momentsOf({ ...hours, date: '' }, 'UTC'), {})
  assert.deepEqual(momentsOf({ ...hours, starts: '' }, 'UTC'), {})
})
