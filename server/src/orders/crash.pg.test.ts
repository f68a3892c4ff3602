import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrderState } from '@foyer/contract/orders'
import { findBrokenInvariants } from '../platform/check.ts'
import { cancelOrder } from './cancel-order.ts'
import type { Facts } from './facts.ts'
import { orderInvariants } from './invariants.ts'
import { refundOrder } from './refund-order.ts'
import { Crash, crashingAfter } from './testing/crashing.ts'
import { GOOD_CARD, aWorld, type PlacedOrder, type World } from './testing/world.ts'

interface Road {
  readonly name: string
  readonly told: Facts['told']
  /** Brings a new order to where the settling begins that will be cut off. */
  readonly prepare: (world: World) => Promise<PlacedOrder>
  readonly end: OrderState
  /** What the provider has of the order in the end, in minor units. */
  readonly kept: number
  readonly tickets: number
  readonly captureRetryMs?: number
}

const ordered = async (world: World, seats = 2) => world.order(await world.anEvent(seats), [0])
const payable = async (world: World, seats = 2) => {
  const order = await ordered(world, seats)
  return { order, session: await world.openSession(order) }
}
const paid = async (world: World, card = GOOD_CARD, seats = 2) => {
  const { order, session } = await payable(world, seats)
  assert.equal(world.sandbox.pay(session, card).outcome, 'paid')
  return order
}

const roads: readonly Road[] = [
  { name: 'opening the session', told: 'nothing', prepare: ordered, end: 'payment_pending', kept: 0, tickets: 0 },
  { name: 'paid in time', told: 'payment', prepare: paid, end: 'confirmed', kept: 2_500, tickets: 1 },
  {
    name: 'a free order',
    told: 'nothing',
    prepare: async (world) => world.order(await world.anEvent(1, { faceValue: 0, fees: 0 }), [0]),
    end: 'confirmed',
    kept: 0,
    tickets: 1,
  },
  {
    name: 'not paid in time',
    told: 'nothing',
    prepare: async (world) => {
      const { order } = await payable(world)
      await world.runOutOfTime(order)
      return order
    },
    end: 'expired',
    kept: 0,
    tickets: 0,
  },
  {
    name: 'paid late, other places',
    told: 'payment',
    prepare: async (world) => {
      const order = await paid(world, GOOD_CARD, 4)
      await world.lapse(order)
      await world.hold(order.eventId, await world.aBuyer(), [0])
      return order
    },
    end: 'confirmed',
    kept: 2_500,
    tickets: 1,
  },
  {
    name: 'paid late, no places',
    told: 'payment',
    prepare: async (world) => {
      const order = await paid(world, GOOD_CARD, 1)
      await world.lapse(order)
      await world.hold(order.eventId, await world.aBuyer(), [0])
      return order
    },
    end: 'cancelled',
    kept: 0,
    tickets: 0,
  },
  {
    name: 'paid after it had expired',
    told: 'payment',
    prepare: async (world) => {
      const order = await paid(world)
      await world.db.sql`
        update orders set state = 'expired', ended_because = 'unpaid', ended_at = now(), settle_at = null
         where order_id = ${order.orderId}`
      await world.db.sql`update payments set state = 'expired', session_url = null where order_id = ${order.orderId}`
      await world.lapse(order)
      return order
    },
    end: 'confirmed',
    kept: 2_500,
    tickets: 1,
  },
  {
    name: 'cancelled in the moment of paying',
    told: 'nothing',
    prepare: async (world) => {
      const order = await paid(world)
      await cancelOrder(world.deps, order)
      return order
    },
    end: 'cancelled',
    kept: 0,
    tickets: 0,
  },
  {
    name: 'a capture that fails for good',
    told: 'payment',
    prepare: (world) => paid(world, '4000000000000341'),
    end: 'capture_failed',
    kept: 0,
    tickets: 0,
    captureRetryMs: 0,
  },
  {
    name: 'a refund',
    told: 'nothing',
    prepare: async (world) => {
      const order = await paid(world)
      await world.settle(order)
      await world.db.transaction((tx) =>
        refundOrder(tx, world.deps, order, { places: 'all', reason: 'ill', askedBy: null }),
      )
      return order
    },
    end: 'refunded',
    kept: 0,
    tickets: 0,
  },
  {
    name: 'taken without a sale',
    told: 'nothing',
    prepare: async (world) => {
      const order = await paid(world)
      const [row] = await world.db.sql<
        { id: string }[]
      >`select session_id as id from payments where order_id = ${order.orderId}`
      const seen = await world.gateway.readSession(row?.id ?? '')
      assert.ok('intentId' in seen)
      await world.gateway.capture(seen.intentId ?? '', `by-hand-${order.orderId}`)
      await cancelOrder(world.deps, order)
      return order
    },
    end: 'refunded',
    kept: 0,
    tickets: 0,
  },
]

describe('a crash after any effect of a settling', () => {
  let world: World
  before(async () => {
    world = await aWorld({ placesPerCard: 1_000 })
  })
  after(() => world[Symbol.asyncDispose]())

  for (const road of roads)
    test(`${road.name}: the next settling brings it to the same end`, async () => {
      const survived = await crashEverywhere(world, road)
      assert.ok(survived.length >= 2, `crashed ${survived.join(', ')}`)
      assert.deepEqual(await world.brokenInvariants(), [])
    })
})

/** One order for each effect that the road has: its settling dies right after that effect. @returns what was survived. */
async function crashEverywhere(world: World, road: Road): Promise<string[]> {
  const survived: string[] = []
  const { captureRetryMs = world.deps.captureRetryMs } = road
  for (let n = 1; ; n++) {
    const order = await road.prepare(world)
    const { deps, effects } = crashingAfter({ ...world.deps, captureRetryMs }, n)
    const crashed = await world.settle(order, road.told, deps).then(
      () => false,
      (error: unknown) => {
        assert.ok(error instanceof Crash, String(error))
        return true
      },
    )
    const where = `after ${n} effects: ${effects.join(', ')}`
    assert.deepEqual(await findBrokenInvariants(world.db.sql, orderInvariants), [], `before anybody went on, ${where}`)
    for (let times = 0; times < 2; times++) await world.settle(order, road.told, { ...world.deps, captureRetryMs })
    assert.equal(await world.state(order), road.end, where)
    assert.equal((await world.tickets(order)).issued, road.tickets, where)
    assert.equal(await keptByTheProvider(world, order), road.kept, where)
    if (!crashed) return survived
    survived.push(effects.at(-1) ?? '')
  }
}

/** What the provider took for an order and did not give back. */
async function keptByTheProvider(world: World, order: PlacedOrder): Promise<number> {
  const [payment] = await world.db.sql<{ sessionId: string | null }[]>`
    select session_id as "sessionId" from payments where order_id = ${order.orderId}`
  if (typeof payment?.sessionId !== 'string') return 0
  const seen = await world.gateway.readSession(payment.sessionId)
  assert.ok('money' in seen, JSON.stringify(seen))
  if (seen.money !== 'captured' || seen.intentId === null) return 0
  const back = await world.gateway.refundsOf(seen.intentId, seen.currency)
  assert.ok('refunds' in back, JSON.stringify(back))
  return back.refunds.reduce((left, refund) => left - refund.amountMinor, seen.amountMinor)
}
