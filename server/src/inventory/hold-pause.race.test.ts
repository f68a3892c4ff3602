import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../platform/ids.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { forgetUnpaid } from './queries.ts'
import {
  aNode,
  anEvent,
  brokenInvariants,
  patiently,
  tally,
  untilOver,
  type GivenEvent,
  type Node,
} from './testing/given.ts'
import { drawnPlan } from './testing/plans.ts'

const HOLD_MS = 200
const plan = drawnPlan({ key: 'floor', capacity: 500 })
const wish = { generalAdmission: { area: 'floor', quantity: 1 } }

function hold({ inventory }: Node, { eventId }: GivenEvent, accountId: string) {
  const holdId = newId()
  return patiently(() => inventory.holdPlaces({ eventId, holdId, accountId, wish }))
}

/** Holds of these accounts, each left until it is over: three of each. */
async function leaveThree(node: Node, event: GivenEvent, accounts: readonly string[]): Promise<void> {
  for (let time = 0; time < 3; time++) {
    const outcomes = await Promise.all(accounts.map((accountId) => hold(node, event, accountId)))
    assert.deepEqual(tally(outcomes), { held: accounts.length })
    for (const outcome of outcomes) await untilOver(node, outcome)
  }
}

describe('a pause after holds left unpaid', () => {
  test('twenty devices on two nodes, of people who left three unpaid: none holds, also at a node that starts later', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    await using one = await aNode(db, [event], { holdTtlMs: HOLD_MS })
    await using two = await aNode(db, [event], { holdTtlMs: HOLD_MS })
    const accounts = Array.from({ length: 10 }, () => newId())
    await leaveThree(one, event, accounts)
    const storm = (nodes: readonly Node[]) =>
      Promise.all(
        accounts.flatMap((accountId) =>
          Array.from({ length: 20 }, (_, device) => hold(nodes[device % nodes.length] ?? one, event, accountId)),
        ),
      )
    const outcomes = await storm([one, two])
    assert.deepEqual(tally(outcomes), { 'hold-pause': 200 })
    for (const outcome of outcomes)
      if ('refused' in outcome && outcome.refused === 'hold-pause')
        assert.ok(outcome.retryAfterMs > 0 && outcome.retryAfterMs <= 60_000, `${outcome.retryAfterMs} ms`)
    await using later = await aNode(db, [event])
    assert.deepEqual(tally(await storm([later])), { 'hold-pause': 200 })
    assert.ok('held' in (await hold(later, event, newId())), 'whoever left nothing is asked for nothing')
    assert.equal(later.inventory.pulse(event.eventId)?.paused, accounts.length)
    const free = anEvent(plan)
    await using elsewhere = await aNode(db, [free])
    assert.ok('held' in (await hold(elsewhere, free, accounts[0] ?? '')), 'nor for another event')
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('without it they hold at once: the test can see the hoarding. So it is where a waiting room sees to it', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    await using node = await aNode(db, [event], { holdTtlMs: HOLD_MS, hasWaitingRoom: () => true })
    const accounts = Array.from({ length: 10 }, () => newId())
    await leaveThree(node, event, accounts)
    const outcomes = await Promise.all(accounts.map((accountId) => hold(node, event, accountId)))
    assert.deepEqual(tally(outcomes), { held: accounts.length })
    assert.deepEqual(await brokenInvariants(db), [])
  })

  test('what was left a day ago counts no more, and is forgotten', async () => {
    await using db = await testDatabase()
    const event = anEvent(plan)
    const [me, other] = [newId(), newId()]
    await using node = await aNode(db, [event], { holdTtlMs: HOLD_MS })
    await leaveThree(node, event, [me, other])
    await hold(node, event, newId())
    await db.sql`update unpaid_holds set last_at = last_at - interval '25 hours' where account_id = ${me}`
    await using later = await aNode(db, [event])
    assert.ok('held' in (await hold(later, event, me)))
    assert.equal((await forgetUnpaid(db.sql, 100)).count, 1)
    const left = await db.sql<{ account: string }[]>`
      select account_id as account from unpaid_holds where account_id in (${me}, ${other})`
    assert.deepEqual(
      left.map(({ account }) => account),
      [other],
    )
  })

  test('who is said to have left more than ended so is found by the invariants', async () => {
    await using db = await testDatabase()
    await db.sql`insert into unpaid_holds values (${newId()}, ${newId()}, 1, now())`
    assert.deepEqual(
      (await brokenInvariants(db)).map(({ name }) => name),
      ['inventory.unpaid-holds'],
    )
  })
})
