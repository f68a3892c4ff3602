import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { ROWS_REMOVED_AT_ONCE } from '../platform/remove-rows.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { queueExport, tidyQueuesTask } from './index.ts'
import { CHANGES_KEPT_MAX, insertChange, readChanges } from './queries/changes.ts'
import { stepQueue } from './step-queue.ts'
import { aNode, aNonce, aQueue, aWorld, brokenInvariants, neighboursIn, openTheSale } from './testing/given.ts'

test('after ninety days nobody knows any more who was in a queue, and its draw is still what it was', async () => {
  await using db = await testDatabase()
  const world = aWorld()
  await using node = await aNode(db, world)
  const [eventId, recent] = [await aQueue(db), await aQueue(db)]
  const people = Array.from({ length: 5 }, () => newId())
  for (const id of people)
    for (const event of [eventId, recent]) await node.ask(id, 'POST', `${event}/queue`, { nonce: aNonce() })
  await openTheSale(db, world, node, eventId)
  await stepQueue(db, eventId, neighboursIn(world))
  const before = await node.ask('', 'GET', `${eventId}/queue/draw`)
  const networksOf: string[] = []
  const task = tidyQueuesTask(db, async (_sql, id) => networksOf.push(id))
  const [removed, removedLately] = [newId(), newId()]
  for (const [id, days] of [
    [removed, 91],
    [removedLately, 1],
    [recent, 91],
  ] as const)
    await db.sql`
      insert into queue_changes (event_id, change_id, at, change)
      values (${id}, ${newId()}, now() - ${days} * interval '1 day', '{"removed": true}')`
  const known = async () =>
    (await db.sql`select 1 from queue_entries where event_id = ${eventId} and account_id = any(${people})`).length
  await task.run({}, silentLog())
  assert.equal(await known(), 5, 'not before its time')
  await db.sql`
    update on_sales set lobby_opens_at = lobby_opens_at - interval '91 days',
           lobby_closes_at = lobby_closes_at - interval '91 days', on_sale_at = on_sale_at - interval '91 days'
     where event_id = ${eventId}`
  await db.sql`update queue_heads set ended_at = now() where event_id = ${eventId}`
  await task.run({}, silentLog())
  await task.run({}, silentLog())
  assert.equal(await known(), 0)
  assert.deepEqual([...new Set(networksOf)], [eventId], 'and what the inventory keeps of their networks goes')
  const changed = await db.sql<{ id: string }[]>`select event_id as id from queue_changes order by event_id`
  assert.deepEqual(
    changed.map(({ id }) => id),
    [recent, removedLately].sort(),
    'what was changed at a room that was removed is not kept for ever',
  )
  const salted = await db.sql<{ id: string }[]>`select event_id as id from on_sales where network_salt is not null`
  assert.deepEqual(
    salted.map(({ id }) => id),
    [recent],
    'from here on nobody can say which network a digest stands for',
  )
  const left = (await queueExport.collect(db.sql, people[0] ?? '')) as { eventId: string }[]
  assert.deepEqual(
    left.map((place) => place.eventId),
    [recent],
  )
  await using afterwards = await aNode(db, world)
  assert.equal((await afterwards.ask('', 'GET', `${eventId}/queue/draw`)).text, before.text)
  assert.deepEqual(await brokenInvariants(db), [])
})

test('a queue of many is forgotten in pieces, and one that was broken off goes on', async () => {
  await using db = await testDatabase()
  const people = 2 * ROWS_REMOVED_AT_ONCE + 1
  const eventId = await aQueue(db)
  await db.sql`
    insert into queue_entries (event_id, account_id, entry_id, nonce, commitment)
    select ${eventId}, ('019a0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), ${Buffer.alloc(16)},
           sha256(n::text::bytea) from generate_series(1, ${people}) n`
  await db.sql`
    update on_sales set lobby_opens_at = now() - interval '94 days', lobby_closes_at = now() - interval '93 days',
           on_sale_at = now() - interval '92 days' where event_id = ${eventId}`
  await db.sql`update queue_heads set lobby = ${people}, closed_at = now(), ended_at = now() where event_id = ${eventId}`
  await db.sql.unsafe(`
    create table pieces (rows int check (rows <> 1));
    create function note_piece() returns trigger language plpgsql as $$
      begin insert into pieces select count(*) from changed; return null; end $$;
    create trigger pieces after update on queue_entries referencing new table as changed
      for each statement execute function note_piece()`)
  const known = async () => (await db.sql`select 1 from queue_entries where account_id::text like '019a%'`).length
  const task = tidyQueuesTask(db, () => Promise.resolve(0))

  await assert.rejects(async () => task.run({}, silentLog()), /pieces_rows_check/, 'the last one breaks off')
  assert.equal(await known(), 1, 'what was done is done')
  await db.sql`alter table pieces drop constraint pieces_rows_check`
  await task.run({}, silentLog())
  assert.equal(await known(), 0)
  const pieces = await db.sql<{ rows: number }[]>`select rows from pieces where rows > 0`
  assert.deepEqual(
    pieces.map(({ rows }) => rows),
    [ROWS_REMOVED_AT_ONCE, ROWS_REMOVED_AT_ONCE, 1],
  )
  assert.deepEqual(await brokenInvariants(db), [])
})

test('of what was changed at a waiting room the newest thousand are kept', async () => {
  await using db = await testDatabase()
  const eventId = await aQueue(db)
  await db.sql`
    insert into queue_changes (event_id, change_id, change)
    select ${eventId}, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, jsonb_build_object('message', n::text)
      from generate_series(1, ${CHANGES_KEPT_MAX + 5}) n`
  await db.transaction((tx) => insertChange(tx, eventId, null, { ended: true }))
  const kept = await readChanges(db.sql, eventId, CHANGES_KEPT_MAX + 10)
  assert.equal(kept.length, CHANGES_KEPT_MAX)
  assert.equal(kept[0]?.ended, true)
  assert.equal(kept.at(-1)?.message, '7', 'the oldest went')
})
