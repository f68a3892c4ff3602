import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeTyped } from './merge.ts'

const base = { title: 'A', description: 'x', allowance: '4' }

test('what others changed is taken over where one typed nothing, and told', () => {
  assert.deepEqual(mergeTyped(base, { ...base, title: 'Mine' }, { ...base, description: 'theirs' }), {
    typed: { title: 'Mine', description: 'theirs', allowance: '4' },
    changed: [{ field: 'description', isKept: false }],
  })
})

test('what one typed stays where others changed the same, and that is told too', () => {
  assert.deepEqual(mergeTyped(base, { ...base, title: 'Mine' }, { ...base, title: 'Theirs', allowance: '2' }), {
    typed: { title: 'Mine', description: 'x', allowance: '2' },
    changed: [
      { field: 'title', isKept: true },
      { field: 'allowance', isKept: false },
    ],
  })
})

test('nothing is told of what both made the same, or of what nobody touched', () => {
  const both = { ...base, title: 'Both' }
  assert.deepEqual(mergeTyped(base, both, both), { typed: both, changed: [] })
  assert.deepEqual(mergeTyped(base, base, base), { typed: base, changed: [] })
})
