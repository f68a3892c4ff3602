import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keysFrom } from '../platform/secrets.ts'
import { networkLimits } from './network-limits.ts'

const SALT = 'ab'.repeat(32)
const limitsWith = (networkSalt: string | null, secret = 7) =>
  networkLimits(
    (eventId) => (eventId === 'free' ? undefined : { placesPerNetwork: 20, networkSalt }),
    keysFrom(Buffer.alloc(32, secret)),
  )

test('a network is the same for all its addresses, on one event, under one secret and one salt', () => {
  const { digestOf } = limitsWith(SALT)
  const digest = digestOf('event', '2001:db8:1:2a00::1')
  assert.match(digest ?? '', /^[0-9a-f]{32}$/)
  assert.equal(digestOf('event', '2001:db8:1:2aff::9'), digest, 'a household')
  assert.notEqual(digestOf('event', '2001:db8:1:2b00::1'), digest, 'its neighbour')
  assert.notEqual(digestOf('other', '2001:db8:1:2a00::1'), digest, 'another event')
  assert.notEqual(limitsWith(SALT, 8).digestOf('event', '2001:db8:1:2a00::1'), digest, 'another secret')
  assert.notEqual(limitsWith('cd'.repeat(32)).digestOf('event', '2001:db8:1:2a00::1'), digest, 'another salt')
})

test('nobody is limited where there is no queue, once it is forgotten, or as this machine; whoever has gone is', () => {
  const { placesAtMost, digestOf } = limitsWith(SALT)
  assert.equal(placesAtMost('event'), 20)
  assert.equal(placesAtMost('free'), null)
  assert.equal(digestOf('free', '203.0.113.7'), undefined)
  assert.equal(limitsWith(null).digestOf('event', '203.0.113.7'), undefined)
  for (const here of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) assert.equal(digestOf('event', here), undefined, here)
  assert.match(digestOf('event', undefined) ?? '', /^[0-9a-f]{32}$/)
})
