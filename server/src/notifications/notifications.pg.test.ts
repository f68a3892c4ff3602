import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Notification } from '@foyer/contract/notifications'
import { findBrokenInvariants } from '../platform/check.ts'
import type { Actor } from '../platform/http/route.ts'
import { buildServer } from '../platform/http/server.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import type { Announcement, Heard } from '../platform/outbox.ts'
import { testDatabase, type TestDatabase } from '../platform/testing/test-database.ts'
import {
  notificationExport,
  notificationInvariants,
  notifyPeople,
  registerNotificationRoutes,
  tidyNotificationsTask,
} from './index.ts'

const amount = { minor: 9_900, currency: 'EUR' }

const confirmed = (buyerId: string): Announcement => ({
  kind: 'order.confirmed',
  eventId: newId(),
  subject: 'order:1',
  data: { orderId: newId(), buyerId, amount, because: null },
})

/** An announcement as a subscriber hears it. */
const heard = (announcement: Announcement, outboxId = newId()): Heard => ({
  ...announcement,
  outboxId,
  madeAt: new Date(),
})

async function anAccount(db: TestDatabase): Promise<string> {
  const accountId = newId()
  await db.sql`
    insert into accounts (account_id, kind, email, email_key, password_hash, name)
    values (${accountId}, 'individual', ${accountId}, ${accountId}, 'x', 'Somebody')`
  return accountId
}

interface Listed {
  readonly items: Notification[]
  readonly next: string | null
  readonly unread: number
}

/** The routes, for one account. */
function clientOf(db: TestDatabase, accountId: string) {
  const actor: Actor = { accountId, kind: 'individual', sessionId: newId() }
  const app = buildServer({ log: silentLog(), authenticate: async () => actor, trustedProxies: [] })
  registerNotificationRoutes(app, db)
  return {
    list: async (query = ''): Promise<Listed> => (await app.inject(`/v1/me/notifications${query}`)).json(),
    get: async (url: string) => (await app.inject(url)).statusCode,
    read: async (id: string) =>
      (await app.inject({ method: 'PUT', url: `/v1/me/notifications/${id}/read` })).statusCode,
    readUpTo: async (upTo: string) =>
      (await app.inject({ method: 'POST', url: '/v1/me/notifications/read', payload: { upTo } })).statusCode,
  }
}

describe('what people are told', () => {
  test('is kept once however often it is announced, and read by them alone', async () => {
    await using db = await testDatabase()
    const [ada, eve] = [await anAccount(db), await anAccount(db)]
    const one = heard(confirmed(ada))
    const notify = (one: Heard) => db.transaction((tx) => notifyPeople([one], tx))
    await Promise.all([notify(one), notify(one), notify(one)])
    const { items, unread } = await clientOf(db, ada).list()
    assert.equal(unread, 1)
    assert.deepEqual(items, [
      {
        notificationId: one.outboxId,
        kind: 'order.confirmed',
        says: 'Your order is confirmed.',
        eventId: one.eventId,
        orderId: one.data['orderId'],
        amount,
        madeAt: one.madeAt.toISOString(),
        readAt: null,
      },
    ])
    assert.deepEqual(await clientOf(db, eve).list(), { items: [], next: null, unread: 0 })
    assert.equal(await clientOf(db, eve).read(one.outboxId), 404)
    assert.equal((await clientOf(db, ada).list()).unread, 1)
  })

  test('comes in pages, newest first, without gap or repetition', async () => {
    await using db = await testDatabase()
    const ada = await anAccount(db)
    const ids: string[] = []
    for (let n = 0; n < 7; n += 1) {
      const one = heard(confirmed(ada))
      ids.unshift(one.outboxId)
      await db.transaction((tx) => notifyPeople([one], tx))
    }
    const client = clientOf(db, ada)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Listed = await client.list(`?limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map((item) => item.notificationId))
      cursor = page.next
    }
    assert.deepEqual(seen, ids)
    assert.equal(await client.get('/v1/me/notifications?cursor=yesterday'), 400)
  })

  test('is marked as read one by one, or up to the newest that was shown', async () => {
    await using db = await testDatabase()
    const ada = await anAccount(db)
    const ids: string[] = []
    for (let n = 0; n < 4; n += 1) {
      const one = heard(confirmed(ada))
      ids.push(one.outboxId)
      await db.transaction((tx) => notifyPeople([one], tx))
    }
    const client = clientOf(db, ada)
    const [first = '', second = '', third = ''] = ids
    assert.equal(await client.read(second), 204)
    const { readAt } = (await client.list()).items.find((item) => item.notificationId === second) ?? {}
    assert.equal(await client.read(second), 204)
    assert.equal((await client.list()).items.find((item) => item.notificationId === second)?.readAt, readAt)
    assert.equal((await client.list()).unread, 3)
    assert.equal(await client.readUpTo(third), 204)
    const unread = (await client.list()).items.filter((item) => item.readAt === null)
    assert.deepEqual(
      unread.map((item) => item.notificationId),
      ids.slice(3),
    )
    assert.equal(await client.read(first), 204)
    assert.equal(await client.read(newId()), 404)
  })

  test('goes with the account when it is deleted, and nothing comes after', async () => {
    await using db = await testDatabase()
    const ada = await anAccount(db)
    const notify = (one: Heard) => db.transaction((tx) => notifyPeople([one], tx))
    await notify(heard(confirmed(ada)))
    await db.sql`
      update accounts set deleted_at = now() - interval '1 hour', email = null, email_key = null, password_hash = null,
             name = '' where account_id = ${ada}`
    assert.equal((await findBrokenInvariants(db.sql, notificationInvariants)).length, 1, 'the invariant can see it')
    await notify(heard({ kind: 'account.deleted', subject: `account:${ada}`, data: { accountId: ada } }))
    await notify(heard(confirmed(ada)))
    assert.equal((await db.sql`select from notifications`).length, 0)
    assert.deepEqual(await findBrokenInvariants(db.sql, notificationInvariants), [])
  })

  test('about somebody who has no account is told to nobody, and holds up nothing', async () => {
    await using db = await testDatabase()
    await db.transaction((tx) => notifyPeople([heard(confirmed(newId()))], tx))
    await db.transaction((tx) => notifyPeople([heard({ kind: 'venue.moved', subject: 'venue:1', data: {} })], tx))
    assert.equal((await db.sql`select from notifications`).length, 0)
  })

  test('is forgotten after a year, and given out in the export before', async () => {
    await using db = await testDatabase()
    const ada = await anAccount(db)
    await db.transaction((tx) =>
      notifyPeople([{ ...heard(confirmed(ada)), madeAt: new Date(Date.now() - 366 * 86_400_000) }], tx),
    )
    await db.transaction((tx) => notifyPeople([heard(confirmed(ada))], tx))
    const exported = await notificationExport.collect(db.sql, ada)
    assert.ok(Array.isArray(exported) && exported.length === 2)
    await tidyNotificationsTask(db).run({}, silentLog())
    assert.equal((await db.sql`select from notifications`).length, 1)
  })
})

test('an order whose confirmation was announced and not told is found', async () => {
  await using db = await testDatabase()
  const { kind, subject, data } = confirmed(await anAccount(db))
  const outboxId = newId()
  await db.sql`
    insert into outbox (outbox_id, kind, subject, data, taken_at)
    values (${outboxId}, ${kind}, ${subject}, ${JSON.stringify(data)}::text::jsonb, now())`
  assert.equal((await findBrokenInvariants(db.sql, notificationInvariants)).length, 1)
  await db.transaction((tx) => notifyPeople([heard({ kind, subject, data }, outboxId)], tx))
  assert.deepEqual(await findBrokenInvariants(db.sql, notificationInvariants), [])
})
