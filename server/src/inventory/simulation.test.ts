import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chainHash, decodeEntry, encodeEntry, type Change } from './change.ts'
import { decideBatch } from './decide.ts'
import type { Operation } from './operations.ts'
import { EventState } from './state.ts'
import { dump } from './testing/dump.ts'
import { Model } from './testing/model.ts'
import { drawnPlan } from './testing/plans.ts'
import { chance, type Chance } from './testing/random.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]
const BATCHES = 5_000
const PLACES = 83
const LIMIT = 6
const NETWORKS = 4
const NETWORK_LIMIT = 11
const RECENT = 25
const TTL_MS = 1_000
const EVENT_ID = '00000000-0000-7000-8000-000000000000'

describe('from a seed, thousands of batches', () => {
  const seen = new Set<string>()
  for (const seed of SEEDS)
    test(`every answer is what the rules say, rolling back leaves no trace, the log tells all (seed ${seed})`, () => {
      for (const what of simulate(seed)) seen.add(what)
    })
  test('the runs met every kind of answer', () => {
    for (const what of EXPECTED) assert.ok(seen.has(what), `no ${what}`)
  })
})

/** What the runs must have met, or they show nothing. */
const EXPECTED = ['hold:held', 'hold:places-taken', 'hold:limit-reached', 'hold:not-enough-available']
  .concat(['hold:network-limit-reached'])
  .concat(['hold:not-together', 'hold:idempotency-key-reused', 'hold:hold-unknown', 'release:released'])
  .concat(['extend:extended', 'extend:already-extended', 'extend:hold-over', 'confirm:confirmed', 'confirm:hold-over'])
  .concat(['confirm:places-taken', 'giveBack:returned', 'block:blocked', 'block:places-taken', 'unblock:unblocked'])

interface Decided {
  readonly changes: readonly Change[]
  readonly steps: number
  readonly at: number
}

function simulate(seed: number): Set<string> {
  const random = chance(seed)
  const plan = drawnPlan(
    { key: 'stalls', category: 'gold', rows: ['....|....', 'ac......ca', '..........'] },
    { key: 'circle', category: 'silver', rows: ['........', '.......'] },
    { key: 'floor', category: 'floor', capacity: 40, accessible: 4 },
  )
  const state = new EventState(plan)
  const follower = new EventState(plan)
  const model = new Model(plan)
  const people = Array.from({ length: 16 }, () => random.id())
  const ids: string[] = []
  const seen = new Set<string>()
  let now = 1_000_000
  let pending: Decided | undefined
  const settle = ({ changes, steps, at }: Decided): void => {
    if (changes.length === 0) return
    const body = encodeEntry({ eventId: EVENT_ID, seq: state.seq + 1, at, changes })
    const hash = chainHash(state.hash, body)
    state.settle(state.seq + 1, hash, changes, steps)
    follower.fold(decodeEntry(body), hash)
  }
  for (let batch = 0; batch < BATCHES; batch++) {
    now += random.once(20) ? random.int(3 * TTL_MS) : random.int(40)
    const sometimes = batch % 100 === 0
    if (sometimes) model.forget(new Set(ids.slice(-RECENT)), now)
    const operations = Array.from({ length: 1 + random.int(12) }, () => anyOperation(random, people, ids, model))
    const mark = state.mark()
    if (random.once(4)) {
      const before = sometimes ? dump(state) : undefined
      const first = decideBatch(state, operations, now)
      state.rollBack(mark)
      if (before) assert.deepEqual(dump(state), before, 'rolling back leaves no trace')
      const again = decideBatch(state, operations, now)
      assert.deepEqual(again, first, 'the same decision again')
      state.rollBack(mark)
    }
    const { verdicts, changes } = decideBatch(state, operations, now)
    operations.forEach((operation, index) => {
      const verdict = verdicts[index]
      assert.ok(verdict && 'answer' in verdict, `decided: ${JSON.stringify(verdict)}`)
      model.follow(operation, verdict.answer, now)
      const { answer } = verdict
      const what = 'refused' in answer ? answer.refused : (Object.keys(answer)[0] ?? '')
      seen.add(`${operation.verb}:${what}`)
    })
    const decided = { changes, steps: state.mark() - mark, at: now }
    // Some batches are decided on top of one that is still on its way.
    if (pending !== undefined) settle(pending)
    pending = random.once(3) ? decided : undefined
    if (pending === undefined) settle(decided)
    if (sometimes && pending === undefined) assert.deepEqual(dump(follower), dump(state), 'the log tells all')
  }
  if (pending !== undefined) settle(pending)
  assert.deepEqual(dump(follower), dump(state))
  return seen
}

function anyOperation(random: Chance, people: readonly string[], ids: string[], model: Model): Operation {
  const holdId = ids.length > 0 && !random.once(20) ? random.pick(ids.slice(-RECENT)) : random.id()
  const accountId = random.once(20) ? random.pick(people) : (model.holds.get(holdId)?.accountId ?? random.pick(people))
  const orderId = model.holds.get(holdId)?.orderId ?? random.id()
  switch (random.int(14)) {
    case 0:
    case 1:
      return { verb: 'release', holdId, accountId: random.once(5) ? null : accountId }
    case 2:
      return {
        verb: 'extend',
        holdId,
        accountId,
        ttlMs: random.pick([TTL_MS / 4, TTL_MS, 4 * TTL_MS]),
        by: random.once(3) ? 'payment' : 'buyer',
      }
    case 3: {
      const whenOver = random.pick(['refuse', 'same-places', 'substitutes'] as const)
      const limits = { limit: LIMIT, networkLimit: NETWORK_LIMIT }
      return { verb: 'confirm', holdId, orderId: random.once(9) ? random.id() : orderId, whenOver, ...limits }
    }
    case 4: {
      const sold = [...model.holds].filter(([, hold]) => hold.state === 'confirmed')
      const [id, hold] = sold.length > 0 ? random.pick(sold) : [holdId, undefined]
      const places = random.once(9) ? random.sample(PLACES, 2) : (hold?.places.filter(() => !random.once(3)) ?? [])
      return { verb: 'giveBack', holdId: id, orderId: (random.once(9) ? undefined : hold?.orderId) ?? orderId, places }
    }
    case 5: {
      const places = random.sample(PLACES, 1 + random.int(4))
      if (random.once(2)) return { verb: 'unblock', places: [...model.blocked.keys()].sort((a, b) => a - b) }
      const [reason, whenTaken] = [random.pick(['house', 'kill'] as const), random.pick(['refuse', 'skip'] as const)]
      return { verb: 'block', places, reason, whenTaken }
    }
    case 6:
      return { verb: 'sweep' }
    default: {
      const fresh = random.once(12) ? holdId : random.id()
      ids.push(fresh)
      const account = random.once(3) ? accountId : random.pick(people)
      // Most come from somewhere; the same account now from here, now from there.
      const network = { digest: `network ${random.int(NETWORKS)}`, placesAtMost: NETWORK_LIMIT }
      const where = random.once(3) ? {} : { network }
      return {
        verb: 'hold',
        holdId: fresh,
        accountId: account,
        ...anyWish(random),
        ttlMs: TTL_MS,
        limit: LIMIT,
        ...where,
      }
    }
  }
}

function anyWish(random: Chance): Pick<Operation<'hold'>, 'wish' | 'digest'> {
  const digest = random.int(3)
  const quantity = 1 + random.int(4)
  const accessible = random.once(6) ? 1 : 0
  switch (random.int(3)) {
    case 0:
      return { wish: { by: 'places', places: random.sample(PLACES, quantity) }, digest }
    case 1:
      return { wish: { by: 'area', area: 2, quantity, accessible }, digest }
    default: {
      const categories = random.pick([null, [0], [1], [0, 1]] as const)
      const section = random.pick([null, null, 0, 1] as const)
      return {
        wish: { by: 'best-available', quantity, accessible, categories, section, relax: random.once(2) },
        digest,
      }
    }
  }
}
