import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Recent } from './recent.ts'

test('what was used among the last half stays, and never more than all of it is kept', () => {
  const recent = new Recent<number, string>(100)
  for (let key = 0; key < 1_000; key++) {
    recent.set(key, `value ${key}`)
    assert.ok(recent.size <= 100)
    assert.equal(recent.get(0), 'value 0', 'used each time')
    for (const back of [1, 15]) if (key >= back) assert.equal(recent.get(key - back), `value ${key - back}`)
  }
  assert.equal(recent.get(500), undefined)
})

test('a key has the value that it was given last, in whichever half it stood', () => {
  const recent = new Recent<string, number>(4)
  for (const [value, key] of ['a', 'b', 'c', 'a', 'd', 'a'].entries()) recent.set(key, value)
  assert.equal(recent.get('a'), 5)
  recent.set('e', 6)
  recent.set('f', 7)
  assert.equal(recent.get('a'), 5)
})
