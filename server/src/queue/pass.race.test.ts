import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aNode as anInventoryNode, anEvent, tally } from '../inventory/testing/given.ts'
import type { CheckPass } from '../inventory/index.ts'
import { drawnPlan } from '../inventory/testing/plans.ts'
import { newId } from '../platform/ids.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase } from '../platform/testing/test-database.ts'
import { passes } from './pass.ts'
import { passCheck } from './check-pass.ts'
import { aNode, aQueue, aWorld } from './testing/given.ts'

const plan = drawnPlan({ key: 'stalls', rows: ['....................'] })
const issuer = passes(keysFrom(Buffer.alloc(32, 7)))

test('a pass that is used sixty times at once on two nodes makes one hold; without a queue, sixty keys make more', async () => {
  await using db = await testDatabase({ poolMax: 20 })
  await using queue = await aNode(db, aWorld())
  const eventId = await aQueue(db)
  const event = { ...anEvent(plan), eventId }
  const checkPass: CheckPass = (asked) => queue.queues.checkPass(asked)
  await using one = await anInventoryNode(db, [event], { checkPass })
  await using other = await anInventoryNode(db, [event], { checkPass })
  const accountId = newId()
  const holdId = newId()
  const pass = issuer.issue({ eventId, accountId, holdId, endsAt: Date.now() + 60_000, placesAtMost: 10 })
  const tryWith = (key: string, place: number, n: number) =>
    (n % 2 === 0 ? one : other).inventory.holdPlaces({
      eventId,
      holdId: key,
      accountId,
      wish: { places: [place] },
      pass,
    })

  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, n) => tryWith(n % 3 === 0 ? newId() : holdId, n % 20, n)),
  )
  const { held = 0, ...refused } = tally(outcomes)
  assert.ok(held >= 1)
  assert.deepEqual(Object.keys(refused).sort(), ['idempotency-key-reused', 'pass-refused'])
  const [row] = await db.sql<{ holds: number; places: number }[]>`
    select count(*) as holds, sum(cardinality(places))::integer as places from holds where event_id = ${eventId}`
  assert.deepEqual({ ...row }, { holds: 1, places: 1 })

  // The negative control: where nobody asks for a pass, as many holds are made as there are keys.
  const open = { ...anEvent(plan), eventId: newId() }
  await using without = await anInventoryNode(db, [open])
  const free = await Promise.all(
    Array.from({ length: 5 }, (_, place) =>
      without.inventory.holdPlaces({ eventId: open.eventId, holdId: newId(), accountId, wish: { places: [place] } }),
    ),
  )
  assert.deepEqual(tally(free), { held: 5 })
})

test('a hold without a pass, with a foreign, a forged or an old one is refused before it reaches the lane', async () => {
  await using db = await testDatabase()
  await using queue = await aNode(db, aWorld())
  const eventId = await aQueue(db)
  const [accountId, holdId] = [newId(), newId()]
  const now = Date.now()
  const check = passCheck(queue.queues.services.board, issuer)
  const good = { eventId, accountId, holdId, endsAt: now + 1_000, placesAtMost: 4 }
  const ask = (pass: string | undefined, more: object = {}) => check({ eventId, accountId, holdId, pass, now, ...more })
  assert.deepEqual(ask(issuer.issue(good)), { placesAtMost: 4 })
  assert.deepEqual(ask(undefined), { refused: 'pass-needed' })
  assert.deepEqual(ask(issuer.issue(good), { now: now + 1_000 }), { refused: 'pass-over' })
  for (const changed of [{ eventId: newId() }, { accountId: newId() }, { holdId: newId() }])
    assert.deepEqual(ask(issuer.issue({ ...good, ...changed })), { refused: 'pass-refused' })
  const foreign = passes(keysFrom(Buffer.alloc(32, 8)))
  assert.deepEqual(ask(foreign.issue(good)), { refused: 'pass-refused' })
  assert.deepEqual(ask(undefined, { eventId: newId() }), { placesAtMost: null }, 'no queue, no pass')
  await db.sql`update queue_heads set ended_at = now() where event_id = ${eventId}`
  await queue.queues.services.board.lookAt(eventId)
  assert.deepEqual(ask(undefined), { placesAtMost: null }, 'nor when the queue has ended')
})
