import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { decodeBase32, encodeBase32 } from './base32.ts'

describe('base32', () => {
  test('agrees with the examples of RFC 4648, less the padding', () => {
    const examples = ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']
    examples.forEach((text, length) => {
      const bytes = new TextEncoder().encode('foobar'.slice(0, length))
      assert.equal(encodeBase32(bytes), text)
      assert.deepEqual(decodeBase32(text), bytes)
    })
  })

  test('what is encoded comes back', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(decodeBase32(encodeBase32(bytes)), bytes)))
  })

  test('no two texts mean the same bytes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z2-7]{0,40}$/), (text) => {
        const bytes = decodeBase32(text)
        if (bytes !== undefined) assert.equal(encodeBase32(bytes), text)
      }),
    )
  })

  for (const [what, text] of [
    ['small letters', 'mzxq'],
    ['padding', 'MZXQ===='],
    ['a character outside the alphabet', 'MZX1'],
    ['unused bits that are set', 'MZ'],
    ['a length that no bytes have', 'MZX'],
  ] as const)
    test(`refuses ${what}`, () => assert.equal(decodeBase32(text), undefined))
})
