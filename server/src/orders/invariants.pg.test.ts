import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { paymentInvariants } from '../payments/index.ts'
import { findBrokenInvariants } from '../platform/check.ts'
import { orderInvariants } from './invariants.ts'
import { refundOrder } from './refund-order.ts'
import { aWorld, type PlacedOrder, type World } from './testing/world.ts'

/** What somebody could break by hand, and the sentence that is no longer true then. `$order` stands for the order. */
const planted: Readonly<Record<string, string>> = {
  'orders.are-the-sum-of-their-lines': `update order_lines set face_minor = face_minor + 1, all_in_minor = all_in_minor + 1 where order_id = $order`,
  'orders.have-their-hold': `update orders set hold_id = gen_random_uuid() where order_id = $order`,
  'orders.own-their-places': `update holds set places = places || 7 where order_id = $order`,
  'orders.that-ended-keep-no-place': `update orders set state = 'cancelled', ended_because = 'places-gone' where order_id = $order`,
  'orders.refunded-places-are-returned': `update holds set returned = places where order_id = $order`,
  'orders.are-payable-as-long-as-their-page': `update orders set state = 'payment_pending', pay_by = made_at + interval '2 hours', confirmed_at = null where order_id = $order`,
  'orders.say-when-to-look': `update orders set state = 'refund_pending' where order_id = $order`,
  'orders.are-looked-at': `update orders set settle_at = now() - interval '20 minutes' where order_id = $order`,
  'orders.cards-are-counted': `insert into card_places (event_id, card, places, ceiling)
    select event_id, sha256('card'), 3, 4 from orders where order_id = $order`,
  'payments.one-for-each-order-that-costs': `update payments set amount_minor = amount_minor + 1 where order_id = $order`,
  'payments.agree-with-their-order': `update payments set state = 'authorised', captured_minor = 0 where order_id = $order`,
  'payments.captured-what-was-ordered': `update payments set captured_minor = captured_minor - 1 where order_id = $order`,
  'payments.refunds-within-captured': `update refunds set amount_minor = amount_minor + 5001 where order_id = $order`,
  'payments.ledger-agrees-with-the-provider': `insert into ledger_entries (event_id, kind, source_id, account, order_id, amount_minor, currency)
    select event_id, 'capture-without-sale', order_id, account, order_id, minor, 'GBP' from orders,
      (values ('provider-clearing', 5), ('platform-fees', -5)) entry (account, minor) where order_id = $order`,
  'payments.ledger-owes-buyers': `insert into ledger_entries (event_id, kind, source_id, account, order_id, amount_minor, currency)
    select event_id, 'refund-asked', order_id, account, order_id, minor, 'GBP' from orders,
      (values ('refund-payable', 5), ('platform-fees', -5)) entry (account, minor) where order_id = $order`,
  'payments.disputes-show': `update orders set state = 'disputed', settle_at = now() where order_id = $order`,
  'payments.webhooks-are-worked-on': `insert into webhook_inbox (provider, provider_event_id, kind, about, event_id, order_id, body, received_at)
    select 'stripe', 'evt_old', 'refund.updated', 'money-back', event_id, order_id, '{}', now() - interval '20 minutes'
      from orders where order_id = $order`,
}

/** Refused by the database itself: cannot be planted. */
const impossible = ['payments.ledger-balances']

describe('the invariants of orders and payments', () => {
  let world: World
  let order: PlacedOrder
  const invariants = [...orderInvariants, ...paymentInvariants]
  before(async () => {
    world = await aWorld()
    order = await world.order(await world.anEvent(8), [0, 1, 2])
    await world.pay(order)
    await world.settle(order)
    await world.db.transaction((tx) =>
      refundOrder(tx, world.deps, order, { places: [1], reason: 'ill', askedBy: null }),
    )
    await world.settle(order)
  })
  after(() => world[Symbol.asyncDispose]())

  test('hold for an order that was partly refunded', async () => {
    assert.equal(await world.state(order), 'partly_refunded')
    assert.deepEqual(await findBrokenInvariants(world.db.sql, invariants), [])
  })

  for (const { name } of invariants.filter((one) => !impossible.includes(one.name)))
    test(`${name} is found broken when somebody breaks it`, async () => {
      const sql = planted[name]
      assert.ok(sql !== undefined, 'it can be broken')
      class TakeBack extends Error {}
      await assert.rejects(
        world.db.transaction(async (tx) => {
          const { count } = await tx.unsafe(sql.replaceAll('$order', `'${order.orderId}'`))
          assert.ok(count > 0, 'something was broken')
          const broken = await findBrokenInvariants(tx, invariants)
          assert.ok(
            broken.some((one) => one.name === name),
            broken.map((one) => one.name).join(),
          )
          throw new TakeBack()
        }),
        TakeBack,
      )
    })
})
