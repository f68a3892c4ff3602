import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../platform/database.ts'
import { silentLog } from '../platform/log.ts'
import { startRevocations } from './revocations.ts'

test('while the database does not answer one look waits for its turn, and not one for each that was missed', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const hangs = Promise.withResolvers<void>()
  let asked = 0
  const sql = async () => {
    if (++asked === 2) await hangs.promise
    return []
  }
  const db = { sql, listen: () => Promise.resolve(() => Promise.resolve()) } as unknown as Database
  const revocations = await startRevocations(db, silentLog(), { pollMs: 5_000 })
  for (let missed = 0; missed < 100; missed++) {
    t.mock.timers.tick(5_000)
    await Promise.resolve()
  }
  assert.equal(asked, 2, 'it was asked at the start, and once since')
  hangs.resolve()
  await revocations.stop()
  assert.equal(asked, 3)
})
