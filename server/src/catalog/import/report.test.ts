import assert from 'node:assert/strict'
import { test } from 'node:test'
import { progressOn } from './progress.ts'
import { recordsIn, tellReport, tookNothing } from './report.ts'

function shown(isTTY: boolean): string {
  let text = ''
  const progress = progressOn({ isTTY, write: (part) => (text += part) }, 'nyphil')
  for (const done of [0, 50, 100, 200, 400]) progress(done, 400)
  return text
}

test('on a terminal progress is one bar that redraws itself', () => {
  assert.match(shown(true), /^(\rnyphil [█░]{30} \d+\/400){5}\n$/)
})

test('elsewhere progress is plain lines, one for each tenth of the way at most', () => {
  assert.equal(shown(false), 'nyphil 0/400\nnyphil 50/400\nnyphil 100/400\nnyphil 200/400\nnyphil 400/400\n')
})

test('a report tells counts, remarks, and each reason of refusal with its first row, the commonest first', () => {
  const refused = ['date', 'time', 'time', ''].map((field, index) => ({
    row: index + 1,
    path: `matches[${index}]`,
    field,
    reason: 'it is missing',
    ...(index === 0 ? { value: 'never' } : {}),
  }))
  const report = {
    kind: 'worldcup-matches',
    file: 'matches.json',
    source: 'worldcup',
    dryRun: true,
    shiftDays: 175,
    records: 104,
    counts: { events: { created: 1, updated: 2, unchanged: 3 } },
    refusedRecords: 4,
    remarks: ['Scores were left out.'],
    milliseconds: 1_234,
  }
  assert.deepEqual(tellReport({ ...report, refused }), [
    'worldcup-matches: 104 records of matches.json in 1.2 s (dry run: nothing was written)',
    'dates moved by 175 days',
    '                 created   updated unchanged\nevents                 1         2         3',
    'Scores were left out.',
    '4 records refused, for 4 reasons',
    '  row 2 (matches[1]) and 1 more: time: it is missing',
    '  row 1 (matches[0]): date: it is missing — never',
    '  row 4 (matches[3]): it is missing',
  ])
  const many = Array.from({ length: 23 }, (_, index) => ({
    row: index,
    path: '',
    field: `field ${index}`,
    reason: 'no',
  }))
  assert.equal(
    tellReport({ ...report, refused: many }).at(-1),
    '  and 3 other reasons; --report <file> writes every refusal',
  )
})

test('an import took nothing when something was refused and nothing written, nor there already', () => {
  const refused = ['date', 'city'].map((field) => ({ row: 2, path: '', field, reason: 'it is missing' }))
  const told = { kind: 'csv', file: 'events.csv', source: 'csv', dryRun: false, shiftDays: null, records: 1 }
  const report = { ...told, remarks: [], milliseconds: 1, refused }
  const counts = { created: 0, updated: 0, unchanged: 0 }
  assert.equal(recordsIn(report.refused), 1)
  assert.ok(tookNothing({ ...report, refusedRecords: 1, counts: { events: counts } }))
  assert.ok(tookNothing({ ...report, refusedRecords: 1, counts: {} }))
  assert.ok(!tookNothing({ ...report, refusedRecords: 0, refused: [], counts: {} }))
  assert.ok(!tookNothing({ ...report, refusedRecords: 1, counts: { venues: { ...counts, unchanged: 1 } } }))
  assert.ok(
    tellReport({ ...report, refusedRecords: 1, counts: {} }).includes(
      '1 record refused, for 2 reasons; nothing was taken',
    ),
  )
})
