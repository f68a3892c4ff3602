import assert from 'node:assert/strict'
import { verify, sign, createPublicKey } from 'node:crypto'
import { describe, test } from 'node:test'
import { keysFrom } from '../platform/secrets.ts'
import { ticketKeys } from './keys.ts'

const EVENT = '01900000-0000-7000-8000-00000000000a'
const OTHER_EVENT = '01900000-0000-7000-8000-00000000000c'
const keys = () => ticketKeys(keysFrom(Buffer.alloc(32, 1)))

describe('the keys of an event', () => {
  test('are the same each time they are derived, also by another process of the installation', () => {
    assert.deepEqual(keys().forEvent(EVENT, 1).jwk, keys().forEvent(EVENT, 1).jwk)
    // Pinned: another derivation would turn every ticket that is out into a forgery.
    assert.equal(keys().forEvent(EVENT, 1).jwk.x, 'JBr9uT6Apm_MNvOebV6tFCrLnAW9JiO8hkXex152Ghg')
  })

  test('differ by event, by number and by installation', () => {
    const all = [
      keys().forEvent(EVENT, 1),
      keys().forEvent(EVENT, 2),
      keys().forEvent(OTHER_EVENT, 1),
      ticketKeys(keysFrom(Buffer.alloc(32, 2))).forEvent(EVENT, 1),
    ]
    assert.equal(new Set(all.map((key) => key.jwk.x)).size, all.length)
  })

  test('give a public JWK that verifies and holds nothing private', () => {
    const { jwk, privateKey } = keys().forEvent(EVENT, 1)
    assert.deepEqual(Object.keys(jwk).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x'])
    const message = Buffer.from('to whom it may concern')
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    assert.ok(verify(null, message, publicKey, sign(null, message, privateKey)))
  })

  for (const number of [0, 256, 1.5, -1])
    test(`there is none with the number ${number}`, () => {
      assert.throws(() => keys().forEvent(EVENT, number), RangeError)
    })
})
