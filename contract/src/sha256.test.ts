import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { sha256 } from './sha256.ts'

test('it is the SHA-256 of node:crypto, for any bytes in any parts', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (parts) => {
      const expected = createHash('sha256').update(Buffer.concat(parts)).digest('hex')
      assert.equal(Buffer.from(sha256(...parts)).toString('hex'), expected)
    }),
    { numRuns: 500 },
  )
})

test('every length about the ends of its blocks', () => {
  for (let length = 0; length <= 260; length++) {
    const bytes = new Uint8Array(length).fill(length)
    const expected = createHash('sha256').update(bytes).digest('hex')
    assert.equal(Buffer.from(sha256(bytes)).toString('hex'), expected, `${length} bytes`)
  }
})
