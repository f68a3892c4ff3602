import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import type { Order } from '@foyer/contract/orders'
import { newId } from '../platform/ids.ts'
import { aShop, readStream, type Shop } from './testing/shop.ts'
import { GOOD_CARD } from './testing/world.ts'

describe('orders over HTTP', () => {
  let shop: Shop
  before(async () => {
    shop = await aShop()
  })
  after(() => shop[Symbol.asyncDispose]())

  const follow = (orderId: string, buyerId: string) =>
    fetch(`${shop.url}/v1/orders/${orderId}/stream`, { headers: { 'x-account': buyerId } })

  test('a purchase: order, pay, webhook, the stream ends with it confirmed, the receipt is genuine', async () => {
    const { buyerId, order } = await shop.buy(await shop.world.anEvent(4), [1, 2])
    assert.equal(order.state, 'payment_pending')
    assert.deepEqual(order.amount, { minor: 5_000, currency: 'GBP' })
    assert.deepEqual(order.actions, ['pay', 'cancel'])
    assert.deepEqual(
      order.lines.map(({ section, row, seat, priceLevel }) => [section, row, seat, priceLevel]),
      [
        ['Stalls', 'A', '2', 'Standard'],
        ['Stalls', 'A', '3', 'Standard'],
      ],
    )
    assert.match(order.payment?.url ?? '', /^http/)
    const session = await shop.sessionOf(order.id)
    const pay = () => void shop.world.sandbox.pay(session, GOOD_CARD)
    const states = (await readStream(await follow(order.id, buyerId), pay)).map((seen) => seen.state)
    assert.equal(states[0], 'payment_pending')
    assert.equal(states.at(-1), 'confirmed')

    const { body } = await shop.call('GET', `/v1/orders/${order.id}`, { as: buyerId })
    const paid = body as Order
    assert.deepEqual([paid.state, paid.actions, paid.payment?.url, paid.payBy], ['confirmed', [], null, null])
    const keys = (await shop.call('GET', '/v1/receipts/keys')).body as unknown as JSONWebKeySet
    const { payload } = await jwtVerify(paid.receipt ?? '', createLocalJWKSet(keys))
    assert.deepEqual([payload.sub, payload['amount']], [order.id, { minor: 5_000, currency: 'GBP' }])
    assert.deepEqual(await shop.world.brokenInvariants(), [])
  })

  test('the stream of an order at rest is one event long', async () => {
    const { buyerId, order } = await shop.buy(await shop.world.anEvent(1, { faceValue: 0, fees: 0 }), [0])
    assert.equal(order.state, 'confirmed')
    assert.equal(order.payment, null)
    assert.equal((await readStream(await follow(order.id, buyerId))).length, 1)
  })

  test('the same key gives the same order, and with another hold it is refused', async () => {
    const event = await shop.world.anEvent(4)
    const buyerId = await shop.world.aBuyer()
    const [first, second] = [await shop.world.hold(event, buyerId, [0]), await shop.world.hold(event, buyerId, [1])]
    const key = newId()
    const ask = (holdId: string, withKey = key) =>
      shop.call('POST', '/v1/orders', { as: buyerId, key: withKey, body: { holdId } })
    const [one, two, other] = [await ask(first), await ask(first), await ask(first, newId())]
    assert.deepEqual([one.status, two.status, other.status], [201, 201, 201])
    assert.deepEqual([two.body['id'], other.body['id']], [one.body['id'], one.body['id']])
    const reused = await ask(second)
    assert.deepEqual([reused.status, reused.body['code']], [422, 'idempotency-key-reused'])
  })

  test('a price that has changed since it was shown is told before anything is ordered, and the hold stays as long as it was', async () => {
    const { world } = shop
    const event = await world.anEvent(2)
    const buyerId = await world.aBuyer()
    const holdId = await world.hold(event, buyerId, [0, 1])
    const endOf = async () => (await world.inventory.findHold({ holdId, accountId: buyerId }))?.expiresAt
    const end = await endOf()
    const key = newId()
    const ask = (minor: number) =>
      shop.call('POST', '/v1/orders', { as: buyerId, key, body: { holdId, amount: { minor, currency: 'GBP' } } })
    await world.db.sql`
      update price_levels set face_minor = 6_000, all_in_minor = 6_000 + fees_minor where event_id = ${event}`
    const refused = await ask(5_000)
    assert.deepEqual([refused.status, refused.body['code']], [409, 'price-changed'])
    assert.deepEqual(refused.body['amount'], { minor: 12_600, currency: 'GBP' })
    assert.equal(await endOf(), end, 'asking with a wrong price keeps no place for longer')
    const answer = await ask(12_600)
    assert.deepEqual([answer.status, answer.body['amount']], [201, { minor: 12_600, currency: 'GBP' }])
    const again = await ask(5_000)
    assert.deepEqual([again.status, again.body['id']], [201, answer.body['id']], 'an order is what it is')
  })

  test('twenty requests at once for one hold make one order', async () => {
    const event = await shop.world.anEvent(2)
    const buyerId = await shop.world.aBuyer()
    const holdId = await shop.world.hold(event, buyerId, [0, 1])
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        shop.call('POST', '/v1/orders', { as: buyerId, key: newId(), body: { holdId } }),
      ),
    )
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [201])
    assert.equal(new Set(answers.map((answer) => answer.body['id'])).size, 1)
  })

  test('what cannot be ordered is refused with its code, and nothing is changed', async () => {
    const event = await shop.world.anEvent(4)
    const [buyerId, stranger] = [await shop.world.aBuyer(), await shop.world.aBuyer()]
    const holdId = await shop.world.hold(event, buyerId, [0])
    const ask = (options: object) => shop.call('POST', '/v1/orders', { key: newId(), body: { holdId }, ...options })
    const code = async (options: object) => {
      const { status, body } = await ask(options)
      return [status, body['code']]
    }
    assert.deepEqual(await code({}), [401, 'not-signed-in'])
    assert.deepEqual(await code({ as: buyerId, kind: 'vendor' }), [403, 'not-allowed'])
    assert.deepEqual(await code({ as: stranger }), [404, 'not-found'])
    assert.deepEqual(await code({ as: buyerId, body: { holdId: newId() } }), [404, 'not-found'])
    assert.deepEqual(await code({ as: buyerId, body: { hold: holdId } }), [400, 'bad-request'])
    assert.deepEqual(await code({ as: buyerId, key: undefined }), [400, 'bad-request'])
    await shop.world.inventory.releaseHold({ eventId: event, holdId, accountId: buyerId })
    assert.deepEqual(await code({ as: buyerId }), [409, 'order-hold-over'])
    const [count] = await shop.world.db.sql<{ n: number }[]>`select count(*) as n from orders where event_id = ${event}`
    assert.equal(count?.n, 0)
  })

  test('the organiser sees the orders of their event page by page, and of buyers their names alone', async () => {
    const event = await shop.world.anEvent(4)
    const bought = [await shop.buy(event, [0, 1]), await shop.buy(event, [2]), await shop.buy(event, [3])]
    const [row] = await shop.world.db.sql<{ organiserId: string }[]>`
      select organiser_id as "organiserId" from events where event_id = ${event}`
    const ask = (query: string, as = row?.organiserId ?? '') =>
      shop.call('GET', `/v1/events/${event}/orders?${query}`, { as, kind: 'vendor' })
    const first = await ask('limit=2')
    const items = first.body['items'] as { id: string; places: number[] }[]
    assert.deepEqual(
      items.map(({ id, places }) => [id, places]),
      [
        [bought[2]?.order.id, [3]],
        [bought[1]?.order.id, [2]],
      ],
    )
    const second = await ask(`limit=2&cursor=${String(first.body['next'])}`)
    assert.deepEqual(
      (second.body['items'] as typeof items).map(({ id, places }) => [id, places]),
      [[bought[0]?.order.id, [0, 1]]],
    )
    assert.equal(second.body['next'], null)
    assert.doesNotMatch(JSON.stringify([first.body, second.body]), /@|buyerId|holdId|pi_/)
    assert.deepEqual(((await ask('state=confirmed')).body['items'] as unknown[]).length, 0)
    assert.equal((await ask('', await shop.world.aBuyer())).status, 404)
  })

  test('an order is seen, followed, cancelled by its buyer alone', async () => {
    const { buyerId, order } = await shop.buy(await shop.world.anEvent(1), [0])
    const stranger = await shop.world.aBuyer()
    for (const [method, path] of [
      ['GET', `/v1/orders/${order.id}`],
      ['GET', `/v1/orders/${order.id}/stream`],
      ['POST', `/v1/orders/${order.id}/cancellations`],
    ] as const) {
      assert.equal((await shop.call(method, path, { as: stranger })).status, 404, path)
      assert.equal((await shop.call(method, path, { as: buyerId, kind: 'vendor' })).status, 403, path)
    }
    const cancelled = await shop.call('POST', `/v1/orders/${order.id}/cancellations`, { as: buyerId })
    assert.deepEqual([cancelled.status, cancelled.body['state']], [202, 'cancelled'])
  })

  test('a paid order cannot be cancelled, and says so', async () => {
    const { buyerId, order } = await shop.buy(await shop.world.anEvent(1, { faceValue: 0, fees: 0 }), [0])
    const { status, body } = await shop.call('POST', `/v1/orders/${order.id}/cancellations`, { as: buyerId })
    assert.deepEqual([status, body['code']], [409, 'order-not-cancellable'])
  })

  test('the list has my orders alone, newest first, page by page', async () => {
    const event = await shop.world.anEvent(5, { faceValue: 0, fees: 0 })
    const buyerId = await shop.world.aBuyer()
    const ids: string[] = []
    for (let place = 0; place < 5; place++) {
      const holdId = await shop.world.hold(event, buyerId, [place])
      ids.unshift(
        String((await shop.call('POST', '/v1/orders', { as: buyerId, key: newId(), body: { holdId } })).body['id']),
      )
    }
    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 3; pages++) {
      const { body } = await shop.call('GET', `/v1/orders?limit=2${cursor}`, { as: buyerId })
      const { items, next } = body as { items: { id: string }[]; next: string | null }
      seen.push(...items.map((item) => item.id))
      if (next === null) break
      cursor = `&cursor=${next}`
    }
    assert.deepEqual(seen, ids)
    assert.equal((await shop.call('GET', '/v1/orders?cursor=x', { as: buyerId })).status, 400)
  })

  test('a provider that takes its time: the order is answered without a page, and its stream brings it', async () => {
    const slow = await aShop({ answerWithinMs: 100 })
    try {
      slow.world.sandbox.failNext({ fault: 'slow', delayMs: 2_000, operation: 'create-session' })
      const { buyerId, order } = await slow.buy(await slow.world.anEvent(1), [0])
      assert.deepEqual([order.state, order.payment?.url], ['payment_pending', null])
      const response = await fetch(`${slow.url}/v1/orders/${order.id}/stream`, { headers: { 'x-account': buyerId } })
      const reader = response.body?.getReader()
      let text = ''
      while (!/"url":"http/.test(text)) text += Buffer.from((await reader?.read())?.value ?? '').toString()
      await reader?.cancel()
    } finally {
      await slow[Symbol.asyncDispose]()
    }
  })

  test('an organiser refunds an order of their event, once a key; nobody else can', async () => {
    const event = await shop.world.anEvent(2)
    const { buyerId, order } = await shop.buy(event, [0, 1])
    const stream = readStream(await follow(order.id, buyerId))
    shop.world.sandbox.pay(await shop.sessionOf(order.id), GOOD_CARD)
    await stream
    const key = newId()
    const ask = (as: string, body: object = { places: [0], reason: 'broken seat' }) =>
      shop.call('POST', `/v1/events/${event}/orders/${order.id}/refunds`, { as, kind: 'vendor', key, body })
    assert.equal((await ask(newId())).status, 404)
    const refund = await ask(shop.world.organiserId)
    assert.deepEqual([refund.status, refund.body['amount']], [202, { minor: 2_500, currency: 'GBP' }])
    assert.deepEqual((await ask(shop.world.organiserId)).body, refund.body)
    assert.equal((await ask(shop.world.organiserId, { reason: 'another' })).status, 422)
    await shop.orders.settle({ eventId: event, orderId: order.id })
    const { body } = await shop.call('GET', `/v1/orders/${order.id}`, { as: buyerId })
    assert.deepEqual([body['state'], body['refunded']], ['partly_refunded', { minor: 2_500, currency: 'GBP' }])
    assert.deepEqual(await shop.world.brokenInvariants(), [])
  })
})
