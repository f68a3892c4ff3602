import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { isDay, movedMoment, parseTimeWithOffset, parseTwelveHourTime, parseUtcMoment, wallClock } from './moment.ts'
import { decideShift } from './shift.ts'

describe('times of day as sources write them', () => {
  test('a time with its offset from UTC', () => {
    assert.deepEqual(parseTimeWithOffset('13:00 UTC-6'), { time: '13:00', utcOffset: -360 })
    assert.deepEqual(parseTimeWithOffset('20:30 UTC+5:30'), { time: '20:30', utcOffset: 330 })
    assert.deepEqual(parseTimeWithOffset('00:00 UTC'), { time: '00:00', utcOffset: 0 })
    for (const text of ['13:00', '24:00 UTC', '1:00 UTC', '13:00 UTC-15', '13:00 GMT-6', '13:60 UTC', ''])
      assert.equal(parseTimeWithOffset(text), undefined, text)
  })

  test('a time of the twelve-hour clock', () => {
    const read = { '7:30PM': '19:30', '12:00PM': '12:00', '12:00AM': '00:00', '11:45am': '11:45', '9:05 PM': '21:05' }
    for (const [text, time] of Object.entries(read)) assert.equal(parseTwelveHourTime(text), time, text)
    for (const text of ['None', '13:00PM', '0:30AM', '7PM', '7:60PM', '', '19:30'])
      assert.equal(parseTwelveHourTime(text), undefined, text)
  })

  test('a moment in UTC', () => {
    assert.deepEqual(parseUtcMoment('2025-01-23T17:15:00Z'), { date: '2025-01-23', time: '17:15', utcOffset: 0 })
    for (const text of ['2025-02-30T17:15:00Z', '2025-01-23T24:00:00Z', '2025-01-23T17:15:00', '2025-01-23', 'soon'])
      assert.equal(parseUtcMoment(text), undefined, text)
  })

  test('no reader throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const read of [parseTimeWithOffset, parseTwelveHourTime, parseUtcMoment, isDay]) read(text)
      }),
    )
  })
})

describe('moments that are moved', () => {
  test('a time with another offset than the venue has is told by the clock of the venue', () => {
    const moment = { date: '2026-06-28', time: '13:00', utcOffset: -360 }
    assert.equal(String(wallClock(moment, 'America/New_York')), '2026-06-28T15:00:00')
    assert.equal(String(wallClock({ ...moment, time: '23:30' }, 'Europe/London')), '2026-06-29T06:30:00')
  })

  test('the clock on the wall stays the same across a change to summer time', () => {
    const moment = { date: '2025-01-24', time: '19:30', utcOffset: 0 }
    assert.equal(movedMoment(moment, 'Europe/London', 0).toISOString(), '2025-01-24T19:30:00.000Z')
    assert.equal(movedMoment(moment, 'Europe/London', 70).toISOString(), '2025-04-04T18:30:00.000Z')
    const kickOff = { date: '2026-06-11', time: '20:00', utcOffset: -420 }
    assert.equal(movedMoment(kickOff, 'America/Los_Angeles', 175).toISOString(), '2026-12-04T04:00:00.000Z')
  })

  test('a time that the change skips becomes the one an hour later', () => {
    assert.equal(
      movedMoment({ date: '2026-03-28', time: '01:30' }, 'Europe/London', 1).toISOString(),
      '2026-03-29T01:30:00.000Z',
    )
  })

  test('the wall clock after a shift is the wall clock before it, on any day in any zone', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
    const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Seoul', 'America/Mexico_City')
    fc.assert(
      fc.property(day, zones, fc.integer({ min: -1_000, max: 1_000 }), (date, zone, days) => {
        const moment = { date: date.toISOString().slice(0, 10), time: '19:30' }
        const moved = movedMoment(moment, zone, days)
        const shown = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(moved)
        assert.equal(shown, '19:30')
      }),
    )
  })
})

describe('the shift of a source', () => {
  test('brings the first day one to two weeks ahead, on the same day of the week', () => {
    fc.assert(
      fc.property(fc.nat(4_000), fc.nat(4_000), (first, now) => {
        const day = (offset: number) => new Date(Date.UTC(2020, 0, 1 + offset)).toISOString().slice(0, 10)
        const shift = decideShift(day(first), day(now))
        if (first > now) assert.equal(shift, 0)
        else {
          assert.equal(shift % 7, 0)
          assert.ok(first + shift - now >= 7 && first + shift - now < 14, `${first + shift - now} days ahead`)
        }
      }),
    )
  })
})
