import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { paceAfter, round, startClockwork } from './clockwork.ts'
import { newId } from '../platform/ids.ts'
import { takeDueOrders } from './queries.ts'
import { Settler } from './settler.ts'
import { aWorld, type World } from './testing/world.ts'
import { WebhookWork } from './webhook-work.ts'

const PATIENCE_MS = 60_000

describe('the clockwork', () => {
  let world: World
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const parts = () => {
    const { db, deps } = world
    const settler = new Settler(deps)
    return { db, settler, log: deps.log, webhooks: new WebhookWork({ db, settler, log: deps.log }) }
  }

  test('takes orders whose time has come, each by one worker, and none twice while the lease lasts', async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, async () => world.order(await world.anEvent(1), [0])))
    assert.equal((await takeDueOrders(world.db.sql, 30_000, 100)).length, 0)
    await world.db.sql`update orders set settle_at = now()`
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeDueOrders(world.db.sql, 30_000, 5)))
    const ids = taken.flat().map((order) => order.orderId)
    assert.equal(new Set(ids).size, ids.length)
    assert.equal(ids.length, orders.length)
    assert.equal((await takeDueOrders(world.db.sql, 30_000, 100)).length, 0)
  })

  test('ends the unpaid in time, and says when to look again at the others', async () => {
    const [unpaid, open] = [
      await world.order(await world.anEvent(1), [0]),
      await world.order(await world.anEvent(1), [0]),
    ]
    await world.settle(unpaid)
    await world.settle(open)
    await world.runOutOfTime(unpaid)
    await world.db.sql`update orders set settle_at = now() where order_id in (${unpaid.orderId}, ${open.orderId})`
    await round(parts())
    assert.equal(await world.state(unpaid), 'expired')
    const [row] = await world.db.sql<{ later: boolean }[]>`
      select settle_at between now() + interval '30 seconds' and now() + interval '1 minute' as later from orders where order_id = ${open.orderId}`
    assert.equal(row?.later, true)
  })

  test('an order is looked at within a minute of its making, so that a payment that no webhook told of is found', async () => {
    const order = await world.order(await world.anEvent(1), [0])
    const [row] = await world.db.sql<{ seconds: number }[]>`
      select extract(epoch from settle_at - made_at)::float8 as seconds from orders where order_id = ${order.orderId}`
    assert.ok(row !== undefined && row.seconds <= 50, `after ${row?.seconds} s`)
  })

  test('however many open orders wait to be looked at, those whose time to pay is over come first', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, async () => world.order(await world.anEvent(1), [0])))
    const [late] = orders.slice(-1)
    assert.ok(late !== undefined)
    await world.db.sql`
      update orders set settle_at = now() - interval '1 minute' where order_id = any(${orders.map((o) => o.orderId)}::uuid[])`
    await world.runOutOfTime(late)
    await world.db.sql`update orders set settle_at = now() where order_id = ${late.orderId}`
    assert.deepEqual(
      (await takeDueOrders(world.db.sql, 30_000, 1)).map((order) => order.orderId),
      [late.orderId],
    )
  })

  test('catches up with what an outage left by rounds that grow to a bound, and by halves when the provider does not answer', async () => {
    const all = { full: true, unanswered: 0 }
    let [pace, orders, rounds] = [50, 0, 0]
    for (; orders < 10_000; rounds++) {
      orders += pace
      pace = paceAfter(pace, all)
      assert.ok(pace <= 100, 'as much as the provider takes of one account')
    }
    assert.ok(rounds < 110, `${rounds} seconds for 10,000 orders`)
    assert.deepEqual(
      [1, 1, 1, 1, 1].map((unanswered) => (pace = paceAfter(pace, { full: true, unanswered }))),
      [50, 25, 12, 10, 10],
    )
    assert.equal(paceAfter(pace, all), 20)
    assert.equal(paceAfter(100, { full: false, unanswered: 0 }), 50, 'in ordinary times half is left to the sale')

    await Promise.all(
      Array.from({ length: 3 }, async () => world.settle(await world.order(await world.anEvent(1), [0]))),
    )
    await world.db.sql`update orders set settle_at = now() where state = 'payment_pending'`
    const first = await round(parts(), 2)
    assert.deepEqual(first, { away: false, full: true, unanswered: 0 })
  })

  test('an order that cannot be settled comes up again and harms no other', async () => {
    const [broken, fine] = [
      await world.order(await world.anEvent(1), [0]),
      await world.order(await world.anEvent(1), [0]),
    ]
    await world.pay(fine)
    await world.db.sql`update orders set settle_at = now() where order_id in (${broken.orderId}, ${fine.orderId})`
    const { db, deps } = world
    const settler = new Settler({
      ...deps,
      catalog: {
        ...deps.catalog,
        describePlaces: () => Promise.reject(new Error('the catalogue is broken')),
      },
    })
    await round({ db, settler, webhooks: new WebhookWork({ db, settler, log: deps.log }) })
    assert.equal(await world.state(fine), 'confirmed')
    const [row] = await db.sql<{ again: boolean }[]>`
      select settle_at > now() as again from orders where order_id = ${broken.orderId}`
    assert.equal(row?.again, true)
  })

  test('webhooks that can never be worked on come up ever more rarely, and keep no other from its turn', async () => {
    const { db } = world
    const keep = (id: string, orderId: string) => db.sql`
      insert into webhook_inbox (provider, provider_event_id, kind, about, event_id, order_id, body, received_at, look_at)
      values ('stripe', ${id}, 'checkout.session.completed', 'payment', ${newId()}, ${orderId}, '{}',
              now() - interval '1 hour', now() - interval '1 minute')`
    for (let n = 0; n < 10; n++) await keep(`evt_bad_${n}`, newId())
    const paid = await world.order(await world.anEvent(1), [0])
    await world.pay(paid)
    await keep('evt_good', paid.orderId)
    await db.sql`
      update webhook_inbox set event_id = ${paid.eventId}, look_at = now() - interval '1 second'
       where provider_event_id = 'evt_good'`
    await db.sql`update orders set settle_at = now() + interval '1 hour' where settle_at is not null`

    const oldestFirst = await db.sql<{ id: string }[]>`
      select provider_event_id as id from webhook_inbox where worked_at is null order by received_at, provider_event_id limit 10`
    assert.ok(
      oldestFirst.every(({ id }) => id.startsWith('evt_bad')),
      'in the order of their coming the good one would never have its turn',
    )
    const { settler: able, log } = parts()
    const settler: Pick<Settler, 'settle'> = {
      settle: (key, told) => (key.orderId === paid.orderId ? able.settle(key, told) : Promise.resolve('later')),
    }
    const webhooks = new WebhookWork({ db, settler, log })
    assert.deepEqual(await round({ db, settler, webhooks }, 10), { away: true, full: true, unanswered: 10 })
    assert.deepEqual(await round({ db, settler, webhooks }, 10), { away: false, full: false, unanswered: 0 })
    assert.equal(await world.state(paid), 'confirmed')
    const [pause] = await db.sql<{ seconds: number }[]>`
      select min(extract(epoch from look_at - now()))::float8 as seconds from webhook_inbox where worked_at is null`
    assert.ok(pause !== undefined && pause.seconds > 500, 'what has failed for an hour is tried again in ten minutes')
    await db.sql`delete from webhook_inbox where worked_at is null`
  })

  test('one order that is never answered is no provider that is away', async () => {
    const order = await world.order(await world.anEvent(1), [0])
    await world.openSession(order)
    world.sandbox.setSwitches({ down: true })
    try {
      await world.db.sql`update orders set settle_at = now() where order_id = ${order.orderId}`
      assert.deepEqual(await round(parts()), { away: false, full: false, unanswered: 1 })
    } finally {
      world.sandbox.setSwitches({ down: false })
    }
    await world.settle(order)
  })

  test('runs by itself from start to stop', async () => {
    const order = await world.order(await world.anEvent(1), [0])
    await world.pay(order)
    await world.db.sql`update orders set settle_at = now() where order_id = ${order.orderId}`
    const clockwork = startClockwork(parts())
    for (const deadline = performance.now() + PATIENCE_MS; (await world.state(order)) !== 'confirmed';) {
      assert.ok(performance.now() < deadline, `not so within ${PATIENCE_MS} ms`)
      await setTimeout(50)
    }
    await clockwork.stop()
    assert.deepEqual(await world.brokenInvariants(), [])
  })
})
