import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeNext } from './safe-next.ts'

test('the way on after signing in stays in the shop', () => {
  assert.equal(safeNext('/events/1/seats?x=1'), '/events/1/seats?x=1')
  for (const elsewhere of [
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
  ])
    assert.equal(safeNext(elsewhere), '/account')
})
