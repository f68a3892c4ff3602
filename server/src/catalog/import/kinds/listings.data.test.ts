import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { compileManifest } from '@foyer/contract'
import { checkRecord } from '../check-record.ts'
import type { ImportKind, MapOptions, StreamedKind } from '../kind.ts'
import { readDocument } from '../read-document.ts'
import { Unreadable } from '../read-lines.ts'
import type { Refusal } from '../reading.ts'
import type { ImportRecord } from '../record.ts'
import { sharedData } from '../testing/shared-data.ts'
import { calendar } from './calendar.ts'
import { discovery } from './discovery.ts'
import { f1Races } from './f1-races.ts'
import { footballMatches } from './football-matches.ts'
import { footballStadiums } from './football-stadiums.ts'
import { schemaOrg } from './schema-org.ts'
import { ticketListings } from './ticket-listings.ts'

/** Public data sets in outside formats, mapped: what is taken, refused and flagged, counted. */

const folder = await mkdtemp(join(tmpdir(), 'foyer-listings-'))
after(() => rm(folder, { recursive: true }))

const VENUE = '0198c000-0000-7000-8000-000000000001'

interface Mapped {
  readonly records: ImportRecord[]
  readonly refused: Refusal[]
  readonly flagged: Refusal[]
}

async function mapRows(kind: StreamedKind, file: string, options: MapOptions = {}): Promise<Mapped> {
  const mapped: Mapped = { records: [], refused: [], flagged: [] }
  for await (const row of kind.rows(file, options)) {
    if ('refused' in row) {
      mapped.refused.push(row.refused)
      continue
    }
    const { record, refused, flagged } = kind.mapRow(row, options)
    assert.ok(record !== undefined || refused.length > 0, 'nothing is dropped in silence')
    if (record) mapped.records.push(record)
    mapped.refused.push(...refused)
    mapped.flagged.push(...flagged)
  }
  assert.deepEqual(mapped.records.flatMap(checkRecord), [])
  return mapped
}

async function mapDocument(kind: ImportKind, file: string, options: MapOptions = {}): Promise<Mapped> {
  const read = await readDocument(file)
  assert.ok('document' in read)
  const { records, refused } = kind.map(read.document, options)
  assert.deepEqual(records.flatMap(checkRecord), [])
  return { records: [...records], refused: [...refused], flagged: [] }
}

const tally = (refused: readonly Refusal[]) =>
  Object.fromEntries([...Map.groupBy(refused, ({ field }) => field)].map(([field, ones]) => [field, ones.length]))

const written = async (name: string, document: unknown) => {
  const file = join(folder, name)
  await writeFile(file, JSON.stringify(document))
  return file
}

describe('answers of the Discovery API', () => {
  const search = sharedData('interop/ticketmaster/discovery-api_search-events.json')
  test('an event whose time is still to be told is refused by that', { skip: search.skip }, async () => {
    const { records, refused } = await mapRows(discovery, search.file)
    assert.equal(records.length, 0)
    assert.deepEqual(
      refused.map(({ field }) => field),
      ['dates.start.timeTBA', 'dates.start.localTime'],
    )
  })

  const single = sharedData('interop/ticketmaster/discovery-api_get-event.json')
  test('an event becomes a show, its venue with its zone, and its performers', { skip: single.skip }, async () => {
    const { records, refused } = await mapRows(discovery, single.file)
    assert.deepEqual(refused, [])
    const [record] = records
    assert.deepEqual(
      [record?.show?.title, record?.show?.kind, record?.venue?.name, record?.venue?.timeZone, record?.venue?.currency],
      ['Radiohead', 'concert', 'Madison Square Garden', 'America/New_York', 'USD'],
    )
    assert.deepEqual(
      record?.performers?.map(({ name }) => name),
      ['Radiohead'],
    )
    assert.equal(record?.listed?.tickets, undefined, 'nobody knows its places')
  })
})

describe('schema.org events', () => {
  const examples = sharedData('interop/schemaorg_event_examples.json')
  test(
    'of 31 examples those with a full address and time are taken, the others refused by field',
    { skip: examples.skip },
    async () => {
      const list = JSON.parse(await readFile(examples.file, 'utf8')) as { jsonld: unknown }[]
      const file = await written(
        'schema.json',
        list.map(({ jsonld }) => jsonld),
      )
      const { records, refused, flagged } = await mapRows(schemaOrg, file, {
        country: 'US',
        timeZone: 'America/Denver',
      })
      assert.deepEqual(
        [records.length, tally(refused)],
        [
          7,
          {
            'location.@type': 1,
            'location.address': 7,
            'location.name': 1,
            'location[0].@type': 1,
            location: 13,
            name: 3,
            startDate: 16,
          },
        ],
      )
      assert.ok(flagged.length >= records.length - 1, 'most tell no zone')
    },
  )
})

/** It holds two lines of garbage. */
const NO_CALENDAR = 'calendars__fuzz_testcase_0_char_in_component_name.ics'

describe('calendars', () => {
  const one = sharedData('interop/ical/calendars__multiple_timezones.ics')
  test('of 77 files, many of them broken on purpose, each event is taken or refused', { skip: one.skip }, async () => {
    const dir = join(one.file, '..')
    let [records, refused, flagged] = [0, 0, 0]
    for (const name of (await readdir(dir)).sort()) {
      if (name === NO_CALENDAR) {
        await assert.rejects(mapRows(calendar, join(dir, name)), Unreadable)
        continue
      }
      const mapped = await mapRows(calendar, join(dir, name), { venueId: VENUE })
      records += mapped.records.length
      refused += mapped.refused.length
      flagged += mapped.flagged.length
    }
    assert.deepEqual([records, refused, flagged], [26, 105, 3])
  })
})

describe('football', () => {
  const stadiums = sharedData('venues/europe_stadiums_gps.csv')
  const league = sharedData('events/football_2025-26_en.1.json')
  test(
    'grounds are joined to most fixtures of a league by the names of teams',
    { skip: stadiums.skip || league.skip },
    async () => {
      const grounds = await mapRows(footballStadiums, stadiums.file)
      assert.ok(grounds.records.length > 120, JSON.stringify(grounds.refused.slice(0, 5)))
      const known = new Set(grounds.records.map(({ venue }) => venue?.sourceId))
      const { records, refused } = await mapDocument(footballMatches, league.file)
      assert.equal(records.length + refused.length, 380)
      const homes = new Set(records.map(({ event }) => event?.venue))
      const joined = [...homes].filter((home) => known.has(home)).length
      assert.ok(joined >= 14, `${joined} of ${homes.size}: ${[...homes].filter((home) => !known.has(home)).join()}`)
    },
  )
})

describe('Formula One', () => {
  const races = sharedData('events/f1_races.csv')
  test(
    'of 1,172 races the 71 with a time are taken, each in the country where its circuit lies',
    { skip: races.skip },
    async () => {
      const { records, refused, flagged } = await mapRows(f1Races, races.file, { capacity: 50_000 })
      assert.deepEqual([records.length, tally(refused)], [71, { time_utc: 1_101 }])
      assert.deepEqual(flagged, [])
    },
  )
})

describe('ticket listings', () => {
  const listings = sharedData('interop/ticketevolution_listings_138953.json')
  test('130 listings become the places of their event, none lost', { skip: listings.skip }, async () => {
    const { records, refused } = await mapDocument(ticketListings, listings.file, { venueId: VENUE })
    assert.deepEqual([records.length, refused.length], [1, 0], JSON.stringify(refused.slice(0, 3)))
    const manifest = records[0]?.listed?.tickets?.manifest
    assert.ok(manifest)
    const plan = compileManifest(manifest)
    const groups = JSON.parse(await readFile(listings.file, 'utf8')) as { quantity: number }[]
    assert.equal(
      plan.count,
      groups.reduce((sum, { quantity }) => sum + quantity, 0),
    )
    const addresses = new Set(Array.from({ length: plan.count }, (_, place) => JSON.stringify(plan.address(place))))
    assert.equal(addresses.size, plan.count, 'every ticket has an address of its own')
  })
})
