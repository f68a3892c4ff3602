import assert from 'node:assert/strict'
import type { Database, Tx } from '@foyer/server/platform/database'
import type { Book, Entry } from './book.ts'
import { contradictions, readStanding } from './compare.ts'

/**
 * The negative control of a fault test: whatever is lost, doubled or changed behind the buyers' backs is told. Each loss is
 * made in a transaction that is rolled back, over the load that the test has just had.
 */
export async function seesLosses(db: Database, eventId: string, book: Book): Promise<void> {
  const entries = book.entries()
  const find = (fits: (entry: Entry) => unknown) => {
    const entry = entries.find(fits)
    assert.ok(entry !== undefined, 'the load did everything at least once')
    return entry.holdId
  }
  const kept = find(({ held, released, order }) => held && !released && !order)
  const released = find((entry) => entry.released)
  const confirmed = find(({ tickets }) => tickets)
  const losses: [what: string, statement: string, holdId: string][] = [
    ['a hold is gone', 'delete from holds where hold_id = $1', kept],
    ['a hold has other places', 'update holds set places = places[1:0] || array[99999] where hold_id = $1', kept],
    ['a release is forgotten', `update holds set state = 'held' where hold_id = $1`, released],
    ['an order is forgotten', `update holds set hold_id = gen_random_uuid() where hold_id = $1`, confirmed],
    [
      'a ticket is gone',
      `delete from tickets where ticket_id = (select min(ticket_id::text)::uuid from tickets join orders using (order_id)
        where hold_id = $1)`,
      confirmed,
    ],
  ]
  for (const [what, statement, holdId] of losses) {
    const told = await inVain(db, async (tx) => {
      await tx.unsafe(statement, [holdId])
      return contradictions(entries, await readStanding(tx, eventId))
    })
    assert.ok(
      told.some((fault) => fault.includes(holdId)),
      `${what}: ${told.join('; ')}`,
    )
  }
}

/** Does something in a transaction that is rolled back. */
async function inVain<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = Promise.withResolvers<T>()
  const undo = new Error('undone')
  const transaction = db.transaction(async (tx) => {
    result.resolve(await work(tx))
    throw undo
  })
  await transaction.catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return result.promise
}
