import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { newId } from '../../platform/ids.ts'
import { testDatabase } from '../../platform/testing/test-database.ts'
import { given, openHeads } from '../testing/given.ts'
import { importFile } from './import-file.ts'
import { streamedKinds } from './kinds/index.ts'
import type { ImportReport } from './report.ts'
import { importingIn } from './testing/importing.ts'

const folder = await mkdtemp(join(tmpdir(), 'foyer-rows-'))
after(() => rm(folder, { recursive: true }))

const importing = importingIn(folder)

const reasons = ({ refused }: ImportReport) => refused.map(({ row: at, field, reason }) => `${at} ${field}: ${reason}`)

describe('other formats', () => {
  test('a page of the Discovery API, JSON-LD with references and a calendar end as events', async () => {
    await using db = await testDatabase()
    const has = given(db)
    const organiserId = await has.anOrganiser()
    const venueId = await has.aVenue(organiserId)
    const page = {
      _embedded: {
        events: [
          {
            id: 'G5',
            name: 'The Lanterns',
            dates: {
              start: { localDate: '2027-05-01', localTime: '20:00:00' },
              timezone: 'America/Chicago',
              status: { code: 'onsale' },
            },
            priceRanges: [{ currency: 'USD', min: 35.5, max: 80 }],
            classifications: [{ segment: { name: 'Music' }, genre: { name: 'Folk' } }],
            _embedded: {
              venues: [
                {
                  id: 'V1',
                  name: 'Lake Hall',
                  city: { name: 'Chicago' },
                  country: { countryCode: 'US' },
                  timezone: 'America/Chicago',
                },
              ],
              attractions: [{ id: 'K1', name: 'The Lanterns', classifications: [{ segment: { name: 'Music' } }] }],
            },
          },
        ],
      },
    }
    const taken = await importing(db, organiserId, 'discovery', JSON.stringify(page), { capacity: 100 })
    assert.deepEqual([taken.refused, taken.counts.events?.created], [[], 1])
    const graph = {
      '@context': 'https://schema.org',
      '@graph': [
        {
          '@id': '#hall',
          '@type': 'Place',
          name: 'Quay Rooms',
          address: { addressLocality: 'Cork', addressCountry: { '@type': 'Country', name: 'Ireland' } },
        },
        {
          '@type': ['MusicEvent'],
          '@id': '#a',
          name: 'Tides',
          startDate: '2027-06-01T20:00:00+01:00',
          location: { '@id': '#hall' },
          eventStatus: 'https://schema.org/EventScheduled',
          offers: [{ price: 20, priceCurrency: 'EUR' }],
          performer: { '@type': 'Person', name: 'Ada' },
        },
        {
          '@type': 'Event',
          '@id': '#b',
          name: 'On line',
          startDate: '2027-06-01T20:00:00Z',
          location: { '@type': 'VirtualLocation', url: 'https://x.test' },
        },
      ],
    }
    const linked = await importing(db, organiserId, 'schema-org', JSON.stringify(graph), { capacity: 10 })
    assert.deepEqual(reasons(linked), ['2 location.@type: the event is on line: there is no venue'])
    const lines = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:1@x',
      'DTSTART;TZID=Europe/London:20270601T193000',
      'DURATION:PT2H',
      'SUMMARY:A long',
      '  title\\, folded',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:2@x',
      'DTSTART:20270231T193000Z',
      'SUMMARY:No such day',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:3@x',
      'DTSTART;TZID=Mars/Olympus:20270601T193000',
      'SUMMARY:No such zone',
      'END:VEVENT',
    ]
    const dated = await importing(db, organiserId, 'calendar', lines.join('\r\n'), { venueId })
    assert.deepEqual(reasons(dated), [
      '2 DTSTART: a day and time that there are were expected',
      '3 DTSTART: its zone is none that is known',
    ])
    const shown = await db.sql<{ title: string; source: string; startsAt: Date; status: string }[]>`
      select s.title, e.source, e.starts_at as "startsAt", e.status from events e join shows s using (show_id) order by starts_at`
    assert.deepEqual(
      shown.map(({ title, source, startsAt, status }) => [title, source, startsAt.toISOString(), status]),
      [
        ['The Lanterns', 'discovery', '2027-05-02T01:00:00.000Z', 'scheduled'],
        ['A long title, folded', 'calendar', '2027-06-01T18:30:00.000Z', 'draft'],
        ['Tides', 'schema-org', '2027-06-01T19:00:00.000Z', 'scheduled'],
      ],
    )
  })

  test('a file that ends in the middle keeps what came before; what is no such file at all is said in a sentence', async () => {
    await using db = await testDatabase()
    const organiserId = await given(db).anOrganiser()
    const options = {
      organiserId,
      shiftDays: 'auto',
      dryRun: false,
      openInventory: openHeads,
      now: new Date(),
      onProgress: () => undefined,
    } as const
    for (const kind of streamedKinds) {
      for (const content of ['{"_embedded":', '\u0000\u0001', '\ufffe', 'a,b\n1,2\n', '']) {
        const file = join(folder, newId())
        await writeFile(file, content)
        const report = await importFile(db, kind, file, options)
        assert.ok('unreadable' in report, `${kind.name} ${content}`)
      }
      assert.ok('unreadable' in (await importFile(db, kind, join(folder, 'nowhere'), options)))
    }
  })
})
