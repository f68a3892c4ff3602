import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { canonicalJson } from './canonical-json.ts'

describe('canonical JSON', () => {
  test('the order of members means nothing, the order of items does', () => {
    assert.equal(canonicalJson({ b: [2, 1], a: { d: null, c: true } }), '{"a":{"c":true,"d":null},"b":[2,1]}')
  })

  test('numbers and texts are written as RFC 8785 shows', () => {
    assert.equal(
      canonicalJson({ numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0] }),
      '{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}',
    )
    assert.equal(canonicalJson('\u20ac$\u000F\u000aA\'"\\'), '"€$\\u000f\\nA\'\\"\\\\"')
  })

  test('names are sorted by their UTF-16 units', () => {
    assert.equal(canonicalJson({ '\ufb33': 1, '😀': 2, '€': 3, '\r': 4 }), '{"\\r":4,"€":3,"😀":2,"\ufb33":1}')
  })

  test('it is JSON of the same value, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('what JSON cannot say is an error, never a quiet null', () => {
    for (const value of [Number.NaN, Infinity, 1n, () => 0, '\ud800', undefined])
      assert.throws(() => canonicalJson([value]), TypeError)
  })
})
