import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isHere, networkOf } from './network.ts'

describe('the network of a caller', () => {
  for (const [address, network] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['not an address', 'unknown'],
    ['', 'unknown'],
  ] as const)
    test(`${address || 'nothing'} is counted as ${network}`, () => assert.equal(networkOf(address), network))

  test('two addresses of one IPv6 /64 are one, of two are two', () => {
    assert.equal(networkOf('2001:db8:1:2:aaaa::1'), networkOf('2001:db8:1:2:bbbb::2'))
    assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'))
  })

  test('of a /56 where it is asked for: all the networks of one household are one', () => {
    assert.equal(networkOf('2001:db8:1:2aff::1', 56), '2001:db8:1:2a00::/56')
    assert.equal(networkOf('2001:db8:1:2a00::1', 56), networkOf('2001:db8:1:2aff:bbbb::2', 56))
    assert.notEqual(networkOf('2001:db8:1:2a00::1', 56), networkOf('2001:db8:1:2b00::1', 56))
    assert.equal(networkOf('203.0.113.7', 56), '203.0.113.7')
  })

  test('this machine is no client, by whatever name', () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', undefined])
      for (const bits of [56, 64] as const) assert.ok(isHere(networkOf(address, bits)), `${address}`)
    assert.ok(!isHere(networkOf('203.0.113.7')))
  })

  test('of a caller who has gone is unknown, and no failure', () => assert.equal(networkOf(undefined), 'unknown'))
})
