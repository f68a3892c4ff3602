import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LINE_CHARACTER } from './primitives.ts'

const line = new RegExp(`^${LINE_CHARACTER}+$`, 'u')

test('a text on one line may be written in any script', () => {
  for (const text of ['Zoë O’Neil-Smith', '東京ドーム', 'مسرح المدينة', 'ไทย', '👩‍👩‍👧 family row', 'שורה ג׳'])
    assert.ok(line.test(text), text)
})

test('a text on one line breaks no line, turns no writing round, and is whole Unicode', () => {
  for (const character of [
    '\0',
    '\n',
    '\r',
    '\t',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\ud800',
    '\udfff',
  ])
    assert.ok(!line.test(`Row${character}1`), JSON.stringify(character))
})
