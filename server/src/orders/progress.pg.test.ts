import assert from 'node:assert/strict'
import { test } from 'node:test'
import { databaseHints } from '../platform/hints.ts'
import { newId } from '../platform/ids.ts'
import { silentLog } from '../platform/log.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { startProgress } from './progress.ts'

const heard = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, resolve }
}

test('a follower hears of its order from its own node and from another, and of no other order', async () => {
  await using db = await testDatabase()
  const hints = databaseHints(db)
  const [here, there] = [await startProgress(hints, silentLog()), await startProgress(hints, silentLog())]
  const [mine, other] = [newId(), newId()]
  const [near, far] = [heard(), heard()]
  const stops = [
    here.follow(mine, near.resolve),
    there.follow(mine, far.resolve),
    here.follow(other, () => assert.fail('not this order')),
  ]
  // More than one NOTIFY can carry.
  for (let n = 0; n < 500; n++) here.changed(newId())
  here.changed(mine)
  await Promise.all([near.promise, far.promise])
  for (const stop of stops) stop()
  there.follow(mine, () => undefined)()
  here.changed(mine)
  await Promise.all([here.stop(), there.stop()])
})
