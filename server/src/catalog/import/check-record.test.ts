import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkRecord } from './check-record.ts'

const at = { row: 3, path: 'cinemas[2]' }

test('an import writes nothing that the API would refuse', () => {
  const record = {
    at,
    performers: [{ sourceId: 'a', name: 'A', kind: 'person' as const }],
    hall: { sourceId: 'h', venue: 'v', name: 'x'.repeat(201) },
    venue: { sourceId: 'v', name: 'V', city: 'C', country: 'gb', timeZone: 'Europe/London', currency: 'GBP' },
    show: { sourceId: 's', kind: 'film' as const, title: 'T', trailerUrl: 'http://video.test', performers: [] },
  }
  assert.deepEqual(
    checkRecord(record).map(({ row, field, reason }) => [row, field, reason]),
    [
      [3, 'venue.country', 'a country by its two letters, such as DE'],
      [3, 'hall.name', '200 characters at most'],
      [3, 'show.trailerUrl', 'an address that begins with https://'],
    ],
  )
})
