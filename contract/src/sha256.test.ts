import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { hmacSha256, sha256, sha256Repeatedly } from './sha256.ts'

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

test('its HMAC is that of node:crypto, for any key and for one message after another', () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  fc.assert(
    fc.property(bytes, fc.array(bytes, { minLength: 1, maxLength: 3 }), (key, messages) => {
      const keyed = hmacSha256(key)
      for (const message of messages)
        assert.equal(
          Buffer.from(keyed(message)).toString('hex'),
          createHmac('sha256', key).update(message).digest('hex'),
        )
    }),
  )
})

test('repeated, it is a digest of a digest of a digest', () => {
  let digest: Uint8Array = sha256(Uint8Array.of(1))
  const repeated = sha256Repeatedly(digest, 100)
  for (let time = 0; time < 100; time++) digest = createHash('sha256').update(digest).digest()
  assert.deepEqual([...repeated], [...digest])
  assert.deepEqual([...sha256Repeatedly(digest, 0)], [...digest])
})
