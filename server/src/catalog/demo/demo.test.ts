import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileManifest, countPlaces } from '@foyer/contract'
import * as fc from 'fast-check'
import { checkRecord } from '../import/check-record.ts'
import { movedMoment } from '../import/moment.ts'
import { isTimeZone } from '../zones.ts'
import { dayAfter, occurrences } from './calendar.ts'
import { demoRecords } from './demo-records.ts'
import { demoShows } from './shows.ts'
import { demoVenues } from './venues.ts'

const MINUTE_MS = 60_000
const anyDay = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2036-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const zones = new Map(demoVenues.map(({ id, venue }) => [id, venue.timeZone]))

const eventsOn = (today: string) =>
  demoRecords(today).flatMap(({ event }) => {
    if (!event) return []
    const starts = movedMoment(event.starts, zones.get(event.venue) ?? '', 0).getTime()
    return [{ ...event, begins: starts, ends: starts + (event.lengthMinutes ?? 0) * MINUTE_MS }]
  })

describe('the demo catalogue', () => {
  test('is what the contract takes, with places of the real number on five continents', () => {
    assert.deepEqual(demoRecords('2026-11-21').flatMap(checkRecord), [])
    for (const { venue } of demoVenues) assert.ok(isTimeZone(venue.timeZone), venue.timeZone)
    assert.ok(demoVenues.length >= 12)
    assert.ok(new Set(demoVenues.map(({ venue }) => venue.currency)).size >= 6)
    const places = Object.fromEntries(
      demoVenues.map(({ id, halls }) => [id, halls.reduce((sum, { plan }) => sum + countPlaces(plan()), 0)]),
    )
    assert.deepEqual(places, {
      wembley: 90_000,
      maracana: 78_838,
      'cape-town': 55_000,
      'uber-arena': 17_000,
      haymarket: 893,
      garnier: 1_979,
      colon: 2_478,
      suntory: 2_006,
      carnegie: 2_804,
      sydney: 2_664,
      'zoo-palast': 1_329,
      paradiso: 1_500,
      'blue-note': 280,
      pritzker: 11_000,
    })
  })

  test('has accessible places in every hall', () => {
    for (const { halls } of demoVenues)
      for (const { name, plan } of halls)
        assert.ok(
          compileManifest(plan()).flags.some((flags) => flags & 1),
          name,
        )
  })

  test('on whatever day it is started, has what a visitor wants to see', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        const events = eventsOn(today)
        assert.ok(events.length >= 150 && events.length <= 400, `${events.length} events`)
        assert.equal(new Set(events.map(({ sourceId }) => sourceId)).size, events.length)
        for (const { starts } of events) assert.ok(starts.date > today)
        const soldOut = new Set(demoShows.filter((show) => show.soldOut).map(({ id }) => id))
        assert.ok(
          events.some(({ show }) => soldOut.has(show)),
          'nothing is sold out',
        )
        assert.ok(
          events.some(({ tariff }) => tariff.every(({ dollars }) => dollars === 0)),
          'nothing is free',
        )
        assert.deepEqual(
          events.flatMap(({ onSale }) => onSale ?? []),
          [{ date: dayAfter(today, 1), time: '10:00' }],
        )
        for (const { id } of demoVenues)
          assert.ok(
            events.some(({ venue }) => venue === id),
            `nothing on at ${id}`,
          )
        for (const { id } of demoShows)
          assert.ok(
            events.some(({ show }) => show === id),
            `${id} is not on`,
          )
      }),
      { numRuns: 20 },
    )
  })

  test('puts no two events into one hall at one time', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        const inHall = Map.groupBy(eventsOn(today), ({ hall }) => hall)
        for (const [hall, events] of inHall) {
          const inOrder = events.toSorted((a, b) => a.begins - b.begins)
          for (const [index, event] of inOrder.entries())
            assert.ok(event.begins >= (inOrder[index - 1]?.ends ?? 0), `${event.sourceId} overlaps in ${hall}`)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('a later start plans the same for the days that both see, and adds those that came into view', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 12 }), (today, days) => {
        const later = new Map(
          demoRecords(dayAfter(today, days)).flatMap(({ event }) => (event ? [[event.sourceId, event]] : [])),
        )
        for (const { event } of demoRecords(today))
          if (event && !event.onSale && event.starts.date > dayAfter(today, days))
            assert.deepEqual(later.get(event.sourceId), event)
      }),
      { numRuns: 10 },
    )
  })
})

test('a schedule is on its days, in its weeks, at its times', () => {
  const schedule = { days: [5, 6], times: ['19:00', '21:00'], weeks: { of: 2, nth: 0 } }
  assert.deepEqual(occurrences(schedule, '2024-01-01', '2024-01-14'), [
    { date: '2024-01-05', time: '19:00' },
    { date: '2024-01-05', time: '21:00' },
    { date: '2024-01-06', time: '19:00' },
    { date: '2024-01-06', time: '21:00' },
  ])
  assert.deepEqual(occurrences({ days: [5], times: ['19:00'] }, '2024-01-06', '2024-01-11'), [])
})
