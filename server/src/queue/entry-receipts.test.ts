import assert from 'node:assert/strict'
import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { describe, test } from 'node:test'
import { readReceipt, verifyReceipt, type EntryReceipt } from '@foyer/contract/draw-receipt'
import { keysFrom } from '../platform/secrets.ts'
import { entryReceipts, receiptsOf, type TakenEntry } from './entry-receipts.ts'

const receipts = entryReceipts(keysFrom(Buffer.alloc(32, 1)))
const verifierOf = (publicKey: string) => {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  return (text: string, signature: string) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
const isOurs = verifierOf(receipts.publicKey)
const entries = (count: number): TakenEntry[] =>
  Array.from({ length: count }, (_, n) => ({ commitment: randomBytes(32), number: n % 3 === 0 ? n + 1 : null }))

describe('a receipt', () => {
  test('shows anybody that its entry was taken, however many entered with it', () => {
    for (const count of [1, 2, 3, 7, 8, 100]) {
      const taken = entries(count)
      receiptsOf(taken, (text) => receipts.signText(text)).forEach((receipt, index) => {
        const entry = taken[index]
        assert.ok(entry && verifyReceipt(receipt, entry, isOurs), `${index} of ${count}`)
      })
    }
  })

  test('those who come in the same moment share a signature, and each of them is shown', async () => {
    const taken = entries(1_500)
    const issued = await Promise.all(taken.map((entry) => receipts.issue(entry)))
    assert.equal(new Set(issued.map(({ signature }) => signature)).size, 2, 'a thousand at most by one')
    for (const [index, entry] of taken.entries())
      assert.ok(verifyReceipt(issued[index] as EntryReceipt, entry, isOurs), `${index}`)
  })

  test('is for no other entry, number, or place in its tree, and from no other operator', () => {
    const taken = entries(5)
    const [receipt] = receiptsOf(taken, (text) => receipts.signText(text))
    const [entry, other] = taken
    assert.ok(receipt && entry && other)
    assert.ok(verifyReceipt(receipt, entry, isOurs))
    assert.ok(!verifyReceipt(receipt, other, isOurs))
    assert.ok(!verifyReceipt(receipt, { ...entry, number: null }, isOurs))
    assert.ok(!verifyReceipt(receipt, { ...entry, number: 2 }, isOurs))
    for (const changed of [
      { ...receipt, index: 1 },
      { ...receipt, index: -1 },
      { ...receipt, size: 4 },
      { ...receipt, size: 6 },
      { ...receipt, path: receipt.path.slice(1) },
      { ...receipt, path: receipt.path.with(0, '00'.repeat(32)) },
      { ...receipt, path: [...receipt.path, '00'.repeat(32)] },
      { ...receipt, signature: receipts.signText('something else') },
    ])
      assert.ok(!verifyReceipt(changed, entry, isOurs), JSON.stringify(changed))
    assert.ok(!verifyReceipt(receipt, entry, verifierOf(entryReceipts(keysFrom(Buffer.alloc(32, 2))).publicKey)))
  })

  test('is read as it was kept, and nothing else is taken for one', () => {
    const [receipt] = receiptsOf(entries(3), (text) => receipts.signText(text))
    assert.ok(receipt)
    assert.deepEqual(readReceipt(JSON.parse(JSON.stringify({ ...receipt, more: 1 }))), receipt)
    for (const bad of [
      null,
      'receipt',
      {},
      { ...receipt, index: '0' },
      { ...receipt, size: 1.5 },
      { ...receipt, path: ['zz'] },
      { ...receipt, path: Array<string>(41).fill('00'.repeat(32)) },
      { ...receipt, signature: 7 },
    ])
      assert.equal(readReceipt(bad), undefined, JSON.stringify(bad))
  })
})
