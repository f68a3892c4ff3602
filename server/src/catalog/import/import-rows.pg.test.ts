import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { findBrokenInvariants } from '../../platform/check.ts'
import type { Database } from '../../platform/database.ts'
import { testDatabase } from '../../platform/testing/test-database.ts'
import { changeEvent } from '../change-event.ts'
import { catalogInvariants } from '../invariants.ts'
import { given } from '../testing/given.ts'
import type { ImportReport } from './report.ts'
import { importingIn } from './testing/importing.ts'

const folder = await mkdtemp(join(tmpdir(), 'foyer-rows-'))
after(() => rm(folder, { recursive: true }))

const importing = importingIn(folder)

const HEADER = 'id,title,kind,start,venue,city,country,latitude,longitude,performers,price,fees,capacity,currency\n'
const row = (id: number, more: Partial<Record<string, string>> = {}) => {
  const cells = {
    id: `e${id}`,
    title: `Evening ${id}`,
    kind: 'concert',
    start: '2027-03-01T19:30:00Z',
    venue: 'Harbour Hall',
    city: 'Bristol',
    country: 'GB',
    latitude: '51.4513',
    longitude: '-2.5991',
    performers: 'The Lanterns;Moth',
    price: '25.00',
    fees: '2.50',
    capacity: '400',
    currency: 'GBP',
    ...more,
  }
  return `${Object.values(cells).join(',')}\n`
}
const reasons = ({ refused }: ImportReport) => refused.map(({ row: at, field, reason }) => `${at} ${field}: ${reason}`)
const doubts = ({ flagged = [] }: ImportReport) =>
  flagged.map(({ row: at, field, reason }) => `${at} ${field}: ${reason}`)
const events = (db: Database) => db.sql<{ status: string; startsAt: Date }[]>`
  select status, starts_at as "startsAt" from events order by source_id`

describe('a CSV file of events', () => {
  test('done twice changes nothing; a changed row changes its event, and tells what became of it', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const first = await importing(db, organiserId, 'csv', HEADER + row(1) + row(2))
    assert.deepEqual(first.refused, [])
    assert.deepEqual(first.counts.events, { created: 2, updated: 0, unchanged: 0 })
    assert.deepEqual(first.counts.venues, { created: 1, updated: 0, unchanged: 0 })
    const again = await importing(db, organiserId, 'csv', HEADER + row(1) + row(2))
    assert.deepEqual(again.counts.events, { created: 0, updated: 0, unchanged: 2 })
    assert.deepEqual([again.counts.performers, again.duplicates], [{ created: 0, updated: 0, unchanged: 2 }, []])
    const moved = await importing(
      db,
      organiserId,
      'csv',
      HEADER + row(1, { start: '2027-04-01T19:30:00+01:00' }) + row(2),
    )
    assert.deepEqual(moved.counts.events, { created: 0, updated: 1, unchanged: 1 })
    assert.deepEqual(
      (await events(db)).map(({ status, startsAt }) => [status, startsAt.toISOString()]),
      [
        ['rescheduled', '2027-04-01T18:30:00.000Z'],
        ['scheduled', '2027-03-01T19:30:00.000Z'],
      ],
    )
    assert.deepEqual(await findBrokenInvariants(db.sql, catalogInvariants), [])
  })

  test('has each wrong row refused by field and reason, and all others taken', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const latin1 = Buffer.from(row(9, { title: 'Caf\u00e9' }), 'latin1')
    const report = await importing(
      db,
      organiserId,
      'csv',
      Buffer.concat([
        Buffer.from(
          '\ufeff' +
            HEADER +
            row(1) +
            row(2, { start: '2027-02-30T19:30:00Z' }) +
            row(3, { country: 'Atlantis' }) +
            row(4, { price: '25.005' }) +
            row(5, { capacity: '0' }) +
            row(1) +
            row(6, { start: '2027-03-01' }) +
            row(7, { currency: 'ABC' }) +
            row(8).replace('\n', ',surplus\n'),
        ),
        latin1,
        Buffer.from(row(10)),
      ]),
    )
    assert.deepEqual(reasons(report), [
      '3 start: a moment such as 2027-03-01T19:30:00+01:00 was expected',
      '4 country: a country was expected, by its code or English name',
      '5 price: an amount in GBP such as 25.00 was expected',
      '6 capacity: a whole number from 1 to 250000 was expected',
      '7 id: it stands there twice, first in row 2',
      '8 start: a day and a time were expected: its time is still to be told',
      '9 currency: an ISO 4217 currency code was expected',
      '10 : 14 columns were expected, as in the header',
      '11 title: text in UTF-8 was expected: some of its bytes are none',
    ])
    assert.equal(report.refusedRecords, 9)
    assert.equal((await events(db)).length, 2)
  })

  test('has what is doubtful flagged: text decoded wrongly, points abroad, times without a zone or that the clock skips', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const report = await importing(
      db,
      organiserId,
      'csv',
      HEADER +
        row(1, { title: 'CafÃ© Lumière'.replace('è', 'Ã¨') }) +
        row(2, { venue: 'Old Mill', latitude: '40.7', longitude: '-73.9' }) +
        row(3, { venue: 'New Mill', latitude: '-2.5991', longitude: '51.4513' }) +
        row(4, { start: '2027-03-28T01:30' }) +
        row(5, { venue: 'Null Hall', latitude: '0', longitude: '0' }),
    )
    assert.deepEqual(report.refused, [])
    assert.deepEqual(doubts(report), [
      '2 title: it looks like UTF-8 that was read as Latin-1',
      '3 venue.location: the point does not lie in GB: it was left out',
      '4 venue.location: the point does not lie in GB, its two sides look swapped: it was left out',
      '5 start: no zone is told: it was taken as the clock at the venue',
      '5 starts: the clock skips 2027-03-28T01:30:00: it was taken as 2027-03-28T02:30:00',
      '6 venue.location: nobody is at 0, 0: the point was left out',
    ])
    const [venue] = await db.sql`select 1 from venues where name = 'Old Mill' and latitude is null`
    assert.ok(venue)
  })

  test('reads columns of any name, days in any order, and constants, by its mapping', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const file = 'What;When;At;Where\nAda;1.12.2027;20:15;Keller\n'
    const report = await importing(db, organiserId, 'csv', file, {
      mapping: {
        columns: { title: 'What', date: 'When', time: 'At', venue: 'Where' },
        constants: { city: 'Berlin', country: 'DE', time_zone: 'Europe/Berlin', price: '12' },
        dateOrder: 'dmy',
      },
      capacity: 80,
    })
    assert.deepEqual(report.refused, [])
    assert.deepEqual(
      (await events(db)).map(({ status, startsAt }) => [status, startsAt.toISOString()]),
      [['scheduled', '2027-12-01T19:15:00.000Z']],
    )
  })

  test('is read as spreadsheets save it: semicolons, tabs, decimal commas, a mark, UTF-16; a mapping may say otherwise', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const cells = [
      ['id', 'title', 'start', 'venue', 'city', 'country', 'latitude', 'longitude', 'price', 'capacity'],
      ['1', 'Köln, live', '2027-12-01T20:15:00Z', 'Halle', 'Köln', 'DE', '50,94', '6,96', '42,50', '80'],
    ]
    const parted = (by: string) => cells.map((line) => line.join(by)).join('\r\n')
    const utf16 = Buffer.from(`\uFEFF${parted('\t')}`, 'utf16le')
    for (const [index, file] of [`\uFEFF${parted(';')}`, utf16, Buffer.from(utf16).swap16(), parted('|')].entries()) {
      const report = await importing(db, organiserId, 'csv', file)
      assert.deepEqual([report.refused, report.flagged], [[], []])
      assert.deepEqual(report.counts.events, {
        created: index === 0 ? 1 : 0,
        updated: 0,
        unchanged: index === 0 ? 0 : 1,
      })
    }
    const [price] = await db.sql<{ faceValue: number }[]>`select face_minor::int as "faceValue" from price_levels`
    assert.equal(price?.faceValue, 4_250)
    const bars = 'title|start,x;y\nA,2027-12-01T20:15:00Z\n'
    const told = await importing(db, organiserId, 'csv', bars, {
      mapping: { delimiter: ',', columns: { title: 'title|start', start: 'x;y' } },
    })
    assert.deepEqual(reasons(told), ['2 venue: it is missing', '2 city: it is missing', '2 country: it is missing'])
  })

  test('whose quotation mark never closes loses what follows it and nothing else, and says so', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const broken = HEADER + row(1) + `e2,"Evening${'x'.repeat(400_000)}\n` + row(3)
    const report = await importing(db, organiserId, 'csv', broken)
    assert.deepEqual(reasons(report), ['3 : a quotation mark is opened and not closed: nothing from here on was read'])
    assert.equal((await events(db)).length, 1)
  })

  test('ends with a report whatever its cells hold: each row is in the catalogue, or refused with a reason', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const dirt = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '',
        '\u0000',
        '-1',
        '1e400',
        '2027-02-30T10:00Z',
        '9999-12-31T23:59',
        '\ud800',
        '🎭'.repeat(900),
        '!!!',
        '???',
      ),
    )
    const rows = fc.array(fc.dictionary(fc.constantFrom(...HEADER.trim().split(',')), dirt, { maxKeys: 2 }), {
      minLength: 12,
      maxLength: 12,
    })
    let id = 0
    await fc.assert(
      fc.asyncProperty(rows, async (dirty) => {
        const from = id
        const file = dirty.map((cells) => {
          const quoted = Object.entries(cells).map(([name, text]) => [name, `"${text.replaceAll('"', '""')}"`])
          return row(++id, Object.fromEntries(quoted))
        })
        const report = await importing(db, organiserId, 'csv', HEADER + file.join(''))
        const refused = new Set(report.refused.map((one) => one.row))
        const { created = 0, updated = 0, unchanged = 0 } = report.counts.events ?? {}
        assert.equal(created + updated + unchanged + refused.size, id - from)
      }),
      { numRuns: 5 },
    )
    const broken = await findBrokenInvariants(db.sql, catalogInvariants)
    assert.equal(JSON.stringify(broken), '[]')
  })

  test('without places gives drafts, which keep the tickets that their organiser puts up', async () => {
    await using db = await testDatabase()
    const has = given(db)
    const organiserId = await has.anOrganiser()
    const bare = { capacity: '', price: '', fees: '' }
    await importing(db, organiserId, 'csv', HEADER + row(1, bare))
    const [draft] = await db.sql<{ id: string }[]>`select event_id as id from events where status = 'draft'`
    assert.ok(draft)
    const manifestHash = await has.aManifest()
    const priceLevels = [{ name: 'All', categories: ['standard'], faceValue: 100, fees: 0 }]
    await db.transaction((tx) => changeEvent(tx, organiserId, draft.id, { manifestHash, priceLevels }))
    const moved = row(1, { ...bare, start: '2027-03-02T19:30:00Z' })
    assert.deepEqual((await importing(db, organiserId, 'csv', HEADER + moved)).refused, [])
    const [kept] = await db.sql<{ hash: string; levels: number }[]>`
      select manifest_hash as hash, (select count(*) from price_levels l where l.event_id = e.event_id) as levels
        from events e where event_id = ${draft.id}`
    assert.deepEqual({ ...kept }, { hash: manifestHash, levels: 1 })
  })
})

describe('grounds of football clubs', () => {
  test('are each taken, and refused where a club stands there twice', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const ground = (team: string, stadium: string) => `${team},${team},London,${stadium},20000,51.5,-0.1,England\n`
    const file =
      'Team,FDCOUK,City,Stadium,Capacity,Latitude,Longitude,Country\n' +
      ground('Arsenal', 'Emirates Stadium') +
      ground('Chelsea', 'Stamford Bridge') +
      ground('Arsenal', 'Highbury')
    const report = await importing(db, organiserId, 'football-stadiums', file)
    assert.deepEqual(reasons(report), ['4 id: it stands there twice, first in row 2'])
    assert.deepEqual(report.counts, {
      venues: { created: 2, updated: 0, unchanged: 0 },
      halls: { created: 2, updated: 0, unchanged: 0 },
      seating_plans: { created: 2, updated: 0, unchanged: 0 },
    })
    const again = await importing(db, organiserId, 'football-stadiums', file)
    assert.deepEqual(again.counts.seating_plans, { created: 0, updated: 0, unchanged: 2 })
  })
})

describe('duplicates', () => {
  test('are told by place and near name, and nothing is merged', async () => {
    await using db = await testDatabase()
    const has = given(db)
    const [organiserId, other] = [await has.anOrganiser(), await has.anOrganiser('Castle Shows')]
    const venueId = await has.aVenue(other, { name: 'The Harbour Hall', location: { lat: 51.4515, lng: -2.5988 } })
    const far = await has.aVenue(other, { name: 'Harbour Hall', city: 'Bath', location: { lat: 51.38, lng: -2.36 } })
    const performerId = await has.aPerformer(other, { name: 'Lanterns, The' })
    const dry = await importing(db, organiserId, 'csv', HEADER + row(1), { dryRun: true })
    const report = await importing(db, organiserId, 'csv', HEADER + row(1))
    assert.equal(dry.duplicates?.length, report.duplicates?.length, 'a dry run tells the same')
    const seen = (report.duplicates ?? []).map((pair) => [pair.kind, [pair.first.id, pair.second.id]] as const)
    assert.deepEqual(seen.map(([kind]) => kind).sort(), ['performer', 'venue'])
    assert.ok(seen.some(([, ids]) => ids.includes(venueId)) && seen.some(([, ids]) => ids.includes(performerId)))
    assert.ok(!seen.some(([, ids]) => ids.includes(far)))
    const [count] = await db.sql<{ venues: number }[]>`select count(*) as venues from venues`
    assert.equal(count?.venues, 3)
  })
})
