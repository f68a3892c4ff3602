import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { removeHolds } from '../inventory/remove-event.ts'
import { newId } from '../platform/ids.ts'
import { removeSome } from '../platform/remove-rows.ts'
import { testDatabase } from '../platform/testing/test-database.ts'

/** Found by something else: holds by their time, as below, notifications by their account, feeds by the feed. */
const FOUND_OTHERWISE = ['holds', 'notifications', 'partner_told']

describe('what is kept of one event', () => {
  test('is found by an index in every table that has something of events', async () => {
    await using db = await testDatabase({ poolMax: 2 })
    const tables = await db.sql<{ name: string; indexed: boolean }[]>`
      select c.relname as name,
             exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum) as indexed
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'event_id' and not a.attisdropped
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`
    assert.ok(tables.length > 30, 'tables are seen')
    const without = tables.filter(({ indexed, name }) => !indexed && !FOUND_OTHERWISE.includes(name))
    assert.deepEqual(
      without.map(({ name }) => name),
      [],
    )
  })

  test('is removed without reading what is kept of all others: webhooks and announcements', async () => {
    await using db = await testDatabase({ poolMax: 2 })
    const { sql } = db
    const events = Array.from({ length: 40 }, newId)
    await sql`
      insert into outbox (outbox_id, kind, event_id, subject, data)
      select gen_random_uuid(), 'test.happened', event_id, 'test:1', '{}'
        from unnest(${events}::uuid[]) event_id, generate_series(1, 500)`
    await sql`
      insert into webhook_inbox (provider, provider_event_id, kind, about, event_id, body)
      select 'stripe', 'evt_' || gen_random_uuid(), 'checkout.session.completed', 'payment', event_id, '{}'
        from unnest(${events}::uuid[]) event_id, generate_series(1, 500)`
    for (const table of ['outbox', 'webhook_inbox']) {
      await sql`analyze ${sql(table)}`
      const plan = await sql<{ 'QUERY PLAN': string }[]>`explain ${removeSome(sql, table, events[3] ?? '', 5_000)}`
      const said = plan.map((line) => line['QUERY PLAN']).join('\n')
      assert.match(said, new RegExp(`${table}_event`), said)
      assert.doesNotMatch(said, /Seq Scan/)
      const { count } = await removeSome(sql, table, events[3] ?? '', 5_000)
      assert.equal(count, 500)
    }
  })

  test('is removed without reading holds from before it was there', async () => {
    await using db = await testDatabase({ poolMax: 1 })
    const { sql } = db
    const [before, rehearsed] = [newId(), newId()]
    for (const [eventId, daysAgo, holds] of [
      [before, 30, 60_000],
      [rehearsed, 0, 300],
    ] as const)
      await sql`
        insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at)
        select ${eventId}, gen_random_uuid(), gen_random_uuid(), array[place], 1, 'released', at, at + interval '1 minute'
          from generate_series(1, ${holds}::int) place, lateral (select now() - make_interval(days => ${daysAgo}) as at) t`
    await sql`vacuum analyze holds`
    const step = () => removeHolds(sql, rehearsed, new Date(), 5_000)
    const plan = await sql<{ 'QUERY PLAN': string }[]>`explain ${step()}`
    const said = plan.map((line) => line['QUERY PLAN']).join('\n')
    assert.match(said, /Bitmap Index Scan on holds_held_at/)
    assert.doesNotMatch(said, /Seq Scan/)
    assert.equal((await step()).count, 300)
    assert.equal((await sql`select from holds`).count, 60_000)
  })
})
