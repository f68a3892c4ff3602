import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Runs `foyer` to its end. @returns its exit status, and what it said of what went wrong. */
const foyer = (args: readonly string[], dataDir: string) =>
  new Promise<{ status: unknown; said: string }>((done) => {
    const { DATABASE_URL: _, ...env } = process.env
    execFile(process.execPath, [MAIN, ...args], { env: { ...env, DATA_DIR: dataDir } }, (error, _out, said) =>
      done({ status: error === null ? 0 : error.code, said }),
    )
  })

test('check and backup refuse a folder without a Foyer, and make none there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'foyer-no-data-'))
  try {
    const dataDir = join(folder, 'mistyped')
    for (const args of [['check'], ['backup', join(folder, 'copy')]]) {
      const { status, said } = await foyer(args, dataDir)
      assert.equal(status, 1, args[0])
      assert.ok(said.includes(`there is no Foyer in ${dataDir}`), said)
      assert.ok(!existsSync(dataDir) && !existsSync(join(folder, 'copy')), 'nothing was made')
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})
