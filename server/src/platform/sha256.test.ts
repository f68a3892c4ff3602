import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sha256Of, sha256OfText } from './sha256.ts'

test('a digest is that of the parts one behind the other, however long', () => {
  for (const lengths of [[], [0], [1, 32, 32], [4_096], [4_000, 97], [20_000, 1]]) {
    const parts = lengths.map((length, index) => Buffer.alloc(length, index + 1))
    const expected = createHash('sha256').update(Buffer.concat(parts)).digest('hex')
    assert.equal(sha256Of(...parts).toString('hex'), expected, lengths.join())
  }
})

test('a text is digested in UTF-8, and a digest stays as it is when others are made', () => {
  const digest = sha256OfText('Größe 東京')
  sha256Of(Buffer.alloc(100, 7))
  assert.equal(digest.toString('hex'), createHash('sha256').update('Größe 東京', 'utf8').digest('hex'))
})
