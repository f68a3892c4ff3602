import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawSteps } from '@foyer/contract/draw'
import { aDrawOf } from '../../../e2e/harness/draw.ts'
import { checkDrawFile, readEntry } from './check-draw-file.ts'
import { entryText, stepStates } from './use-draw-check.ts'

const EVENT = '01930000-0000-7000-8000-00000000000a'
const noBeacon = () => false

describe('checking a draw file', () => {
  const { file, entry } = aDrawOf(40, EVENT)
  const check = (content: object, of = entry) => checkDrawFile(JSON.stringify(content), of, noBeacon, () => undefined)

  test('tells what was announced, who goes first, and the number of an entry', () => {
    const report = check(file)
    assert.ok(report.valid)
    assert.deepEqual([report.eventId, report.entrants, report.announcement], [EVENT, 40, file.announcement])
    assert.deepEqual(
      report.first,
      file.order.slice(0, 5).map((index) => file.commitments[index]),
    )
    assert.ok(report.number !== undefined && report.number !== null && report.number >= 1 && report.number <= 40)
  })

  test('tells that an entry of somebody else, or of another event, is not in it', () => {
    for (const other of [
      { ...entry, nonce: '00'.repeat(16) },
      { ...entry, eventId: EVENT.replace('a', 'b') },
    ]) {
      const report = check(file, other)
      assert.ok(report.valid && report.number === null)
    }
    const nobody = checkDrawFile(JSON.stringify(file), undefined, noBeacon, () => undefined)
    assert.ok(nobody.valid && nobody.number === undefined)
  })

  test('refuses with the step that fails, and what is no JSON with the first', () => {
    assert.deepEqual(check({ ...file, order: file.order.toReversed() }), {
      valid: false,
      step: 'order',
      because: 'order-of-another-draw',
    })
    assert.deepEqual(
      checkDrawFile('no draw', undefined, noBeacon, () => undefined),
      { valid: false, step: 'format', because: 'not-a-draw-file' },
    )
  })

  test('hears each step, in order', () => {
    const heard: string[] = []
    checkDrawFile(JSON.stringify(file), entry, noBeacon, (step) => heard.push(step))
    assert.deepEqual([...new Set(heard)], [...drawSteps])
  })
})

test('an entry that was saved is read again, and nothing else is taken for one', () => {
  const { entry } = aDrawOf(1, EVENT)
  assert.deepEqual(readEntry(entryText(entry)), entry)
  assert.deepEqual(readEntry(JSON.stringify({ ...entry, commitment: 'more' })), entry)
  for (const bad of [
    '',
    '[]',
    'null',
    '{}',
    JSON.stringify({ ...entry, salt: 'zz' }),
    JSON.stringify({ ...entry, eventId: 7 }),
  ])
    assert.equal(readEntry(bad), undefined, bad)
})

test('steps before the one that is under way hold, and after a failure nothing is said of the rest', () => {
  assert.deepEqual(stepStates({ state: 'checking', step: 'root', done: 0 }), {
    format: 'done',
    list: 'done',
    root: 'under',
    secret: 'open',
    order: 'open',
  })
  const refused = stepStates({ state: 'done', report: { valid: false, step: 'list', because: 'list-not-in-order' } })
  assert.deepEqual(Object.values(refused), ['done', 'failed', 'open', 'open', 'open'])
})
