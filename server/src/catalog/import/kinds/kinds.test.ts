import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileManifest } from '@foyer/contract'
import type { MappedFile } from '../record.ts'
import * as documents from '../testing/documents.ts'
import { londonShowtimes } from './london-showtimes.ts'
import { nyphil } from './nyphil.ts'
import { seatingPlan } from './seating-plan.ts'
import { worldcupMatches } from './worldcup-matches.ts'
import { worldcupStadiums } from './worldcup-stadiums.ts'

const HALL = '0198c000-0000-7000-8000-000000000001'

/** Refusals as `row field: reason`, for short comparisons. */
const told = ({ refused }: MappedFile) => refused.map(({ row, field, reason }) => `${row} ${field}: ${reason}`)

describe('stadiums of a World Cup', () => {
  const [first, second] = documents.stadiums.stadiums

  test('become venues with the zone of their coordinates and a plan of their capacity', () => {
    const { records, refused } = worldcupStadiums.map(documents.stadiums, {})
    assert.deepEqual(refused, [])
    assert.deepEqual(
      records.map(({ venue }) => venue),
      [
        {
          sourceId: 'rivertown',
          name: 'River Park',
          city: 'Rivertown',
          country: 'CA',
          location: { lat: 49.276667, lng: -123.111944 },
          timeZone: 'America/Vancouver',
          currency: 'CAD',
        },
        {
          sourceId: 'bayside-palm-grove',
          name: 'Bay Bowl',
          city: 'Bayside',
          additional: 'Palm Grove',
          country: 'US',
          location: { lat: 25.958, lng: -80.239 },
          timeZone: 'America/New_York',
          currency: 'USD',
        },
      ],
    )
    assert.deepEqual(
      records.map(({ plan }) => plan && compileManifest(plan.manifest).count),
      [12_000, 11_000],
    )
  })

  test('are refused by row and field, and the others are taken', () => {
    const mapped = worldcupStadiums.map(
      {
        stadiums: [
          { ...first, coords: '49°16\'36"N 123°6\'43"E' },
          { ...first, coords: 'downtown', capacity: 900 },
          { ...first, cc: 'xx', name: undefined },
          'stadium',
          second,
          { ...second, name: 'Twin' },
        ],
      },
      {},
    )
    assert.deepEqual(told(mapped), [
      '1 coords: they lie in Asia/Shanghai, where the clock never shows the stated UTC-7',
      '2 capacity: a number from 10000 to 100000 was expected',
      '2 coords: degrees with N or S and E or W were expected',
      '3 name: it is missing',
      '3 cc: no currency is known for this country',
      '4 : an object was expected',
      '4 name: it is missing',
      '4 city: it is missing',
      '4 capacity: it is missing',
      '4 cc: it is missing',
      '4 coords: it is missing',
      '6 city: it stands there twice, first in row 5',
    ])
    assert.deepEqual(
      mapped.records.map(({ venue }) => venue?.name),
      ['Bay Bowl'],
    )
  })
})

describe('matches of a World Cup', () => {
  test('become shows of two teams, dearer towards the final, with an id that outlives a new date', () => {
    const { records, refused, remarks } = worldcupMatches.map(documents.matches, {})
    assert.deepEqual(refused, [])
    assert.deepEqual(remarks, ['Scores and goals of 1 matches were left out: what is imported is a fixture.'])
    assert.deepEqual(
      records.map(({ event, show }) => [
        event?.sourceId,
        event?.venue,
        event?.starts,
        show?.title,
        event?.tariff[0]?.dollars,
      ]),
      [
        [
          'world-cup-2026/group-a-northland-southland',
          'rivertown',
          { date: '2026-06-11', time: '13:00', utcOffset: -420 },
          'Northland v Southland',
          260,
        ],
        [
          'world-cup-2026/match-2',
          'bayside-palm-grove',
          { date: '2026-07-19', time: '15:00', utcOffset: -240 },
          'Northland v Westland',
          1_300,
        ],
      ],
    )
    assert.deepEqual(
      records[1]?.performers?.map(({ sourceId, kind }) => [sourceId, kind]),
      [
        ['team/northland', 'team'],
        ['team/westland', 'team'],
      ],
    )
  })

  test('are refused by row and field', () => {
    const [match] = documents.matches.matches
    const mapped = worldcupMatches.map(
      {
        matches: [
          { ...match, time: '13:00' },
          { ...match, date: '2026-06-31', team2: 'Northland' },
          match,
          { ...match, date: '2026-06-12' },
        ],
      },
      {},
    )
    assert.deepEqual(told(mapped), [
      '1 time: a time with its offset such as "13:00 UTC-6" was expected',
      '2 team2: another team than team1 was expected',
      '2 date: a day such as 2026-06-11 was expected',
      '4 team1: it stands there twice, first in row 3',
    ])
  })
})

describe('showtimes of London', () => {
  test('become events in screens, and one film told by two cinemas becomes one show', () => {
    const { records, refused } = londonShowtimes.map(documents.showtimes, {})
    assert.deepEqual(refused, [])
    assert.deepEqual(
      records.flatMap(({ show }) => show ?? []),
      [
        {
          sourceId: 'film/the-long-night',
          kind: 'film',
          title: 'The Long Night',
          cast: ['Ada Quill', 'Cy Marsh'],
          directors: ['Bo Reed'],
          genres: ['drama', 'thriller'],
          rating: '12A',
          runtimeMinutes: 100,
          trailerUrl: 'https://video.test/1',
          description: 'First shown in 2024.',
          performers: [],
        },
      ],
    )
    assert.deepEqual(
      records.flatMap(({ hall, plan }) =>
        hall && plan ? [[hall.sourceId, hall.name, compileManifest(plan.manifest).count]] : [],
      ),
      [
        ['lantern/1', 'Screen 1', 120],
        ['beacon/imax', 'IMAX', 100],
      ],
    )
    assert.deepEqual(
      records.flatMap(({ event }) => (event ? [[event.sourceId, event.features, event.lengthMinutes]] : [])),
      [
        ['lantern/1@2025-01-24T19:30:00Z', ['subtitled'], 100],
        ['lantern/1@2025-03-31T18:30:00Z', undefined, 100],
        ['beacon/imax@2025-01-25T20:00:00Z', ['imax'], undefined],
      ],
    )
  })

  test('without a screen, in a screen that is taken, or not for booking are refused, and their seats are not sold twice', () => {
    const [lantern] = documents.showtimes.cinemas
    const film = lantern?.films[0]
    const [showtime] = film?.performances ?? []
    const mapped = londonShowtimes.map(
      {
        cinemas: [
          {
            ...lantern,
            films: [
              {
                ...film,
                performances: [
                  showtime,
                  { ...showtime, screen: undefined },
                  { ...showtime, screen: 'zDoNotUseScreen 8' },
                ],
              },
              { ...film, title: 'Another Film', performances: [showtime, { ...showtime, time: '24 January' }] },
              { ...film, title: 'Membership (Do Not Book!)' },
            ],
          },
          { ...lantern, address: 'Lamp Street' },
        ],
      },
      {},
    )
    assert.deepEqual(told(mapped), [
      '2 screen: it is missing',
      '3 screen: its cinema marks it as not in use',
      '4 screen: it is taken at this time, first in row 1',
      '5 time: a moment such as 2025-01-23T17:15:00Z was expected',
      '6 title: its cinema marks it as not for booking',
      '6 film: its film was refused',
      '7 film: its film was refused',
      '2 address: "street, city, post code, UK" was expected',
      '8 cinema: its cinema was refused',
      '9 cinema: its cinema was refused',
    ])
    assert.equal(mapped.records.filter(({ event }) => event).length, 1)
    assert.equal(mapped.records.filter(({ show }) => show).length, 1, 'a film with no showtime left is not imported')
  })
})

describe('programmes of the New York Philharmonic', () => {
  test('take the day from midnight in New York and the time from its own field', () => {
    const { records, refused } = nyphil.map(documents.programmes, {})
    assert.deepEqual(refused, [])
    assert.deepEqual(
      records.flatMap(({ event }) =>
        event ? [[event.sourceId, event.starts, event.venue, event.tariff[0]?.dollars]] : [],
      ),
      [
        ['100/2024-09-12T19:30', { date: '2024-09-12', time: '19:30' }, 'david-geffen-hall-new-york', 150],
        ['100/2024-12-13T14:00', { date: '2024-12-13', time: '14:00' }, 'the-riverside-lawn-seoul', 0],
      ],
    )
    assert.deepEqual(
      records.flatMap(({ venue }) => (venue ? [[venue.name, venue.timeZone, venue.currency]] : [])),
      [
        ['David Geffen Hall', 'America/New_York', 'USD'],
        ['The Riverside Lawn', 'Asia/Seoul', 'KRW'],
      ],
    )
  })

  test('become shows named for their main work, with those who play in the order of the bill', () => {
    const { records } = nyphil.map(documents.programmes, {})
    const show = records.flatMap((record) => record.show ?? [])[0]
    assert.equal(show?.title, 'Roe: Suite from the Lake')
    assert.equal(
      show?.description,
      'Jan Maria Doe: Concerto, Piano No. 1, E-flat Major, Op. 5\nAnn Roe: Suite from the Lake',
    )
    assert.deepEqual(show?.performers, [
      { performer: 'group/harbour-philharmonic', billing: 0 },
      { performer: 'person/vane-iris', billing: 1, role: 'conductor' },
      { performer: 'person/moss-eli-jr', billing: 2, role: 'piano' },
      { performer: 'group/city-chorus', billing: 3, role: 'chorus' },
    ])
    assert.equal(records.flatMap(({ performers }) => performers ?? [])[2]?.name, 'Eli Moss Jr.')
  })

  test('are refused by row and field: private, without a time, on no day, in a place unknown', () => {
    const [programme] = documents.programmes.programs
    const [concert] = programme?.concerts ?? []
    const mapped = nyphil.map(
      {
        programs: [
          {
            ...programme,
            concerts: [
              { ...concert, eventType: 'Chamber Concert (Private)' },
              { ...concert, Time: 'None' },
              { ...concert, Date: '2024-09-12T19:30:00Z' },
              { ...concert, Location: 'Atlantis' },
              concert,
              concert,
            ],
          },
          { ...programme, works: [{ soloists: [] }] },
        ],
      },
      {},
    )
    assert.deepEqual(told(mapped), [
      '1 eventType: a private concert is not for sale',
      '2 Time: a time such as 7:30PM was expected',
      '3 Date: midnight in New York, told in UTC, was expected',
      '4 Location: no country and time zone are known for this place',
      '6 Date: it stands there twice, first in row 5',
      '2 works[0].workTitle: the title of a work was expected',
      '7 program: its programme was refused',
      '8 program: its programme was refused',
    ])
    assert.equal(mapped.records.filter(({ event }) => event).length, 1)
  })
})

describe('a seating plan of pretix', () => {
  test('keeps every seat with its row, label and category; blocks with rows of one name become sections', () => {
    const { records, refused, remarks } = seatingPlan.map(documents.seatingPlan, { hallId: HALL })
    assert.deepEqual(refused, [])
    const manifest = records[0]?.plan?.manifest
    assert.ok(manifest)
    const plan = compileManifest(manifest)
    assert.equal(plan.count, 14)
    assert.deepEqual(
      plan.sections.map(({ name, count }) => [name, count]),
      [
        ['Floor 1', 11],
        ['Floor 2', 3],
      ],
    )
    assert.deepEqual(plan.address(10), { section: 'Floor 1', row: 'B', seat: '5a' })
    assert.equal(plan.categories[plan.categoryOf[10] ?? -1], 'category-2')
    assert.deepEqual([plan.x[10], plan.y[10]], [84, 53.599998474121094])
    assert.deepEqual(
      manifest.decor?.map(({ name, outline }) => [name, outline.length]),
      [['Stage', 24]],
    )
    assert.deepEqual(remarks, [
      'Keys that the format does not have were left out: row.uuid (1).',
      'Ids of seats are left out: a place is known by its number in the plan.',
      '1 zones became 2 sections: their blocks have rows of the same name.',
      '1 areas are drawn and not sold: the format tells no capacity.',
    ])
  })

  test('is refused whole when one seat is wrong, and without a hall', () => {
    const [zone] = documents.seatingPlan.zones
    const broken = {
      ...documents.seatingPlan,
      zones: [{ ...zone, rows: [{ row_number: 'A', seats: [{ seat_number: '1', category: 'Nowhere' }] }] }],
    }
    const mapped = seatingPlan.map(broken, {})
    assert.deepEqual(told(mapped), [
      '1 : a plan belongs to a hall: name it with --hall <id>',
      '1 zones[0].rows[0].seats[0].position: an object was expected',
      '1 zones[0].rows[0].seats[0].position.x: it is missing',
      '1 zones[0].rows[0].seats[0].position.y: it is missing',
      '1 zones[0].rows[0].seats[0].category: a category of the plan was expected',
      '1 zones: at least one row of two seats was expected',
    ])
    assert.deepEqual(mapped.records, [])
  })

  test('that contradicts itself is refused by what the manifest says', () => {
    const [zone] = documents.seatingPlan.zones
    const mapped = seatingPlan.map({ ...documents.seatingPlan, zones: [zone, zone] }, { hallId: HALL })
    assert.deepEqual(told(mapped), ['1 sections.key: floor-1 stands there twice'])
  })
})
