import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../platform/testing/test-database.ts'
import { organiserDuty } from './organiser-duty.ts'
import { given } from './testing/given.ts'

test('an organiser may go when no event of theirs is before the public: drafts, past and cancelled ones do not count', async () => {
  await using db = await testDatabase()
  const house = given(db)
  const organiser = await house.anOrganiser()
  const duty = () => db.transaction((tx) => organiserDuty(tx, organiser))
  await house.anEvent(organiser, { draft: true })
  await house.anEvent(await house.anOrganiser())
  assert.equal(await duty(), undefined)
  const first = await house.anEvent(organiser)
  const second = await house.anEvent(organiser)
  assert.equal(await duty(), '2 published events are not over: cancel, or wait')
  await db.sql`update events set status = 'cancelled' where event_id = ${first}`
  assert.equal(await duty(), '1 published event is not over: cancel, or wait')
  await db.sql`update events set starts_at = now() - interval '3 hours', doors_at = null where event_id = ${second}`
  assert.equal(await duty(), undefined)
  await db.sql`update events set status = 'postponed' where event_id = ${second}`
  assert.notEqual(await duty(), undefined, 'a postponed event is still to come')
})
