import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import postgres from 'postgres'
import { copyServingCluster, startEmbeddedPostgres } from './index.ts'
import { quickFolder } from './throwaway.ts'

const BATCH = 50
const folder = mkdtempSync(join(quickFolder(), 'foyer backup-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const start = (name: string) =>
  startEmbeddedPostgres({ dataDir: join(folder, name), database: 'foyer', durable: false, settings: { fsync: 'off' } })

test('a copy made while others write starts with every commit answered before it began, and with none torn', async () => {
  const original = await start('original')
  const sql = postgres(original.url, { max: 4 })
  await sql`create table lines (no bigint primary key, filler text)`
  let [written, going] = [0, true]
  const write = async (): Promise<void> => {
    await sql`insert into lines select no, repeat('x', 500) from generate_series(${written + 1}::int, ${written + BATCH}::int) no`
    written += BATCH
    // A table that comes and goes: its files vanish under the copy.
    await sql`create table passing as select 1 as one`
    await sql`drop table passing`
  }
  await write()
  const writer = (async () => {
    while (going) await write()
  })()
  const before = written
  await copyServingCluster(join(folder, 'original'), join(folder, 'copy'))
  going = false
  await writer
  await sql.end()

  const copy = await start('copy')
  const there = postgres(copy.url, { max: 1 })
  const [row] = await there<{ count: number; highest: number }[]>`
    select count(*)::int as count, max(no)::int as highest from lines`
  await there.end()
  await Promise.all([copy.stop(), original.stop()])
  assert.ok(
    row !== undefined && row.count >= before && row.count <= written,
    `${row?.count} of ${before} to ${written}`,
  )
  // Where recovery began: without its label it would trust a newer checkpoint than some files know of.
  assert.ok(existsSync(join(folder, 'copy/cluster/data/backup_label.old')))
  assert.equal(row.count, row.highest)
  assert.equal(row.count % BATCH, 0)
})

test('what nobody serves is not copied', async () => {
  const server = await start('stopped')
  await server.stop()
  await assert.rejects(copyServingCluster(join(folder, 'stopped'), join(folder, 'nothing')), /no server serves/)
})
