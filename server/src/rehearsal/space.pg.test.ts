import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../platform/testing/test-database.ts'
import { beginSpace, removeAll, type RehearsalNeighbours } from './space.ts'

test('a rehearsal that cannot be removed keeps no other, and is told of', async () => {
  await using db = await testDatabase()
  const stuck = await beginSpace(db.sql, 1)
  await beginSpace(db.sql, 1)
  const nothing = () => Promise.reject(new Error('not asked for'))
  const neighbours: RehearsalNeighbours = {
    addOrganiser: nothing,
    addPeople: nothing,
    addEvent: nothing,
    endEvent: () => Promise.resolve(),
    removeSale: (_sql, { rehearsalId }) =>
      rehearsalId === stuck.rehearsalId ? Promise.reject(new Error('it cannot be removed')) : Promise.resolve(3),
    removePeople: () => Promise.resolve(1),
  }
  await assert.rejects(removeAll(db, neighbours), /it cannot be removed/)
  const left = await db.sql<{ id: string }[]>`select rehearsal_id as id from rehearsals where removed_at is null`
  assert.deepEqual([...left], [{ id: stuck.rehearsalId }])
})
