import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Stripe } from 'stripe'
import { newId } from '../platform/ids.ts'
import { openStripeGateway } from '../payments/index.ts'
import { round } from './clockwork.ts'
import { Settler } from './settler.ts'
import { aShop, type Shop } from './testing/shop.ts'
import { GOOD_CARD, SECRET_KEY, WEBHOOK_SECRET } from './testing/world.ts'
import { WebhookWork } from './webhook-work.ts'

const stripe = new Stripe(SECRET_KEY)

const clockworkOf = ({ world: { db, deps } }: Shop) => {
  const settler = new Settler(deps)
  return { db, settler, webhooks: new WebhookWork({ db, settler, log: deps.log }) }
}

describe('webhooks', () => {
  let shop: Shop
  before(async () => {
    shop = await aShop()
  })
  after(() => shop[Symbol.asyncDispose]())

  const anEvent = (fields: object = {}) =>
    JSON.stringify({
      id: `evt_${newId()}`,
      object: 'event',
      type: 'checkout.session.completed',
      data: { object: { object: 'checkout.session', id: 'cs_1', metadata: {} } },
      ...fields,
    })
  const signed = (payload: string, options: { secret?: string; ageS?: number } = {}) =>
    stripe.webhooks.generateTestHeaderString({
      payload,
      secret: options.secret ?? WEBHOOK_SECRET,
      timestamp: Math.floor(Date.now() / 1_000) - (options.ageS ?? 0),
    })
  const post = async (payload: string, signature?: string) => {
    const response = await fetch(`${shop.url}/v1/webhooks/stripe`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(signature === undefined ? {} : { 'stripe-signature': signature }),
      },
      body: payload,
    })
    const body = (await response.json()) as { code?: string }
    return [response.status, body.code]
  }
  const inbox = async () => {
    const [row] = await shop.world.db.sql<{ n: number }[]>`select count(*) as n from webhook_inbox`
    return row?.n ?? 0
  }
  /** What came of a webhook, once it was worked on; waits for a minute at most. */
  const outcomeOf = async (id: string): Promise<unknown> => {
    for (let tries = 0; tries < 1_200; tries++) {
      const [row] = await shop.world.db.sql`
        select outcome from webhook_inbox where provider_event_id = ${id} and worked_at is not null`
      if (row !== undefined) return row['outcome']
      await setTimeout(50)
    }
    return 'not worked on'
  }
  const state = (orderId: string) => shop.world.state({ eventId: '', orderId })
  const paidOrder = async () => {
    const { order } = await shop.buy(await shop.world.anEvent(1), [0])
    assert.equal(shop.world.sandbox.pay(await shop.sessionOf(order.id), GOOD_CARD).outcome, 'paid')
    return order
  }

  test('what is not genuine is refused, and nothing is kept of it', async () => {
    const before = await inbox()
    const payload = anEvent()
    const forged: [string, string | undefined][] = [
      [payload, undefined],
      [payload, 'nonsense'],
      [payload, signed(payload, { secret: 'whsec_other' })],
      [payload, signed(payload, { ageS: 301 })],
      [`${payload} `, signed(payload)],
      [payload.replace('cs_1', 'cs_2'), signed(payload)],
      [payload, signed(payload).replace(/v1=./, 'v1=x')],
      ['', signed('')],
    ]
    for (const [body, signature] of forged) {
      const [status, code] = await post(body, signature)
      assert.deepEqual([status, code], [400, 'webhook-not-genuine'], String(signature))
    }
    assert.equal(await inbox(), before)
  })

  test('while a secret is replaced, the old and the new one are both genuine', () => {
    const gateway = openStripeGateway({ secretKey: SECRET_KEY, webhookSecrets: ['whsec_new', 'whsec_old'] })
    const payload = anEvent()
    for (const secret of ['whsec_new', 'whsec_old'])
      assert.ok(gateway.readWebhook(Buffer.from(payload), signed(payload, { secret })))
    assert.equal(gateway.readWebhook(Buffer.from(payload), signed(payload)), undefined)
    gateway.close()
  })

  test('a body beyond the bound is refused unread', async () => {
    const payload = anEvent({ padding: 'x'.repeat(300_000) })
    assert.deepEqual(await post(payload, signed(payload)), [413, 'body-too-large'])
  })

  test('what concerns no order of ours is kept, marked and left alone', async () => {
    const stranger = { object: { object: 'checkout.session', metadata: { event_id: newId(), order_id: newId() } } }
    const cases = [
      [anEvent({ id: 'evt_other', type: 'customer.created' }), 'evt_other', 'not awaited'],
      [anEvent({ id: 'evt_nobody' }), 'evt_nobody', 'not ours'],
      [anEvent({ id: 'evt_stranger', data: stranger }), 'evt_stranger', 'no-such-order'],
    ] as const
    for (const [payload, id, outcome] of cases) {
      assert.deepEqual(await post(payload, signed(payload)), [200, undefined])
      assert.equal(await outcomeOf(id), outcome)
    }
  })

  test('each event fifty times at once: kept once, one capture, one set of tickets', async () => {
    shop.world.sandbox.setSwitches({ webhooks: { copies: 50 } })
    const order = await paidOrder()
    await shop.world.sandbox.webhooksSettled()
    await shop.orders.settle({ eventId: order.eventId, orderId: order.id })
    assert.equal(await state(order.id), 'confirmed')
    assert.deepEqual(await shop.world.tickets({ eventId: '', orderId: order.id }), { issued: 1, revoked: 0 })
    const told = await shop.world.db.sql`
      select from outbox where subject = ${`order:${order.id}`} and kind = 'order.confirmed'`
    assert.equal(told.count, 1)
    assert.deepEqual(await shop.world.brokenInvariants(), [])
    shop.world.sandbox.setSwitches({ webhooks: { copies: 1 } })
  })

  test('in whatever order they come, the end is the same', async () => {
    const { sandbox } = shop.world
    for (let round = 0; round < 12; round++) {
      sandbox.setSwitches({ webhooks: { hold: true } })
      const order = await paidOrder()
      // All that Stripe tells of a purchase, also of what Foyer does itself: captured, in the middle of it.
      await shop.orders.settle({ eventId: order.eventId, orderId: order.id })
      const events = sandbox.heldWebhooks().map((event) => event.id)
      assert.ok(events.length >= 3, `${events.length} events`)
      const rotated = [...events.slice(round % events.length), ...events.slice(0, round % events.length)]
      await sandbox.releaseWebhooks({ events: round % 2 === 0 ? rotated : rotated.toReversed() })
      sandbox.setSwitches({ webhooks: { hold: false } })
      await sandbox.webhooksSettled()
      await shop.orders.settle({ eventId: order.eventId, orderId: order.id })
      assert.equal(await state(order.id), 'confirmed')
    }
    assert.deepEqual(await shop.world.brokenInvariants(), [])
  })

  test('all of them lost: the clockwork asks the provider, and the order is confirmed', async () => {
    shop.world.sandbox.setSwitches({ webhooks: { drop: true } })
    const order = await paidOrder()
    assert.equal(await state(order.id), 'payment_pending')
    const deps = clockworkOf(shop)
    await round(deps)
    assert.equal(await state(order.id), 'payment_pending', 'its time to be looked at has not come')
    await shop.world.db.sql`update orders set settle_at = now() where order_id = ${order.id}`
    assert.equal((await round(deps)).away, false)
    assert.equal(await state(order.id), 'confirmed')
    shop.world.sandbox.setSwitches({ webhooks: { drop: false } })
  })

  test('all of them lost: a buyer who looks at the order does not wait for the clockwork', async () => {
    shop.world.sandbox.setSwitches({ webhooks: { drop: true } })
    const order = await paidOrder()
    shop.world.sandbox.setSwitches({ webhooks: { drop: false } })
    const [row] = await shop.world.db.sql<{ buyer: string }[]>`
      update orders set made_at = now() - interval '1 minute' where order_id = ${order.id} returning buyer_id as buyer`
    const response = await fetch(`${shop.url}/v1/orders/${order.id}/stream`, {
      headers: { 'x-account': row?.buyer ?? '' },
    })
    assert.match(await response.text(), /"state":"confirmed"/)
  })

  test('the provider was away when a webhook came: it is worked on when the provider is back', async () => {
    const { sandbox, db } = shop.world
    sandbox.setSwitches({ webhooks: { hold: true } })
    const order = await paidOrder()
    sandbox.setSwitches({ answers: 'rate-limit' })
    await sandbox.releaseWebhooks()
    await shop.orders.settle({ eventId: order.eventId, orderId: order.id })
    assert.equal(await state(order.id), 'payment_pending')
    await db.sql`update webhook_inbox set look_at = now() where order_id = ${order.id}`
    const deps = clockworkOf(shop)
    assert.equal((await round(deps)).away, true)
    const kept = await db.sql<{ id: string }[]>`
      select provider_event_id as id from webhook_inbox where order_id = ${order.id} and worked_at is null`
    assert.ok(kept.length > 0)
    sandbox.setSwitches({ answers: 'normal', webhooks: { hold: false } })
    await db.sql`update webhook_inbox set look_at = now() where order_id = ${order.id}`
    assert.equal((await round(deps)).away, false)
    assert.equal(await state(order.id), 'confirmed')
    const waiting = await db.sql`
      select from webhook_inbox where provider_event_id = any(${kept.map(({ id }) => id)}) and worked_at is null`
    assert.equal(waiting.count, 0)
    assert.deepEqual(await shop.world.brokenInvariants(), [])
  })
})
