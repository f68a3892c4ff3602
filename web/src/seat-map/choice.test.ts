import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readChoice, writeChoice } from './choice.ts'

describe('a kept choice', () => {
  const choice = { seats: [4, 2], areas: new Map([[1, 3]]) }

  test('comes back as it was', () => {
    assert.deepEqual(readChoice(writeChoice(choice, 'abc'), 'abc'), choice)
  })

  test('of another manifest is none: its numbers mean other seats', () => {
    assert.equal(readChoice(writeChoice(choice, 'abc'), 'def'), undefined)
  })

  test('that is none is none, whatever stands there', () => {
    for (const text of ['', '{', 'null', '7', '{"manifestHash":"abc"}', '{"manifestHash":"abc","seats":1,"areas":[]}'])
      assert.equal(readChoice(text, 'abc'), undefined, text)
    const odd = readChoice('{"manifestHash":"abc","seats":[1,"2",null],"areas":[[1],[0,2],"x"]}', 'abc')
    assert.deepEqual(odd, { seats: [1], areas: new Map([[0, 2]]) })
  })
})
