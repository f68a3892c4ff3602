import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { endings, isResting, orderMoves, type OrderState } from '@foyer/contract/orders'
import type { MoneyStage } from '../payments/index.ts'
import { decideNext, type Step } from './decide-next.ts'
import type { Facts } from './facts.ts'
import { Died, SimulatedOrder } from './testing/simulated-order.ts'

type Told = Facts['told']

/** What Stripe tells of one purchase with a refund made there, by which part of the payment each is about. */
const sixEvents: readonly Told[] = ['payment', 'payment', 'payment', 'payment', 'money-back', 'nothing']

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield []
  for (let first = 0; first < items.length; first++)
    for (const rest of permutations(items.toSpliced(first, 1))) yield [...items.slice(first, first + 1), ...rest]
}

describe('whatever tells of a payment, in whatever order', () => {
  const starts: Record<string, () => SimulatedOrder> = {
    'paid in time': () => opened((order) => order.pay()),
    'paid as its time ran out': () =>
      opened((order) => {
        order.pay()
        order.now = 11 * 60_000
      }),
    'paid while it was being expired': () =>
      opened((order) => {
        order.order = { ...order.order, state: 'cancelling', endedBecause: 'unpaid' }
        order.lapse()
        order.pay()
      }),
    'paid after it had expired': () =>
      opened((order) => {
        order.pay()
        order.order = { ...order.order, state: 'expired', endedBecause: 'unpaid' }
        order.lapse()
      }),
  }
  for (const [name, start] of Object.entries(starts))
    test(`${name}: each of the 720 orders of six events ends confirmed, captured once`, () => {
      let orders = 0
      for (const events of permutations(sixEvents)) {
        const order = start()
        for (const told of events) order.settle(told)
        assert.equal(order.order.state, 'confirmed', events.join())
        assert.equal(order.captures, 1)
        orders++
      }
      assert.equal(orders, 720)
    })
})

const opened = (then: (order: SimulatedOrder) => void): SimulatedOrder => {
  const order = new SimulatedOrder()
  order.settle('nothing')
  then(order)
  return order
}

type Happening = (order: SimulatedOrder) => void
const happenings: Record<string, Happening> = {
  'it is settled': (order) => order.settle(),
  'the clockwork looks': (order) => order.settle('nothing'),
  'told of money back': (order) => order.settle('money-back'),
  'the buyer pays': (order) => order.pay(),
  'the buyer pays and the bank takes its time': (order) => order.pay('processing'),
  'the bank says yes': (order) => order.answerLate(true),
  'the bank says no': (order) => order.answerLate(false),
  'the buyer cancels': (order) => order.cancel(),
  'a minute passes': (order) => (order.now += 60_000),
  'an hour passes': (order) => (order.now += 3_600_000),
  'the hold is over': (order) => order.lapse(),
  'others take the places': (order) => order.takePlaces(),
  'the provider goes away': (order) => (order.provider.away = true),
  'the provider is back': (order) => (order.provider.away = false),
  'the next captures fail': (order) => (order.provider.failsCaptures = 3),
  'the authorisation is lost': (order) => {
    if (order.provider.money === 'authorised') order.provider.money = 'void'
  },
}
const dying = Object.fromEntries(
  [1, 2, 3, 4, 5, 6].map((steps): [string, Happening] => [
    `it dies after ${steps} steps`,
    (order) => {
      try {
        order.settle('payment', steps)
      } catch (error) {
        if (!(error instanceof Died)) throw error
      }
    },
  ]),
)
const everything: Record<string, Happening> = { ...happenings, ...dying }

describe('whatever happens to an order', () => {
  const anything = fc.array(fc.constantFrom(...Object.keys(everything)), { maxLength: 40 })

  for (const free of [false, true])
    test(`${free ? 'a free' : 'an'} order comes to rest, with money and places where they belong`, () => {
      fc.assert(
        fc.property(anything, (names) => {
          const order = new SimulatedOrder(free)
          for (const name of names) everything[name]?.(order)
          order.provider.away = false
          order.answerLate(true)
          for (let looks = 0; looks < 4; looks++) {
            order.now += 3_600_000
            order.settle()
          }
          const { state } = order.order
          assert.ok(isResting(state), `${state} is no rest`)
          if (state !== 'confirmed') {
            const kept =
              order.provider.money === 'authorised' || (order.provider.money === 'captured' && state !== 'refunded')
            assert.ok(!kept, `${state}, and the provider has the money ${order.provider.money}`)
            assert.notEqual(order.places, 'sold')
          }
        }),
        { numRuns: 3_000 },
      )
    })

  test('a payment over another amount is never captured, whatever happens', () => {
    fc.assert(
      fc.property(anything, (names) => {
        const order = new SimulatedOrder()
        order.provider.amount = 2_499
        for (const name of names) everything[name]?.(order)
        assert.equal(order.captures, 0)
        assert.equal(order.tickets, 0)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('what only time decides', () => {
  test('a capture that fails for good is given up, with money and places back', () => {
    const order = opened((one) => one.pay())
    order.provider.failsCaptures = Infinity
    order.settle()
    assert.equal(order.order.state, 'authorised')
    order.now += 2 * 3_600_000
    order.settle('nothing')
    assert.deepEqual([order.order.state, order.provider.money, order.captures], ['capture_failed', 'void', 0])
  })

  test('an order whose session was never opened ends in time, with the provider still away', () => {
    const order = new SimulatedOrder()
    order.provider.away = true
    order.settle()
    assert.equal(order.order.state, 'payment_pending')
    order.now += 3_600_000
    order.settle('nothing')
    assert.equal(order.order.state, 'expired')
  })

  test('a session that ended by itself ends its order before the time is over', () => {
    const order = opened((one) => (one.provider.session = 'expired'))
    order.settle()
    assert.equal(order.order.state, 'expired')
  })
})

describe('every combination of facts', () => {
  const states = Object.keys(orderMoves) as OrderState[]
  const stages: MoneyStage[] = ['none', 'processing', 'authorised', 'captured', 'void']
  const base = new SimulatedOrder()
  const basePayment = new SimulatedOrder().payment ?? assert.fail()

  function* allFacts(): Generator<Facts> {
    const seens: Facts['seen'][] = ['not-asked', 'no-answer']
    for (const money of stages)
      for (const session of ['open', 'complete', 'expired'] as const)
        for (const [amountMinor, currency] of [
          [2_500, 'GBP'],
          [2_499, 'GBP'],
          [2_500, 'EUR'],
        ] as const)
          seens.push({
            sessionId: 'cs',
            session,
            url: null,
            intentId: 'pi',
            money,
            amountMinor,
            currency,
            instrument: null,
          })
    const placess: Facts['places'][] = ['not-asked', 'gone', 'too-many-for-card', 'freed', { sold: [1] }]
    for (const state of states)
      for (const seen of seens)
        for (const places of placess)
          for (const endedBecause of [null, ...endings])
            for (const told of ['nothing', 'payment'] as const)
              for (const now of [0, 700_000])
                for (const captureUntil of [null, new Date(1)])
                  yield {
                    now: new Date(now),
                    told,
                    seen,
                    places,
                    sessionRefused: false,
                    captureFailed: false,
                    order: { ...base.order, state, endedBecause },
                    payment: {
                      ...basePayment,
                      state: 'captured',
                      capturedMinor: 2_500,
                      sessionId: 'cs',
                      intentId: 'pi',
                      captureUntil,
                    },
                    refunds: [],
                    disputes: [],
                    seenMoneyBack: { refunds: [], disputes: [] },
                  }
  }
  const money = ({ seen }: Facts) => (typeof seen === 'string' ? seen : seen.money)
  const fits = ({ seen }: Facts) => typeof seen !== 'string' && seen.amountMinor === 2_500 && seen.currency === 'GBP'

  /** What must be so for a step to be right. */
  const mayOnly: Partial<Record<Step['do'], (facts: Facts) => boolean>> = {
    capture: (facts) => facts.order.state === 'authorised' && money(facts) === 'authorised',
    confirm: (facts) => facts.order.state === 'authorised' && money(facts) === 'captured' && fits(facts),
    'record-authorised': (facts) =>
      ['authorised', 'captured'].includes(money(facts)) && fits(facts) && typeof facts.places === 'object',
    'sell-places': (facts) => ['authorised', 'captured'].includes(money(facts)) && fits(facts),
    void: (facts) => facts.order.state === 'cancelling' && money(facts) === 'authorised',
    'take-and-refund': (facts) =>
      facts.order.state === 'cancelling' && money(facts) === 'captured' && facts.places === 'freed',
    'close-session': (facts) => facts.order.state === 'cancelling' && money(facts) === 'none',
    end: (facts) =>
      facts.order.state === 'cancelling' && ['none', 'void'].includes(money(facts)) && facts.places === 'freed',
    review: (facts) => ['authorised', 'captured'].includes(money(facts)) && !fits(facts),
  }
  const movesTo: Partial<Record<Step['do'], OrderState>> = {
    'record-authorised': 'authorised',
    confirm: 'confirmed',
    review: 'review',
    'take-and-refund': 'refund_pending',
  }

  test('a decision is made, by the rules of the house and the table of moves', () => {
    let decided = 0
    const seen = new Set<string>()
    for (const facts of allFacts()) {
      const step = decideNext(facts)
      decided++
      seen.add(step.do)
      const rule = mayOnly[step.do]
      assert.ok(rule === undefined || rule(facts), `${step.do} with ${JSON.stringify(facts)}`)
      const to = movesTo[step.do]
      const moves: readonly OrderState[] = orderMoves[facts.order.state]
      assert.ok(to === undefined || moves.includes(to), `${facts.order.state} to ${to}`)
    }
    assert.ok(decided > 40_000, String(decided))
    for (const step of Object.keys(mayOnly)) assert.ok(seen.has(step), `${step} was never decided`)
  })
})
