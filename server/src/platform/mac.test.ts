import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { macBy } from './mac.ts'

test('a keyed digest is the one of RFC 4231, test case 2', () => {
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  assert.equal(macBy(Buffer.from('Jefe'))('what do ya want for nothing?').toString('hex'), expected)
})

test('texts and keys of every length are digested as Node does, also one after another', () => {
  for (const keyBytes of [0, 1, 32, 63, 64, 65, 200]) {
    const key = Buffer.alloc(keyBytes, 0xa7)
    const mac = macBy(key)
    for (const length of [3_000, 2_048, 2_047, 683, 682, 64, 1, 0])
      for (const text of ['x'.repeat(length), '東'.repeat(length), Buffer.alloc(length, 0xfe)])
        assert.deepEqual(mac(text), createHmac('sha256', key).update(text).digest(), `${keyBytes} ${length}`)
  }
})
