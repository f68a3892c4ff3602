import assert from 'node:assert/strict'
import { test } from 'node:test'
import { macBy } from './mac.ts'

test('a keyed digest is the one of RFC 4231, test case 2', () => {
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  assert.equal(macBy(Buffer.from('Jefe'))('what do ya want for nothing?').toString('hex'), expected)
})
