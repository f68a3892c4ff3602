import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { SetAside } from '../platform/set-aside.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import type { Lanes } from './lanes.ts'
import { findDueEvents } from './queries.ts'
import { sweepOnce } from './sweeper.ts'
import { aNode, anEvent } from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'

const plan = drawnPlan({ key: 'stalls', rows: ['....'] })
const AT_ONCE = 8

/** Lanes of which some always fail, or are always too busy; `swept` tells which were asked for. */
function lanesOf(bad: ReadonlyMap<string, 'fails' | 'busy'>) {
  const swept: string[] = []
  const lanes = {
    of: (eventId: string) => ({
      lane: {
        submit() {
          swept.push(eventId)
          const why = bad.get(eventId)
          if (why === 'fails') return Promise.reject(new Error('this event cannot be swept'))
          return Promise.resolve(
            why === 'busy' ? { refused: 'busy', retryAfterMs: 1_000 } : { expired: 1, more: false },
          )
        },
      },
    }),
  } as unknown as Pick<Lanes, 'of'>
  return { lanes, swept }
}

for (const why of ['fails', 'busy'] as const)
  test(`eight events, each of which always ${why}: the ninth is swept; without setting them aside it never is`, async () => {
    await using db = await testDatabase()
    const events = Array.from({ length: AT_ONCE + 1 }, () => anEvent(plan))
    await using node = await aNode(db, events)
    for (const [n, { eventId }] of events.entries()) {
      await node.inventory.holdPlaces({ eventId, holdId: newId(), accountId: newId(), wish: { places: [0] } })
      await db.sql`
        update event_heads set next_due_at = now() - ${100 - n} * interval '1 second' where event_id = ${eventId}`
    }
    const ninth = events.at(-1)?.eventId ?? ''
    const bad = new Map(events.slice(0, AT_ONCE).map(({ eventId }) => [eventId, why]))

    for (let round = 0; round < 3; round++)
      assert.ok(!(await findDueEvents(db.sql, AT_ONCE, 0, [])).includes(ninth), 'the test can see it starve')

    const { lanes, swept } = lanesOf(bad)
    const aside = new SetAside()
    const first = await sweepOnce(db, lanes, 0, aside)
    assert.deepEqual([first.found, first.failed.length], [AT_ONCE, why === 'fails' ? AT_ONCE : 0])
    // However slow this machine is: set aside for a minute by now.
    for (let times = 0; times < 6; times++) for (const eventId of bad.keys()) aside.add(eventId)
    const second = await sweepOnce(db, lanes, 0, aside)
    assert.deepEqual([second.found, swept.at(-1)], [1, ninth])
  })
