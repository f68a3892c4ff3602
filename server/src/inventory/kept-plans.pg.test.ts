import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { insertHeads, readHoldsById } from './queries.ts'

const HOLDS = 3_000
/** PostgreSQL makes five plans before it may keep one. */
const PLANNED_ANEW = 5
const READINGS = 12

test('a few holds are read by a plan that is kept, by their key', async () => {
  await using db = await testDatabase({ poolMax: 1 })
  const eventId = newId()
  await insertHeads(db.sql, [eventId])
  // What is known of the table stays the same meanwhile, and so do its plans.
  await db.sql`alter table holds set (autovacuum_enabled = off)`
  await db.sql`
    insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at)
    select ${eventId}, gen_random_uuid(), gen_random_uuid(), array[n], 1, 'held', now(), now() + interval '1 hour'
      from generate_series(1, ${HOLDS}::int) n`
  await db.sql`analyze holds`
  const sought = await db.sql<{ holdId: string }[]>`select hold_id as "holdId" from holds limit 3`
  for (let reading = 0; reading < READINGS; reading++)
    assert.deepEqual(
      (await readHoldsById(db.sql, sought)).map((hold) => hold?.holdId),
      sought.map(({ holdId }) => holdId),
    )
  const [plans] = await db.sql<{ anew: number; kept: number }[]>`
    select custom_plans::int as anew, generic_plans::int as kept from pg_prepared_statements
     where statement like '%from holds where hold_id = any%' and statement not like '%pg_prepared_statements%'`
  assert.deepEqual(plans, { anew: PLANNED_ANEW, kept: READINGS - PLANNED_ANEW })
})
