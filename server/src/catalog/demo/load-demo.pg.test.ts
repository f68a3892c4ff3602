import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBrokenInvariants } from '../../platform/check.ts'
import type { Database } from '../../platform/database.ts'
import { testDatabase } from '../../platform/testing/test-database.ts'
import { catalogInvariants } from '../invariants.ts'
import { given, openHeads } from '../testing/given.ts'
import { loadDemo } from './load-demo.ts'

const on = (db: Database, organiserId: string, day: string) =>
  loadDemo(db, { organiserId, now: new Date(`${day}T09:00:00Z`), openInventory: openHeads })

test('the demo is loaded once, and on a later day only the days that came into view are added', async () => {
  await using db = await testDatabase()
  const organiserId = await given(db).anOrganiser()
  const first = await on(db, organiserId, '2026-11-21')
  assert.deepEqual(first.refused, [])
  const events = first.counts.events?.created ?? 0
  assert.ok(events >= 150, `${events} events`)

  const again = await on(db, organiserId, '2026-11-21')
  for (const [table, counts] of Object.entries(again.counts))
    assert.deepEqual([counts.created, counts.updated], [0, 0], table)
  assert.deepEqual(again.soldOut, first.soldOut)

  const nextWeek = await on(db, organiserId, '2026-11-28')
  for (const [table, counts] of Object.entries(nextWeek.counts)) assert.equal(counts.updated, 0, table)
  const added = nextWeek.counts.events?.created ?? 0
  assert.ok(added > 0 && added < events, `${added} added to ${events}`)
  assert.deepEqual(await findBrokenInvariants(db.sql, catalogInvariants), [])
})

test('the demo is found by search: near a point, free, sold in several currencies, with accessible places', async () => {
  await using db = await testDatabase()
  const organiserId = await given(db).anOrganiser()
  const { soldOut } = await on(db, organiserId, '2026-11-21')
  const [found] = await db.sql<
    { near: number; free: number; currencies: number; inaccessible: number; waiting: number }[]
  >`
    select count(*) filter (where v.location <-> globe_point(52.52, 13.405) < 10000) as near,
           count(*) filter (where s.from_minor = 0) as free, count(distinct s.currency) as currencies,
           count(*) filter (where s.accessible_places = 0) as inaccessible,
           count(*) filter (where e.on_sale_at > '2026-11-21T09:00:00Z') as waiting
      from event_search s join events e using (event_id) join venues v on v.venue_id = e.venue_id`
  assert.ok(found && found.near > 100 && found.free >= 3 && found.currencies >= 6, JSON.stringify(found))
  assert.deepEqual([found.inaccessible, found.waiting], [0, 1])
  assert.deepEqual(
    soldOut.map(({ places }) => places),
    [280],
  )
})
