import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openInventory } from '../inventory/index.ts'
import { openDatabase } from '../platform/database.ts'
import { silentLog } from '../platform/log.ts'
import { inventoryPort } from './inventory-port.ts'
import { makePaymentsLonger } from './make-longer.ts'
import { settleOrder } from './settle.ts'
import { aWorld } from './testing/world.ts'

/** Half an hour less a little: the longest that is made up for. */
const OUTAGE_S = 1_700

test('time to pay that ran while the sale could not be served is given back, as far as the provider’s page lasts', async () => {
  await using world = await aWorld()
  const { db, deps } = world
  const eventId = await world.anEvent(4)
  const [order, late] = [await world.order(eventId, [0]), await world.order(eventId, [1])]
  for (const one of [order, late]) await settleOrder(deps, one, 'nothing')
  await db.sql`insert into sale_watch (served_at) values (now() - ${OUTAGE_S} * interval '1 second')`
  for (const table of ['holds', 'orders', 'payments'] as const)
    for (const column of { holds: ['held_at', 'expires_at'], orders: ['made_at', 'pay_by'], payments: ['made_at'] }[
      table
    ])
      await db.sql`update ${db.sql(table)} set ${db.sql(column)} = ${db.sql(column)} - ${OUTAGE_S} * interval '1 second'`
  await db.sql`update event_heads set next_due_at = next_due_at - ${OUTAGE_S} * interval '1 second'`
  // Made so long ago that its page ends soon.
  await db.sql`update orders set made_at = made_at - interval '25 minutes' where order_id = ${late.orderId}`

  const laneDb = openDatabase({ url: db.url, poolMax: 2, applicationName: 'lanes' })
  let serves: 'yes' | 'no' = 'no'
  const inventory = openInventory({
    db,
    laneDb,
    log: silentLog(),
    loadEvent: () => Promise.reject(new Error('nothing is sold here')),
    serves: () => serves,
    makeUps: [makePaymentsLonger],
  })
  await inventory.start()
  try {
    const port = { ...deps, inventory: inventoryPort(inventory), behindMs: () => inventory.askBehindMs() }
    const stateOf = async () => (await settleOrder(port, order, 'nothing'))?.state
    assert.equal(await stateOf(), 'payment_pending', 'its time stands still')
    serves = 'yes'
    while (inventory.behindMs() > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal(await stateOf(), 'payment_pending')
    const rows = await db.sql<{ left: number; life: number; before_hold: boolean }[]>`
      select extract(epoch from pay_by - now())::float8 as left, extract(epoch from pay_by - made_at)::float8 as life,
             pay_by < expires_at as before_hold
        from orders join holds using (event_id, hold_id) order by made_at desc`
    const [first, second] = rows
    assert.ok(first !== undefined && first.left > 240 && first.left <= 601, JSON.stringify(first))
    assert.ok(second !== undefined && second.life <= 3_301 && second.life > 3_200, JSON.stringify(second))
    assert.ok(
      rows.every((row) => row.before_hold),
      'the places are held as long as they can be paid',
    )
  } finally {
    await inventory.stop()
    await laneDb.close()
  }
})
