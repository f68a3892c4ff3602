import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { startThrowawayPostgres } from './index.ts'
import { findProcess } from './processes.ts'

async function settingsOf(url: string): Promise<{ fsync: string; folder: string }> {
  const sql = postgres(url, { max: 1 })
  const [row] = await sql<{ fsync: string; folder: string }[]>`
    select current_setting('fsync') as fsync, current_setting('data_directory') as folder`
  await sql.end()
  assert.ok(row)
  return row
}

/** A process that starts one and then does `ending`. Resolves with its server and folder after it has ended. */
async function startInProcessThat(ending: string): Promise<{ pid: number; folder: string }> {
  const script = `
    const { startThrowawayPostgres } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))})
    const server = await startThrowawayPostgres()
    console.log(JSON.stringify({ pid: server.pid, url: server.url }))
    process.stdin.once('data', () => { ${ending} })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { pid, url } = JSON.parse(line) as { pid: number; url: string }
  const { folder } = await settingsOf(url)
  child.stdin.write('end\n')
  await exited
  return { pid, folder }
}

const lives = (pid: number): boolean => findProcess(pid)?.zombie === false

describe('a throwaway server', () => {
  test('does not wait for the disk unless asked to, and leaves nothing behind', async () => {
    const [quick, durable] = [await startThrowawayPostgres(), await startThrowawayPostgres({ durable: true })]
    const [quickSettings, durableSettings] = [await settingsOf(quick.url), await settingsOf(durable.url)]
    assert.deepEqual([quickSettings.fsync, durableSettings.fsync], ['off', 'on'])
    await Promise.all([quick.stop(), durable.stop()])
    for (const { folder } of [quickSettings, durableSettings]) assert.equal(existsSync(folder), false)
    for (const { pid } of [quick, durable]) assert.equal(lives(pid), false)
  })

  test('goes with a process that exits without stopping it', async () => {
    const { pid, folder } = await startInProcessThat('process.exit(0)')
    assert.equal(existsSync(folder), false)
    assert.equal(lives(pid), false)
  })

  test('left by a killed process goes when the next one starts', async () => {
    const { pid, folder } = await startInProcessThat(`process.kill(process.pid, 'SIGKILL')`)
    assert.ok(lives(pid) && existsSync(folder), 'the killed process could not clean up')
    const next = await startThrowawayPostgres()
    await next.stop()
    assert.equal(existsSync(folder), false)
    assert.equal(lives(pid), false)
  })
})
