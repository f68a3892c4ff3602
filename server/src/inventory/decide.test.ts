import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decideBatch } from './decide.ts'
import { writesOf } from './writes.ts'
import type { Answer, Operation } from './operations.ts'
import { EventState } from './state.ts'
import { dump } from './testing/dump.ts'
import { drawnPlan } from './testing/plans.ts'

const TTL_MS = 600_000
const plan = drawnPlan({ key: 'stalls', rows: ['..........'] })

/** An event whose batches are all committed. */
function anEventState() {
  const state = new EventState(plan)
  const decide = (now: number, ...operations: Operation[]): Answer[] => {
    const { verdicts, changes } = decideBatch(state, operations, now)
    state.settle(state.seq + 1, 'hash', changes)
    return verdicts.map((verdict) => {
      if ('fault' in verdict) throw verdict.fault
      return verdict.answer
    })
  }
  return { state, decide }
}

const hold = (holdId: string, places: number[], more: Partial<Operation<'hold'>> = {}): Operation<'hold'> => ({
  verb: 'hold',
  holdId,
  accountId: `account of ${holdId}`,
  wish: { by: 'places', places },
  digest: 1,
  ttlMs: TTL_MS,
  limit: 10,
  ...more,
})

function only(answers: readonly Answer[]): Answer {
  const [answer] = answers
  assert.ok(answer !== undefined && answers.length === 1)
  return answer
}

describe('a batch is decided as if one by one', () => {
  test('the first of two who want the same place gets it; one refusal harms no other', () => {
    const { decide } = anEventState()
    const answers = decide(0, hold('a', [1, 2]), hold('b', [2, 3]), hold('c', [3, 4]))
    assert.deepEqual(
      answers.map((answer) => ('held' in answer ? answer.held.places : answer)),
      [[1, 2], { refused: 'places-taken', places: [2] }, [3, 4]],
    )
  })

  test('a place that is given back in the batch is to be had by the next in it', () => {
    const { decide, state } = anEventState()
    const answers = decide(0, hold('a', [1]), { verb: 'release', holdId: 'a', accountId: null }, hold('b', [1]))
    assert.ok(answers.every((answer) => !('refused' in answer)))
    assert.equal(state.occupancy.owner(1), 'b')
  })

  test('an operation that cannot be decided at all is told alone', () => {
    const state = new EventState(plan)
    const bad = hold('b', [1], { wish: { by: 'places', places: Object.freeze([2, 2]) } })
    const { verdicts } = decideBatch(state, [hold('a', [1]), bad, hold('c', [2])], 0)
    assert.deepEqual(
      verdicts.map((verdict) => ('fault' in verdict ? 'fault' : 'answer')),
      ['answer', 'fault', 'answer'],
    )
    assert.equal(state.occupancy.owner(2), 'c')
    state.rollBack()
    assert.deepEqual(dump(state), dump(new EventState(plan)))
  })
})

describe('time', () => {
  test('a hold is live to the last millisecond, and over in the next', () => {
    const { decide } = anEventState()
    decide(0, hold('a', [1]))
    assert.deepEqual(decide(TTL_MS - 1, hold('b', [1])), [{ refused: 'places-taken', places: [1] }])
    const [answer] = decide(TTL_MS, hold('c', [1]))
    assert.ok(answer !== undefined && 'held' in answer)
  })

  test('more are over than one batch expires: whoever is in the way goes first, the sweeper takes the rest', () => {
    const big = drawnPlan({ key: 'floor', capacity: 3_000 })
    const state = new EventState(big)
    const all = Array.from({ length: 3_000 }, (_, place) => hold(`h${place}`, [place], { ttlMs: 1 + place }))
    state.settle(1, 'hash', decideBatch(state, all, 0).changes)
    const confirm = { verb: 'confirm', holdId: 'h2900', orderId: 'o', whenOver: 'refuse', limit: 10 } as const
    const extend = { verb: 'extend', holdId: 'h2901', accountId: null, ttlMs: TTL_MS, by: 'payment' } as const
    const { verdicts } = decideBatch(state, [confirm, extend], 2_902)
    for (const verdict of verdicts)
      assert.equal('answer' in verdict && 'refused' in verdict.answer && verdict.answer.refused, 'hold-over')
    state.rollBack()
    const { verdicts: later, changes } = decideBatch(state, [hold('x', [2_500]), { verb: 'sweep' }], 10_000)
    assert.ok(later[0] && 'answer' in later[0] && 'held' in later[0].answer)
    assert.deepEqual(later[1], { answer: { expired: 1_000, more: true } })
    assert.equal(changes.filter(([kind]) => kind === 'expired').length, 1_001)
  })

  test('holds of an account that are over do not count against it', () => {
    const { decide } = anEventState()
    decide(0, hold('a', [0, 1, 2, 3], { accountId: 'me', limit: 4 }))
    const one = hold('b', [4], { accountId: 'me', limit: 4 })
    assert.deepEqual(decide(1, one), [{ refused: 'limit-reached', remaining: 0 }])
    const [answer] = decide(TTL_MS, one)
    assert.ok(answer !== undefined && 'held' in answer)
  })

  test('ten extensions that race the end of the hold: one succeeds, none after the end', () => {
    const { decide } = anEventState()
    decide(0, hold('a', [1]))
    const extend: Operation = { verb: 'extend', holdId: 'a', accountId: null, ttlMs: TTL_MS, by: 'buyer' }
    const answers = decide(TTL_MS - 1, ...Array.from({ length: 10 }, () => extend))
    assert.equal(answers.filter((answer) => 'extended' in answer).length, 1)
    const [late] = decide(3 * TTL_MS, extend)
    assert.ok(late !== undefined && 'refused' in late && late.refused === 'hold-over')
  })

  test('no payment holds places for ever: an hour after the hold at most', () => {
    const { decide } = anEventState()
    decide(0, hold('a', [1]))
    const extend: Operation = { verb: 'extend', holdId: 'a', accountId: null, ttlMs: 50 * 60_000, by: 'payment' }
    const until = (answer: Answer | undefined) => answer && 'extended' in answer && answer.extended.expiresAt
    assert.equal(until(decide(1_000, extend)[0]), 50 * 60_000 + 1_000)
    assert.equal(until(decide(30 * 60_000, extend)[0]), 60 * 60_000)
  })
})

describe('holds left unpaid', () => {
  const MINUTE_MS = 60_000
  /** One after another, each left until it is over. @returns when the last one was. */
  const leave = (decide: ReturnType<typeof anEventState>['decide'], times: number, from = 0): number => {
    for (let time = 0; time < times; time++) {
      decide(from + time * TTL_MS, hold(`left ${from} ${time}`, [1], { accountId: 'me', pauses: true }))
      decide(from + (time + 1) * TTL_MS, { verb: 'sweep' })
    }
    return from + times * TTL_MS
  }
  const again = (more: Partial<Operation<'hold'>> = {}) =>
    hold('again', [2], { accountId: 'me', pauses: true, ...more })

  test('two cost nothing, the third a minute, each further one twice as much, half an hour at most', () => {
    const { decide } = anEventState()
    const twoOver = leave(decide, 2)
    assert.ok('held' in only(decide(twoOver, again({ holdId: 'third' }))))
    let now = twoOver + TTL_MS
    for (const minutes of [1, 2, 4, 8, 16, 30, 30]) {
      decide(now, { verb: 'sweep' })
      assert.deepEqual(decide(now, again()), [{ refused: 'hold-pause', retryAfterMs: minutes * MINUTE_MS }])
      now += minutes * MINUTE_MS
      assert.deepEqual(decide(now - 1, again()), [{ refused: 'hold-pause', retryAfterMs: 1 }])
      assert.ok('held' in only(decide(now, again({ holdId: `after ${now}` }))))
      now += TTL_MS
    }
  })

  test('nobody else pauses, nor where a waiting room sees to it; what is held is told again', () => {
    const { decide } = anEventState()
    const held = hold('before', [5], { accountId: 'me', ttlMs: 10 * TTL_MS })
    decide(0, held)
    const now = leave(decide, 3)
    const answers = decide(
      now,
      again(),
      again({ holdId: 'a', accountId: 'you' }),
      again({ holdId: 'b', pauses: false, wish: { by: 'places', places: [3] } }),
    )
    assert.deepEqual(
      answers.map((answer) => ('refused' in answer ? answer.refused : 'held')),
      ['hold-pause', 'held', 'held'],
    )
    assert.ok('held' in only(decide(now, { ...held, pauses: true })))
  })

  test('giving places back while choosing costs nothing; after two minutes it is as if they had run out', () => {
    const { decide, state } = anEventState()
    const giveBack = (holdId: string, after: number) => {
      decide(0, hold(holdId, [1], { accountId: 'me', pauses: true }))
      decide(after, { verb: 'release', holdId, accountId: 'me' })
    }
    for (const holdId of ['a', 'b', 'c', 'd']) giveBack(holdId, 2 * MINUTE_MS - 1)
    assert.equal(state.unpaidOf('me'), undefined)
    for (const holdId of ['e', 'f', 'g']) giveBack(holdId, 2 * MINUTE_MS)
    assert.deepEqual(decide(2 * MINUTE_MS, again()), [{ refused: 'hold-pause', retryAfterMs: MINUTE_MS }])
    assert.equal(state.countPaused(2 * MINUTE_MS), 1)
    assert.equal(state.countPaused(3 * MINUTE_MS), 0)
  })

  test('one that is paid after all is none that was left; a day without one begins anew', () => {
    const { decide, state } = anEventState()
    const now = leave(decide, 3)
    decide(now, { verb: 'confirm', holdId: 'left 0 2', orderId: 'o', whenOver: 'same-places', limit: 10 })
    assert.deepEqual(state.unpaidOf('me'), { holds: 2, lastAt: now })
    decide(now, again())
    decide(now + TTL_MS, { verb: 'sweep' })
    assert.equal(state.unpaidOf('me')?.holds, 3)
    const later = now + 25 * 60 * MINUTE_MS
    decide(later, again({ holdId: 'next day' }))
    decide(later + TTL_MS, { verb: 'sweep' })
    assert.deepEqual(state.unpaidOf('me'), { holds: 1, lastAt: later + TTL_MS })
  })
})

describe('what is written', () => {
  test('only the difference of before and after, however many steps lay between', () => {
    const state = new EventState(plan)
    const release: Operation = { verb: 'release', holdId: 'a', accountId: null }
    decideBatch(state, [hold('a', [1]), release, hold('b', [1, 2])], 0)
    const writes = writesOf(state, 0)
    assert.deepEqual(
      writes.fresh.map((one) => one.holdId),
      ['b'],
    )
    assert.deepEqual(
      writes.others?.put.map((one) => [one.holdId, one.state]),
      [['a', 'released']],
    )
    assert.deepEqual(writes.others?.claim, [])
    assert.deepEqual(writes.allowances, [{ accountId: 'account of b', before: 0, after: 2 }])
    assert.equal(writes.nextDue, TTL_MS)
  })
})
