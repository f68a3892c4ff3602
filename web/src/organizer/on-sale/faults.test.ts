import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '@foyer/contract/client'
import { faultsIn, Mistyped } from './faults.ts'
import { messages as m } from './messages/en.ts'

const refused = (code: string, more: object = {}) =>
  new Refused({ type: 'about:blank', title: '', status: 400, code, ...more }, undefined)

test('what is wrong stands at its field; what the form has no field for is told as a whole', () => {
  const errors = [
    { field: 'body.lobbyOpensAt', expected: 'before the draw' },
    { field: 'body.elsewhere', expected: 'something' },
  ]
  const faults = faultsIn(refused('bad-request', { errors }), ['lobbyOpensAt'], m)
  assert.deepEqual(faults.fields, { lobbyOpensAt: m.expected('before the draw') })
  assert.match(faults.whole ?? '', /elsewhere.*something/)
})

test('whatever cannot be saved is said, with what is fixed already and when nobody answers', () => {
  assert.match(faultsIn(refused('on-sale-fixed', { fields: ['drawMinutes'] }), [], m).whole ?? '', /drawMinutes/)
  assert.equal(faultsIn(new TypeError('away'), [], m).whole, m.unreachable)
  assert.equal(faultsIn(refused('something-new'), [], m).whole, m.failed)
  assert.equal(faultsIn(refused('name-taken'), ['name'], m).fields['name'], m.presales.nameTaken)
  assert.deepEqual(faultsIn(new Mistyped({ drawMinutes: 'no' }), [], m).fields, { drawMinutes: 'no' })
})
