import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { cancelOrder } from './cancel-order.ts'
import { countForCard } from './card-limit.ts'
import { findFacts } from './queries.ts'
import { aWorld, GOOD_CARD, type World } from './testing/world.ts'

const OTHER_CARD = '5555555555554444'
const FAILS_TO_CAPTURE = '4000000000000341'
const PLACES_PER_CARD = 4
const AT_ONCE = 10

describe('places that one card pays for', () => {
  let world: World
  before(async () => {
    world = await aWorld({ placesPerCard: PLACES_PER_CARD, captureRetryMs: 0 })
  })
  after(() => world[Symbol.asyncDispose]())

  const counted = async (eventId: string): Promise<number[]> => {
    const rows = await world.db.sql<{ places: number }[]>`
      select places from card_places where event_id = ${eventId} order by places`
    return rows.map(({ places }) => places)
  }

  test('without the lock all who saw room pay; with it, those for whom there is some', async () => {
    const { db } = world
    const [naive, guarded] = [newId(), newId()]
    const card = Buffer.alloc(32, 1)
    await db.sql`
      insert into card_places (event_id, card, places, ceiling) values (${naive}, ${card}, 0, ${100})`
    let arrived = 0
    const { promise: everybodyLooked, resolve } = Promise.withResolvers<void>()
    const readThenWrite = () =>
      db.transaction(async (tx) => {
        const [row] = await tx<{ places: number }[]>`select places from card_places where event_id = ${naive}`
        if (++arrived === AT_ONCE) resolve()
        await everybodyLooked
        if ((row?.places ?? 0) + 2 > PLACES_PER_CARD) return
        await tx`update card_places set places = places + 2 where event_id = ${naive}`
      })
    await Promise.all(Array.from({ length: AT_ONCE }, readThenWrite))
    assert.deepEqual(await counted(naive), [2 * AT_ONCE], 'the test can see the race')

    const orders = Array.from({ length: AT_ONCE }, () => ({
      eventId: guarded,
      orderId: newId(),
      state: 'payment_pending' as const,
      places: [1, 2],
    }))
    // Each asks twice, as settlings do.
    const answers = await Promise.all(
      [...orders, ...orders].map((order) => countForCard(db.sql, order, card, PLACES_PER_CARD)),
    )
    assert.equal(answers.filter((answer) => answer === true).length, 2 * (PLACES_PER_CARD / 2))
    assert.deepEqual(await counted(guarded), [PLACES_PER_CARD])
    await db.sql`delete from card_places where event_id in ${db.sql([naive, guarded])}`
    await db.sql`delete from card_orders where event_id in ${db.sql([naive, guarded])}`
  })

  test('of six accounts with one card at once as many buy as it may pay for; the others get their money and a reason', async () => {
    const eventId = await world.anEvent(14)
    const orders = await Promise.all([0, 2, 4, 6, 8, 10].map((place) => world.order(eventId, [place, place + 1])))
    for (const order of orders) await world.pay(order, GOOD_CARD)
    await Promise.all([...orders, ...orders].map((order) => world.settle(order)))
    const views = await Promise.all(orders.map((order) => world.view(order)))
    const became = views.map(({ state, endedBecause }) => endedBecause ?? state).sort()
    const refused = 'too-many-for-card'
    assert.deepEqual(became, ['confirmed', 'confirmed', refused, refused, refused, refused])
    assert.deepEqual(await counted(eventId), [PLACES_PER_CARD])
    const claims = await world.db.sql`select from claims where event_id = ${eventId}`
    assert.equal(claims.count, PLACES_PER_CARD, 'the places of the others are free again')
    const [told] = await world.db.sql<{ because: string }[]>`
      select data ->> 'because' as because from outbox where event_id = ${eventId} and kind = 'order.cancelled' limit 1`
    assert.equal(told?.because, refused)

    const free = [0, 2, 4, 6, 8, 10].filter((_, index) => views[index]?.state === 'cancelled')
    const other = await world.order(eventId, [free[0] ?? 0, (free[0] ?? 0) + 1])
    await world.pay(other, OTHER_CARD)
    await world.settle(other)
    assert.equal(await world.state(other), 'confirmed', 'another card pays')
    const elsewhere = await world.order(await world.anEvent(2), [0, 1])
    await world.pay(elsewhere, GOOD_CARD)
    await world.settle(elsewhere)
    assert.equal(await world.state(elsewhere), 'confirmed', 'and the same one at another event')
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('an order that ends without tickets no longer counts', async () => {
    const eventId = await world.anEvent(4)
    const order = await world.order(eventId, [0, 1, 2, 3])
    await world.pay(order, FAILS_TO_CAPTURE)
    await world.settle(order)
    await world.settle(order)
    assert.equal(await world.state(order), 'capture_failed')
    assert.deepEqual(await counted(eventId), [0])
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('an order that has ended since it was looked at is not counted any more', async () => {
    const eventId = await world.anEvent(4)
    const order = await world.order(eventId, [0, 1])
    const facts = await findFacts(world.db.sql, order)
    assert.ok(facts)
    await cancelOrder(world.deps, order)
    await world.settle(order)
    assert.equal(await world.state(order), 'cancelled')
    const card = Buffer.alloc(32, 2)
    assert.equal(await countForCard(world.db.sql, facts.order, card, PLACES_PER_CARD), 'moved-meanwhile')
    assert.deepEqual(await counted(eventId), [])
    assert.deepEqual(await world.brokenInvariants(), [])
  })

  test('neither the number nor the name of a card is kept, and it is another one for another event', async () => {
    const kept = await world.db.sql<{ card: string }[]>`select encode(card, 'hex') as card from card_places`
    assert.ok(kept.length > 2)
    assert.equal(new Set(kept.map(({ card }) => card)).size, kept.length)
  })
})
