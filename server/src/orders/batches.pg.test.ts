import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { placeOrder } from './place-order.ts'
import { findFacts } from './queries.ts'
import { recordConfirmed, type Collected } from './record-life.ts'
import { aWorld, GOOD_CARD, type PlacedOrder, type World } from './testing/world.ts'

const TOGETHER = 5

describe('orders that are settled together', () => {
  let world: World
  before(async () => {
    world = await aWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const paid = async (eventId: string, place: number): Promise<PlacedOrder> => {
    const order = await world.order(eventId, [place])
    assert.equal(world.sandbox.pay(await world.openSession(order), GOOD_CARD).outcome, 'paid')
    return order
  }

  /** Orders whose money was taken and whose places are sold, with what is left to be recorded. */
  const collected = async (): Promise<Collected[]> => {
    const eventId = await world.anEvent(TOGETHER)
    const all: Collected[] = []
    for (let place = 0; place < TOGETHER; place++) {
      const key = await paid(eventId, place)
      const facts = await findFacts(world.db.sql, key)
      assert.ok(facts?.payment)
      const seen = await world.gateway.readSession(facts.payment.sessionId ?? '')
      assert.ok('intentId' in seen && seen.intentId !== null)
      await world.deps.inventory.sellPlaces(key, key.orderId)
      await world.deps.batches.moveToAuthorised({ ...key, from: 'payment_pending' })
      const taken = await world.gateway.capture(seen.intentId, facts.payment.captureKey)
      assert.ok('money' in taken)
      const order = { ...facts.order, state: 'authorised' as const }
      all.push({ order, payment: facts.payment, intentId: seen.intentId, capturedMinor: taken.amountMinor })
    }
    return all
  }
  const ticketsOf = async (all: readonly Collected[]) => {
    const [row] = await world.db.sql<{ tickets: number; entries: number; told: number }[]>`
      select (select count(*) from tickets where event_id = ${all[0]?.order.eventId ?? ''}) as tickets,
             (select count(*) from ledger_entries where event_id = ${all[0]?.order.eventId ?? ''}) as entries,
             (select count(*) from outbox where event_id = ${all[0]?.order.eventId ?? ''}) as told`
    return row
  }

  test('they are confirmed in one transaction: each has its tickets, its money in the ledger, its announcements', async () => {
    const all = await collected()
    const [before] = await world.db.sql<{ id: number }[]>`select pg_current_xact_id()::text::bigint as id`
    assert.deepEqual(await Promise.all(all.map((one) => world.deps.batches.confirm(one))), Array(TOGETHER).fill(true))
    const written = await world.db.sql<{ id: number }[]>`
      select distinct xmin::text::bigint as id from orders where event_id = ${all[0]?.order.eventId ?? ''}`
    assert.equal(written.length, 1, 'one transaction wrote them')
    assert.ok((written[0]?.id ?? 0) > (before?.id ?? 0))
    assert.deepEqual(await ticketsOf(all), { tickets: TOGETHER, entries: 3 * TOGETHER, told: 2 * TOGETHER })
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('one that was moved meanwhile keeps nobody else from theirs; by themselves alone, none of them was recorded', async () => {
    const all = await collected()
    const [bad, ...good] = all
    assert.ok(bad)
    await world.deps.batches.confirm(bad)
    assert.equal(await recordConfirmed(world.deps, all), false, 'the batch can see it')
    assert.deepEqual((await ticketsOf(all))?.tickets, 1, 'and wrote nothing')
    const answers = await Promise.all(all.map((one) => world.deps.batches.confirm(one)))
    assert.deepEqual(answers, [false, ...good.map(() => true)])
    assert.deepEqual(await ticketsOf(all), { tickets: TOGETHER, entries: 3 * TOGETHER, told: 2 * TOGETHER })
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('rows are locked in one order, whatever the order of asking: two processes never wait for each other', async () => {
    const all = (await collected()).toSorted((a, b) => (a.order.orderId < b.order.orderId ? -1 : 1))
    const [first, last] = [all[0]?.order.orderId ?? '', all.at(-1)?.order.orderId ?? '']
    const lock = (tx: Tx, orderId: string) => tx`select from orders where order_id = ${orderId} for update nowait`
    const isWaiting = async () =>
      (
        await world.db.sql`
        select from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%update orders%'`
      ).count > 0
    let confirming: Promise<boolean[]> | undefined
    await world.db.transaction(async (tx) => {
      await lock(tx, first)
      confirming = Promise.all(all.toReversed().map((one) => world.deps.batches.confirm(one)))
      while (!(await isWaiting())) await wait(5)
      assert.equal((await lock(tx, last)).count, 1, 'whoever waits for the first holds none of the others')
    })
    assert.deepEqual(await confirming, Array(TOGETHER).fill(true))
  })

  test('one for whose place another has a ticket fails alone, and writes nothing', async () => {
    const all = await collected()
    const [bad, ...good] = all
    const stolen = good[0]?.order.places ?? []
    assert.ok(bad)
    const broken = { ...bad, order: { ...bad.order, places: stolen } }
    for (const one of good) await world.deps.batches.confirm(one)
    const more = await collected()
    const answers = await Promise.allSettled([broken, ...more].map((one) => world.deps.batches.confirm(one)))
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['rejected', ...more.map(() => 'fulfilled')],
    )
    assert.equal(await world.state({ ...bad.order }), 'authorised')
    await world.settle(bad.order)
    assert.equal(await world.state({ ...bad.order }), 'confirmed', 'the next settling brings it to its end')
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('orders placed at once, one under a key that was used before: each has its own answer', async () => {
    const eventId = await world.anEvent(TOGETHER)
    const request = async (place: number) => {
      const buyerId = await world.aBuyer()
      const holdId = await world.hold(eventId, buyerId, [place])
      return { buyerId, holdId, key: newId(), operation: 'orders.create' }
    }
    const requests = await Promise.all(Array.from({ length: TOGETHER }, (_, place) => request(place)))
    const [first] = requests
    assert.ok(first)
    // The key is known, and its order is not there yet.
    await world.db.sql`
      insert into idempotency_keys (account_id, key, operation, digest, status, answer)
      values (${first.buyerId}, ${first.key}, ${first.operation}, '\\x00', 201, '{}')`
    const answers = await Promise.allSettled(requests.map((one) => placeOrder(world.deps, one)))
    assert.deepEqual(
      answers.map((answer) => (answer.status === 'fulfilled' ? 'placed' in answer.value : String(answer.reason.code))),
      ['idempotency-key-reused', true, true, true, true],
    )
    const [row] = await world.db.sql<{ orders: number; payments: number }[]>`
      select (select count(*) from orders where event_id = ${eventId}) as orders,
             (select count(*) from payments where event_id = ${eventId}) as payments`
    assert.deepEqual(row, { orders: TOGETHER - 1, payments: TOGETHER - 1 })
  })
})
