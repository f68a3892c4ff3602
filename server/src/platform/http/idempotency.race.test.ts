import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tx } from '../database.ts'
import { newId } from '../ids.ts'
import { testDatabase } from '../testing/test-database.ts'
import { once } from './idempotency.ts'
import { ProblemError } from './problem.ts'

const TWINS = 20
const request = { accountId: newId(), key: 'k', operation: 'test.count', body: { n: 1 } }

async function countUp(tx: Tx): Promise<{ number: number }> {
  const [row] = await tx<{ number: number }[]>`
    update counter set number = number + 1 returning number`
  assert.ok(row)
  return row
}

test('without a key, twins do the work as often as they come', async () => {
  await using db = await testDatabase()
  await db.sql`create table counter as select 0 as number`
  await Promise.all(
    Array.from({ length: TWINS }, () =>
      db.transaction((tx) => once(tx, { ...request, key: undefined }, () => countUp(tx))),
    ),
  )
  const [counter] = await db.sql<{ number: number }[]>`select number from counter`
  assert.equal(counter?.number, TWINS)
})

test('twenty twins with one key: the work is done once, and all get its answer', async () => {
  await using db = await testDatabase()
  await db.sql`create table counter as select 0 as number`
  const answers = await Promise.all(
    Array.from({ length: TWINS }, () => db.transaction((tx) => once(tx, request, () => countUp(tx)))),
  )
  assert.deepEqual(new Set(answers.map((answer) => answer.number)), new Set([1]))
  const [counter] = await db.sql<{ number: number }[]>`select number from counter`
  assert.equal(counter?.number, 1)
})

test('the same key with another body or another operation is refused; a failed attempt leaves the key free', async () => {
  await using db = await testDatabase()
  await db.sql`create table counter as select 0 as number`
  await assert.rejects(
    db.transaction((tx) =>
      once(tx, request, async () => {
        throw new Error('broken')
      }),
    ),
    /broken/,
  )
  assert.deepEqual(await db.transaction((tx) => once(tx, request, () => countUp(tx))), { number: 1 })
  for (const other of [
    { ...request, body: { n: 2 } },
    { ...request, operation: 'test.other' },
  ])
    await assert.rejects(
      db.transaction((tx) => once(tx, other, () => countUp(tx))),
      (error) => error instanceof ProblemError && error.code === 'idempotency-key-reused',
    )
})
