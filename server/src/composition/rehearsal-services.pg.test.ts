import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { createAccessTokens } from '../accounts/index.ts'
import { settings, type Config } from '../config.ts'
import { hearDatabaseClock, momentsOf } from '../platform/database-clock.ts'
import { newId } from '../platform/ids.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { Progress } from '../rehearsal/index.ts'
import { rehearsalServices } from './rehearsal-services.ts'

const HOUR_MS = 3_600_000
const config = Object.fromEntries(Object.entries(settings).map(([name, one]) => [name, one.otherwise])) as Config

for (const [off, ms] of [
  ['ahead', HOUR_MS],
  ['behind', -HOUR_MS],
] as const)
  test(`on a machine whose clock is an hour ${off}, a rehearsal signs in by the database’s time`, async () => {
    await using db = await testDatabase({ poolMax: 2 })
    const deriveKey = keysFrom(Buffer.alloc(32, 9))
    const installation = createAccessTokens(deriveKey, momentsOf(await hearDatabaseClock(db.sql)))
    mock.timers.enable({ apis: ['Date'], now: Date.now() + ms })
    try {
      const byTheMachine = createAccessTokens(deriveKey, { now: () => new Date() })
      const who = { accountId: newId(), kind: 'vendor', sessionId: newId() } as const
      assert.equal(
        await installation.verify(await byTheMachine.issue(who)),
        undefined,
        'the test can see the difference',
      )
      const quiet = { progress: new Progress({ write: () => true }), signal: new AbortController().signal }
      const services = await rehearsalServices(config, { db, deriveKey }, quiet)
      const token = await services.signIn(who.accountId, who.kind)
      assert.equal((await installation.verify(token))?.actor.accountId, who.accountId)
      const [database] = await db.sql<{ now: Date }[]>`select now()`
      assert.ok(Math.abs(services.clock.now().getTime() - (database?.now.getTime() ?? 0)) < 60_000)
    } finally {
      mock.timers.reset()
    }
  })
