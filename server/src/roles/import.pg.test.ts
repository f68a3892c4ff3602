import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newId } from '../platform/ids.ts'
import { testDatabase, type TestDatabase } from '../platform/testing/test-database.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const VENDOR = 'vendor@test.invalid'

const HEADER = 'title,start,venue,city,country\n'
const EVENING = 'Evening,2037-03-01T19:30:00Z,Harbour Hall,Bristol,GB\n'
const NOWHERE = 'Evening,some day,Harbour Hall,Bristol,Atlantis\n'

test('the exit status of an import is 1 when nothing was taken and something refused, else 0', async (t) => {
  await using db = await testDatabase()
  await addVendor(db)
  const none = await importing(t, db.url, HEADER + NOWHERE + NOWHERE)
  assert.equal(none.status, 1)
  assert.match(none.said, /^2 records refused, for 4 reasons; nothing was taken$/m)
  const some = await importing(t, db.url, HEADER + EVENING + NOWHERE)
  assert.equal(some.status, 0)
  assert.match(some.said, /^1 record refused, for 2 reasons$/m)
  const again = await importing(t, db.url, HEADER + EVENING + NOWHERE)
  assert.equal(again.status, 0, 'what is there already was taken')
  const empty = await importing(t, db.url, HEADER)
  assert.equal(empty.status, 0)
  assert.match(empty.said, /^0 records refused$/m)
})

const addVendor = (db: TestDatabase) => db.sql`
  insert into accounts (account_id, kind, email, email_key, password_hash, name, organisation_name)
  values (${newId()}, 'vendor', ${VENDOR}, ${VENDOR}, ${`$argon2id$v=19$m=19456,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}`},
          'A person', 'Harbour Stages')`

async function importing(t: TestContext, databaseUrl: string, csv: string): Promise<{ status: number; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-import-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'events.csv')
  writeFileSync(file, csv)
  const env = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
  }
  return new Promise((done, failed) => {
    execFile(process.execPath, [MAIN, 'import', 'csv', file, '--organiser', VENDOR], { env }, (error, said, errors) => {
      const status = error === null ? 0 : error.code
      if (typeof status === 'number') done({ status, said: said + errors })
      else failed(error ?? new Error('it ended without a status'))
    })
  })
}
