import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { verifyReceipt } from './verify-receipt.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function aReceipt(amount: number) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signed = `${encode({ alg: 'EdDSA', kid: 'k' })}.${encode({ sub: 'order', amount })}`
  const receipt = `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
  return {
    receipt,
    keys: { keys: [{ kty: 'OKP', crv: 'Ed25519', kid: 'k', x: publicKey.export({ format: 'jwk' }).x ?? '' }] },
  }
}

test('a receipt is genuine as it was signed, and forged when a word of it or the key is another', async () => {
  const { receipt, keys } = aReceipt(100)
  assert.equal(await verifyReceipt(receipt, keys), 'genuine')
  const [header = '', , signature = ''] = receipt.split('.')
  assert.equal(await verifyReceipt(`${header}.${encode({ sub: 'order', amount: 1 })}.${signature}`, keys), 'forged')
  assert.equal(await verifyReceipt(receipt, aReceipt(100).keys), 'forged')
  assert.equal(await verifyReceipt(receipt, { keys: [] }), 'forged')
})
