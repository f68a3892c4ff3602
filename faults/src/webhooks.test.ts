import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Queryable } from '@foyer/server/platform/database'
import { Book } from './lib/book.ts'
import { openCluster } from './lib/cluster.ts'
import { finish } from './lib/finish.ts'
import { Purchase } from './lib/purchase.ts'
import { beginRun, setting } from './lib/run.ts'
import { signInAt } from './lib/sign-in.ts'
import { setStage } from './lib/stage.ts'
import { misshownPlaces, moneyOf, verdict } from './lib/verdict.ts'

const BUYERS = 8
const FOUND_WITHIN_MS = 60_000
/** They pay at some moment of so many seconds. FAULTS_PAYING_S=60 has them pay at any point between two looks at them. */
const PAYING_S = 5
const LOOK_MS = 100
const WORKED_WITHIN_MS = 30_000

test('while no webhook comes, whoever paid has their tickets within a minute, though nobody looks; late ones change nothing', async () => {
  const run = beginRun('webhooks')
  const chance = run.chance(0)
  const payingMs = setting('FAULTS_PAYING_S', PAYING_S) * 1_000
  await using cluster = await openCluster()
  const { db, apis, deriveKey, sandbox } = cluster
  const urls = apis.map(({ url }) => url)
  const stage = await setStage(db, { seats: 2_000, accounts: BUYERS })
  const { eventId } = stage
  const book = new Book()
  const signIn = signInAt(urls, deriveKey)
  await sandbox.turn({ webhooks: { hold: true } })

  const bought = await Promise.all(
    Array.from({ length: BUYERS }, async (_, index) => {
      const accountId = stage.accounts.pop() ?? assert.fail('there are not enough accounts')
      const client = await signIn(accountId)
      const wish = { places: [2 * index, 2 * index + 1] }
      const purchase = new Purchase({ client, accountId, book, eventId, wish })
      assert.ok(await purchase.hold())
      const pays = chance.int(payingMs)
      await purchase.order()
      await wait(pays)
      await purchase.pay()
      return { purchase, foundMs: await untilConfirmed(db.sql, purchase.entry.holdId) }
    }),
  )
  const purchases = bought.map(({ purchase }) => purchase)
  const found = bought.map(({ foundMs }) => Math.round(foundMs))
  for (const ms of found) assert.ok(ms < FOUND_WITHIN_MS, `found after ${ms} ms`)
  await finish(db.sql, eventId, book, purchases)
  assert.deepEqual(await verdict(db.sql, eventId, book), [])

  const kept = await sandbox.keptBack()
  const late = kept
    .map((id) => ({ id, turn: chance.int(2 ** 31) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ id }) => id)
  const before = await everything(db.sql)
  await sandbox.deliver(late)
  await untilWorked(db.sql, late.length)
  assert.deepEqual(await everything(db.sql), before)
  assert.deepEqual(await verdict(db.sql, eventId, book), [])
  for (const url of urls) assert.deepEqual(await misshownPlaces(db.sql, url, eventId), [], url)
  const { captured, setAside, ledger, ordered } = await moneyOf(db.sql, sandbox)
  assert.deepEqual({ captured, setAside, ledger }, { captured: ordered, setAside: 0, ledger: ordered })
  console.log(
    `webhooks stopped: ${BUYERS} paid within ${payingMs / 1_000} s, ticketed ${found.sort((a, b) => a - b).join(', ')} ms after they paid; ` +
      `then ${late.length} webhooks in some other order, which changed nothing`,
  )
  assert.deepEqual(await cluster.stop(), [0, 0, 0])
})

/** Looks in the tables alone: whoever asks the server has the order looked at. @returns after how many milliseconds. */
async function untilConfirmed(sql: Queryable, holdId: string): Promise<number> {
  const paid = performance.now()
  for (;;) {
    const [order] = await sql<{ state: string }[]>`select state from orders where hold_id = ${holdId}`
    const ms = performance.now() - paid
    if (order?.state === 'confirmed') return ms
    assert.ok(ms < 2 * FOUND_WITHIN_MS, `the order is ${order?.state} ${Math.round(ms)} ms after it was paid`)
    await wait(LOOK_MS)
  }
}

async function untilWorked(sql: Queryable, count: number): Promise<void> {
  const givenUp = performance.now() + WORKED_WITHIN_MS
  for (;;) {
    const [inbox] = await sql<{ worked: number }[]>`select count(worked_at) as worked from webhook_inbox`
    if (inbox?.worked === count) return
    assert.ok(performance.now() < givenUp, `${inbox?.worked} of ${count} webhooks were worked on`)
    await wait(LOOK_MS)
  }
}

/** All that a webhook could change. */
async function everything(sql: Queryable) {
  const orders = await sql`select order_id, state, confirmed_at, settle_at from orders order by order_id`
  const payments = await sql`select payment_id, state, captured_minor from payments order by payment_id`
  const tickets = await sql`select ticket_id, order_id, state from tickets order by ticket_id`
  const ledger = await sql`select * from ledger_entries order by 1, 2, 3`
  const heads = await sql`select event_id, seq from event_heads order by event_id`
  const told = await sql`select kind, subject from outbox order by 1, 2`
  return {
    orders: [...orders],
    payments: [...payments],
    tickets: [...tickets],
    ledger: [...ledger],
    heads: [...heads],
    told: [...told],
  }
}
