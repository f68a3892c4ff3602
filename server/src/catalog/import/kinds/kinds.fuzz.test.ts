import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { checkRecord } from '../check-record.ts'
import { parseDocument } from '../read-document.ts'
import * as documents from '../testing/documents.ts'
import { importKinds } from './index.ts'

const OPTIONS = { hallId: '0198c000-0000-7000-8000-000000000001', venueId: '0198c000-0000-7000-8000-000000000002' }

/** What dirty files hold: nothing, other kinds of values, half characters, endless texts, absurd numbers. */
const dirt = fc.oneof(
  fc.jsonValue({ noUnicodeString: false }),
  fc.constantFrom<unknown>(null, '', ' ', '\u0000', '\ud800', 'x'.repeat(3_000), -1, 0.5, 1e300, 50_000.5, [], {}, [
    [],
  ]),
)

/** A document with a few of its values, wherever they are, replaced by dirt. */
const dirtied = (document: unknown, changesMax: number) =>
  fc
    .array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), dirt), { maxLength: changesMax })
    .map((changes) =>
      changes.reduce<unknown>((before, [where, value]) => {
        const paths = pathsOf(before)
        return replaced(before, paths[Math.floor(where * paths.length)] ?? [], value)
      }, document),
    )

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]]
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}

function replaced(value: unknown, [head, ...rest]: readonly string[], by: unknown): unknown {
  if (head === undefined) return by
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => (String(index) === head ? replaced(inner, rest, by) : inner))
  const fields = Object(value) as Record<string, unknown>
  return { ...fields, [head]: replaced(fields[head], rest, by) }
}

const samples: Record<string, unknown> = {
  'worldcup-stadiums': documents.stadiums,
  'worldcup-matches': documents.matches,
  'london-showtimes': documents.showtimes,
  nyphil: documents.programmes,
  'seating-plan': documents.seatingPlan,
  'football-matches': documents.league,
  'ticket-listings': documents.listings,
}

for (const kind of importKinds)
  describe(kind.name, () => {
    test('reads any document without throwing, and says what it refuses', () => {
      fc.assert(
        fc.property(fc.jsonValue({ noUnicodeString: false }), (document) => {
          const { records, refused } = kind.map(document, OPTIONS)
          assert.ok(records.length > 0 || refused.length > 0)
        }),
      )
    })

    test('reads a dirtied document without throwing', () => {
      fc.assert(
        fc.property(dirtied(samples[kind.name], 4), (document) => {
          const { records, refused } = kind.map(document, OPTIONS)
          for (const { row, reason } of refused) assert.ok(row >= 0 && reason !== '')
          for (const record of records) checkRecord(record)
        }),
      )
    })

    test('drops no record in silence: where one is missing, something is refused', () => {
      const whole = kind.map(samples[kind.name], OPTIONS).records.length
      fc.assert(
        fc.property(dirtied(samples[kind.name], 1), (document) => {
          const { records, refused } = kind.map(document, OPTIONS)
          if (records.length < whole) assert.ok(refused.length > 0 || hasLessIn(document, samples[kind.name]))
        }),
      )
    })
  })

/** Whether a list of the sample was emptied: then there is less to take. */
const hasLessIn = (document: unknown, sample: unknown): boolean => pathsOf(document).length < pathsOf(sample).length

test('a file is read without throwing whatever its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const read = parseDocument(bytes, 'file')
      assert.ok('document' in read || read.unreadable.startsWith('file is not'))
    }),
  )
})

test('a file nested as deep as it is long is read, and one with too many values is not', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const deep = parseDocument(bytes('['.repeat(100_000) + ']'.repeat(100_000)), 'file')
  assert.ok('document' in deep)
  for (const kind of importKinds) assert.ok(kind.map({ matches: deep.document }, OPTIONS).refused.length > 0)
  assert.deepEqual(parseDocument(bytes(`[${'0,'.repeat(2_000_000)}0]`), 'file'), {
    unreadable: 'file holds more than 2000000 values',
  })
})
