import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { checkRecord } from '../check-record.ts'
import type { MapOptions, StreamedKind } from '../kind.ts'
import { Unreadable } from '../read-lines.ts'
import { streamedKinds } from './index.ts'

const folder = await mkdtemp(join(tmpdir(), 'foyer-fuzz-'))
after(() => rm(folder, { recursive: true }))
const file = join(folder, 'file')

const OPTIONS: MapOptions = { venueId: '0198c000-0000-7000-8000-000000000001', capacity: 100 }
/** Of work, whatever else the machine does meanwhile. */
const ROW_MS_MAX = 5_000

/** Reads a file to its end as an import does. @returns how many rows it had; undefined for what is unreadable. */
async function readAll(kind: StreamedKind, bytes: Uint8Array | string): Promise<number | undefined> {
  await writeFile(file, bytes)
  let rows = 0
  try {
    for await (const row of kind.rows(file, OPTIONS)) {
      rows++
      if ('refused' in row) {
        assert.notEqual(row.refused.reason, '')
        continue
      }
      const { record, refused } = kind.mapRow(row, OPTIONS)
      assert.ok(record !== undefined || refused.length > 0, 'a row is taken or refused, never lost')
      if (record) checkRecord(record)
    }
    return rows
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

const event = {
  id: 'G5',
  name: 'The Lanterns',
  dates: { start: { dateTime: '2027-05-01T20:00:00Z' } },
  _embedded: {
    venues: [
      {
        name: 'Lake Hall',
        city: { name: 'Chicago' },
        country: { countryCode: 'US' },
        location: { latitude: '41.8', longitude: '-87.6' },
      },
    ],
    attractions: [{ name: 'The Lanterns' }],
  },
}
const node = {
  '@type': 'MusicEvent',
  name: 'Tides',
  startDate: '2027-06-01T20:00:00+01:00',
  location: { name: 'Quay', address: { addressLocality: 'Cork', addressCountry: 'IE' } },
  performer: [{ '@type': 'Person', name: 'Ada' }],
}
const samples: Readonly<Record<string, string>> = {
  discovery: JSON.stringify({ _embedded: { events: [event, event] }, page: { size: 2 } }),
  'schema-org': JSON.stringify({ '@graph': [node, node] }),
  calendar: [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTART;TZID=Europe/London:20270601T193000',
    'RRULE:FREQ=DAILY',
    'SUMMARY:A',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n'),
  csv: 'title,start,venue,city,country,price\nA,2027-03-01T19:30:00Z,"Hall, old",Bristol,GB,10\n',
  'football-stadiums':
    'Team,FDCOUK,City,Stadium,Capacity,Latitude,Longitude,Country\nA,A,B,C,20000,51.5,-0.1,England\n',
  'f1-races':
    'id,year,round,date,time_utc,official_name,circuit_id,circuit,place,country,latitude,longitude\n1,2026,1,2026-05-13,14:00,GP,s,S,S,united-kingdom,52,-1\n',
}

/** Cuts, doublings and strange bytes, anywhere in a good file. */
const damaged = (sample: string) =>
  fc
    .array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.oneof(
          fc.uint8Array({ maxLength: 6 }),
          fc
            .constantFrom('"', '""', '\n', '\r', '{', ']', ',', '\u0000', ' ', 'e9', '\\u', ';', ':', 'BEGIN:VEVENT\n')
            .map((text) => new TextEncoder().encode(text)),
        ),
        fc.nat(8),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((cuts) =>
      cuts.reduce<Uint8Array>((bytes, [where, put, drop]) => {
        const at = Math.floor(where * bytes.length)
        return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)])
      }, new TextEncoder().encode(sample)),
    )

/** The same text as other programs save it, and as it comes when its end is missing. */
function encodings(sample: string): Readonly<Record<string, Buffer>> {
  const accented = sample.replaceAll('A', 'Ä').replaceAll('L', '東')
  const utf16 = Buffer.from(`\ufeff${accented}`, 'utf16le')
  const whole = Buffer.from(accented)
  return {
    'text in Latin-1': Buffer.from(accented, 'latin1'),
    'text in UTF-16': utf16,
    'text in UTF-16 of the other order': Buffer.from(utf16).swap16(),
    'text in UTF-16 without a mark': utf16.subarray(2),
    'text with a mark, cut within a character': Buffer.concat([
      Buffer.from('\ufeff'),
      whole.subarray(0, 1 + Math.max(whole.lastIndexOf(Buffer.from('東')), whole.lastIndexOf(Buffer.from('Ä')))),
    ]),
    'zero bytes between its characters': Buffer.from([...whole].flatMap((byte) => [byte, 0])),
    'nothing but zero bytes': Buffer.alloc(100_000),
  }
}

/** Days that there are not, times without a zone and beyond the clock, points that are nowhere, lands that are none. */
const STRANGE = [
  '2027-02-30T19:30:00Z',
  '2027-13-01',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '2027-06-01T25:61',
  '2027-03-28T02:30:00',
  '2027-06-01T19:30:00+99:99',
  '20270601T193000',
  '-2027-06-01',
  '91',
  '-181.5',
  '1e309',
  'NaN',
  '0x10',
  '-0',
  'XX',
  'Atlantis',
  '\u202e\u0000\ufeff',
  'é'.repeat(3_000),
]

/** The sample with some of its values replaced, wherever days, times, points and codes stand in it. */
function withStrange(sample: string, changes: readonly (readonly [number, string])[]): string {
  return changes.reduce((text, [which, by]) => {
    const values = [...text.matchAll(/\d{4}-?\d{2}-?\d{2}(?:T[\d:]+(?:Z|[+-]\d\d:\d\d)?)?|-?\d+\.\d+|\b[A-Z]{2}\b/g)]
    const found = values[which % Math.max(values.length, 1)]
    return found === undefined ? text : text.slice(0, found.index) + by + text.slice(found.index + found[0].length)
  }, sample)
}

for (const kind of streamedKinds)
  describe(kind.name, () => {
    test('takes its sample', async () => {
      assert.ok((await readAll(kind, samples[kind.name] ?? '')) !== undefined)
    })

    test('reads any bytes to the end or says why not', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => void (await readAll(kind, bytes))),
        { numRuns: 60 },
      )
    })

    test('reads a damaged file to the end or says why not', async () => {
      await fc.assert(
        fc.asyncProperty(damaged(samples[kind.name] ?? ''), async (bytes) => void (await readAll(kind, bytes))),
        { numRuns: 150 },
      )
    })

    const sample = samples[kind.name] ?? ''
    for (const [name, bytes] of Object.entries(encodings(sample)))
      test(`reads ${name} to the end or says why not`, async () => void (await readAll(kind, bytes)))

    test('takes or refuses each row whatever stands for its days, times, points and countries', async () => {
      const strange = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...STRANGE)), { minLength: 1, maxLength: 3 })
      await fc.assert(
        fc.asyncProperty(strange, async (changes) => void (await readAll(kind, withStrange(sample, changes)))),
        { numRuns: 60 },
      )
    })

    const MEGABYTES = 10 * 1024 * 1024
    const bombs = {
      'a line without an end': 'x'.repeat(MEGABYTES),
      'lists without an end': '['.repeat(MEGABYTES),
      'objects in objects': '{"a":'.repeat(MEGABYTES / 5),
      'a text without an end': `{"_embedded":{"events":[{"id":"${'y'.repeat(MEGABYTES)}`,
      'quotation marks': `title,start\n"${'""'.repeat(MEGABYTES / 2)}`,
      'an event without an end': `BEGIN:VCALENDAR\nBEGIN:VEVENT\n${`X:${'1'.repeat(1_000)}\n`.repeat(MEGABYTES / 1_000)}`,
      'very many columns': `${'a,'.repeat(MEGABYTES / 2)}\n`,
    }
    for (const [name, bomb] of Object.entries(bombs))
      test(`is not felled by ${name}`, async () => {
        const before = process.cpuUsage()
        const rows = await readAll(kind, bomb)
        assert.ok(rows === undefined || rows <= MEGABYTES / 1_000 + 2, `${rows} rows`)
        const { user, system } = process.cpuUsage(before)
        assert.ok((user + system) / 1_000 < ROW_MS_MAX, `${(user + system) / 1_000} ms`)
      })
  })
