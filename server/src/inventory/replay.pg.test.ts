import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { Availability } from './availability.ts'
import { DatabaseClock } from '../platform/database-clock.ts'
import { EventWriter } from './event-writer.ts'
import type { Answer, Operation } from './operations.ts'
import { readLog } from './queries.ts'
import { sqlStore } from './sql-store.ts'
import { EventState } from './state.ts'
import { dump } from './testing/dump.ts'
import { brokenInvariants } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'
import { chance, type Chance } from './testing/random.ts'

const plan = drawnPlan(
  { key: 'stalls', category: 'gold', rows: ['..........', 'ac......ca', '..........'] },
  { key: 'floor', category: 'floor', capacity: 20 },
)
const BATCHES = 150
const NETWORK_LIMIT = 12
const SEEDS = [11, 12]

for (const seed of SEEDS)
  test(`tables, log and memory tell the same, whatever happened (seed ${seed})`, async () => {
    await using db = await testDatabase()
    const random = chance(seed)
    const eventId = newId()
    const store = sqlStore(db.sql, () => Promise.resolve(plan))
    const memory: { state?: EventState } = {}
    const availability = new Availability()
    const view = {
      capture: (state: EventState) => availability.capture((memory.state = state)),
      publish: availability.publish.bind(availability),
    }
    const writer = new EventWriter({
      eventId,
      store,
      clock: new DatabaseClock(),
      view,
      onCommitted: () => undefined,
    })
    const people = Array.from({ length: 8 }, () => random.id())
    const holdIds: string[] = []
    for (let batch = 0; batch < BATCHES; batch++) {
      const operations = Array.from({ length: 1 + random.int(10) }, () => anyOperation(random, people, holdIds))
      await Promise.all(askAll(writer, operations))
    }

    const { state } = memory
    assert.ok(state !== undefined && state.seq > BATCHES / 3, `${state?.seq} entries`)
    assert.deepEqual(dump(await store.load(eventId)), dump(state), 'the tables tell what memory does')
    const replayed = new EventState(plan)
    for (const { entry, hash } of await readLog(db.sql, eventId, 0, 10_000)) replayed.fold(entry, hash)
    assert.deepEqual(dump(replayed), dump(state), 'the log tells what memory does')
    assert.deepEqual(await brokenInvariants(db), [])
  })

const askAll = (writer: EventWriter, operations: readonly Operation[]): Promise<unknown>[] => {
  const answers = operations.map(() => Promise.withResolvers<Answer | { refused: 'busy' }>())
  void writer.work({
    waiting: operations.map((operation, index) => ({
      operation,
      deadline: Infinity,
      answer: (answer) => answers[index]?.resolve(answer),
      fail: (error) => answers[index]?.reject(error),
    })),
  })
  return answers.map((answer) => answer.promise)
}

function anyOperation(random: Chance, people: readonly string[], holdIds: string[]): Operation {
  const holdId = holdIds.length > 0 ? random.pick(holdIds.slice(-20)) : random.id()
  // Derived from the hold, so that repeated confirmations are of the same order.
  const orderId = holdId.replace('-7', '-8')
  const places = random.sample(plan.count, 1 + random.int(3))
  switch (random.int(12)) {
    case 0:
      return { verb: 'release', holdId, accountId: null }
    case 1:
      return { verb: 'extend', holdId, accountId: null, ttlMs: 700_000, by: random.once(2) ? 'payment' : 'buyer' }
    case 2:
    case 3: {
      const whenOver = random.pick(['refuse', 'same-places', 'substitutes'] as const)
      return { verb: 'confirm', holdId, orderId, whenOver, limit: 6, networkLimit: NETWORK_LIMIT }
    }
    case 4:
      return { verb: 'giveBack', holdId, orderId, places }
    case 5:
      return { verb: 'block', places, reason: random.pick(['house', 'kill'] as const), whenTaken: 'skip' }
    case 6:
      return { verb: 'unblock', places: random.sample(plan.count, 15) }
    default: {
      const fresh = random.id()
      holdIds.push(fresh)
      const quantity = 1 + random.int(3)
      const best = { categories: null, section: null, accessible: 0, relax: random.once(2) }
      const wish = random.pick([
        { by: 'places', places } as const,
        { by: 'area', area: 1, quantity, accessible: 0 } as const,
        { by: 'best-available', quantity, ...best } as const,
      ])
      // Over as soon as it is made, or not in this test.
      const ttlMs = random.once(2) ? 1 : 600_000
      const accountId = random.pick(people)
      // Two people share a network, and may have as much as both together; a quarter counts for none.
      const digest = ['a1', 'b2', 'c3'][people.indexOf(accountId) % 4]
      const where = digest === undefined ? {} : { network: { digest, placesAtMost: NETWORK_LIMIT } }
      return { verb: 'hold', holdId: fresh, accountId, wish, digest: 1, ttlMs, limit: 6, ...where }
    }
  }
}
