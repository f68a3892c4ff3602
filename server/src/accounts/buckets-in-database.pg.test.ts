import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR_MS } from '../platform/clock.ts'
import { silentLog } from '../platform/log.ts'
import { keysFrom } from '../platform/secrets.ts'
import { testDatabase, type TestDatabase } from '../platform/testing/test-database.ts'
import { bucketsInDatabase } from './buckets-in-database.ts'

const limit = { capacity: 20, drainMs: HOUR_MS }
const bucketsOf = ({ sql }: TestDatabase) => bucketsInDatabase(sql, keysFrom(Buffer.alloc(32, 3)), silentLog())
/** Whole drops in a bucket. */
const dropsIn = (drop: { readonly levelMs: number } | undefined) => Math.round((drop?.levelMs ?? Number.NaN) / HOUR_MS)

test('what two processes add to one bucket is known to both, all of it, and no fuller than it holds', async () => {
  await using db = await testDatabase()
  const [one, two] = [bucketsOf(db), bucketsOf(db)]
  await Promise.all(Array.from({ length: 5 }, () => one.adjust('event:a', limit, 1)))
  await Promise.all([one, two].flatMap((node) => Array.from({ length: 3 }, () => node.adjust('event:a', limit, 1))))
  assert.equal(dropsIn(await two.adjust('event:a', limit, 1)), 12)
  assert.equal(dropsIn(await two.adjust('event:b', limit, 1)), 1, 'another bucket is another')
  await Promise.all(Array.from({ length: 30 }, () => one.adjust('event:a', limit, 1)))
  assert.equal(dropsIn(await two.adjust('event:a', limit, 1)), 20)
})

test('each account and event has a bucket of its own, whichever process tells of it, and the table names nobody', async () => {
  await using db = await testDatabase()
  await Promise.all(Array.from({ length: 50 }, (_, n) => bucketsOf(db).adjust(`account:ada-${n}`, limit, 1)))
  const buckets = bucketsOf(db)
  await Promise.all(Array.from({ length: 50 }, (_, n) => buckets.adjust(`account:bo-${n % 5}`, limit, 1)))
  const rows = await db.sql<{ text: string }[]>`select encode(subject, 'escape') as text from rate_limits`
  assert.equal(rows.length, 55)
  assert.ok(rows.every(({ text }) => !text.includes('ada') && !text.includes('bo-')))
})

test('without a database there is no answer, and nobody fails by it', async () => {
  const db = await testDatabase()
  const buckets = bucketsOf(db)
  await db[Symbol.asyncDispose]()
  assert.equal(await buckets.adjust('event:a', limit, 1), undefined)
})
