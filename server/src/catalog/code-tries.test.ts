import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import { CodeTries, type Trier } from './code-tries.ts'

/** How many of so many tries at one moment are looked at. */
const looked = (tries: CodeTries, triers: readonly Trier[], now = 0): number =>
  triers.filter((trier) => !('waitMs' in tries.begin(trier, now))).length

const trier = (accountId: string, address?: string, eventId = 'event'): Trier => ({ eventId, accountId, address })
const waitOf = (tries: CodeTries, who: Trier, now = 0): number => {
  const begun = tries.begin(who, now)
  return 'waitMs' in begun ? begun.waitMs : 0
}

describe('wrong presale codes', () => {
  test('of one account are twenty, wherever it comes from, and one more each three minutes', () => {
    const tries = new CodeTries()
    const spread = Array.from({ length: 500 }, (_, n) => trier('ann', `198.51.100.${n % 250}`, `event ${n}`))
    assert.equal(looked(tries, spread), 20)
    assert.equal(waitOf(tries, trier('ann')), 3 * MINUTE_MS, 'the answer says how long to wait')
    assert.equal(looked(tries, [trier('ann'), trier('ann')], 3 * MINUTE_MS), 1)
  })

  test('of one network are sixty and two for each account; an IPv6 household is one network', () => {
    const tries = new CodeTries()
    const guessers = Array.from({ length: 20 }, (_, n) => `guesser ${n}`)
    const wave = guessers.flatMap((name) => Array.from({ length: 20 }, (_, n) => trier(name, `2001:db8:1:${n}::7`)))
    assert.equal(looked(tries, wave), 60 + 2 * (20 - 3))
    assert.equal(waitOf(tries, trier('guesser 5', '2001:db8:1:99::7')), 10 * SECOND_MS)
    assert.equal(looked(tries, [trier('guesser 5', '203.0.113.9')]), 1, 'another network is not full')
  })

  test('of one event are slowed down together, from however many networks and accounts', () => {
    const tries = new CodeTries()
    const guessers = Array.from({ length: 1_000 }, (_, n) => n)
    const wave = (): Trier[] => guessers.map((n) => trier(`guesser ${n}`, `2001:db8:${n.toString(16)}::1`))
    assert.equal(looked(tries, wave()), 1_000)
    assert.equal(looked(tries, wave()), 1_000, 'each account has two of its own')
    assert.equal(looked(tries, wave()), 0, 'and then it waits for its turn with all others')
    assert.equal(looked(tries, wave(), SECOND_MS), 2)
    assert.equal(looked(tries, [trier('guesser 1', '203.0.113.9', 'another event')]), 1)
  })

  test('are no reason to refuse an honest holder among those who guess, from the same network at the same event', () => {
    const tries = new CodeTries()
    const guesser = Array.from({ length: 100 }, (_, n) => trier(`guesser ${n % 30}`, '203.0.113.9'))
    looked(tries, [...guesser, ...guesser, ...guesser])
    assert.ok(waitOf(tries, trier('guesser 3', '203.0.113.9')) > 0)
    assert.equal(looked(tries, [trier('honest', '203.0.113.9'), trier('honest', '203.0.113.9')]), 2)
  })

  test('are the wrong ones: a right one is given back, and gives nothing away to others', () => {
    const tries = new CodeTries()
    for (let n = 0; n < 200; n++) {
      const begun = tries.begin(trier('ann', '203.0.113.9'), 0)
      assert.ok(!('waitMs' in begun))
      begun.wasRight(0)
    }
    const guessers = Array.from({ length: 200 }, (_, n) => trier(`guesser ${n % 20}`, '203.0.113.9'))
    looked(tries, guessers)
    const others = tries.begin(trier('bo', '203.0.113.9'), 0)
    assert.ok(!('waitMs' in others))
    others.wasRight(0)
    assert.equal(looked(tries, guessers), 0)
  })

  test('of this machine count for no network: a proxy that is not trusted looks like it', () => {
    const tries = new CodeTries()
    const wave = Array.from({ length: 100 }, (_, n) => trier(`fan ${n % 25}`, '127.0.0.1'))
    assert.equal(looked(tries, wave), 100)
  })

  test('are told to other nodes where something is shared, and heard from there', async () => {
    const told: string[] = []
    const tries = new CodeTries({
      adjust: (key, _limit, drops) => {
        told.push(`${key} ${drops}`)
        const levelMs = key.includes('account') ? 60 * MINUTE_MS : 0
        return Promise.resolve({ waitMs: 0, levelMs, fresh: false })
      },
    })
    const begun = tries.begin(trier('ann', '203.0.113.9'))
    assert.ok(!('waitMs' in begun))
    await begun.wasWrong()
    assert.deepEqual(told, [
      'presale-codes:account:ann 1',
      'presale-codes:network:203.0.113.9 1',
      'presale-codes:event:event 1',
    ])
    assert.ok(waitOf(tries, trier('ann', '203.0.113.9'), performance.now()) > 0, 'she has tried twenty elsewhere')
  })
})
