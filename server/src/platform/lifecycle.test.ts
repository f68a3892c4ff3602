import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { Lifecycle, StoppedWhileStarting } from './lifecycle.ts'
import { silentLog } from './log.ts'

test('parts stop in the opposite order, once, and one that fails keeps none from stopping', async () => {
  const lifecycle = new Lifecycle(silentLog())
  const stopped: string[] = []
  for (const name of ['database', 'worker', 'web server'])
    lifecycle.onStop(name, () => {
      stopped.push(name)
      if (name === 'worker') throw new Error('stuck')
    })
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  assert.deepEqual(stopped, ['web server', 'worker', 'database'])
})

test('told to stop while it starts, a process stops the part that comes too late, and starts no other', async () => {
  const lifecycle = new Lifecycle(silentLog())
  const stopped: string[] = []
  lifecycle.onStop('database', () => void stopped.push('database'))
  const told = lifecycle.stop()
  assert.throws(() => lifecycle.onStop('worker', () => void stopped.push('worker')), StoppedWhileStarting)
  await told
  await assert.rejects(lifecycle.giveUp(new Error('the database is gone')), StoppedWhileStarting)
  assert.deepEqual(stopped, ['database', 'worker'])
})

test('a start that fails by itself stops what was started and says why', async () => {
  const lifecycle = new Lifecycle(silentLog())
  let stopped = false
  lifecycle.onStop('database', () => void (stopped = true))
  await assert.rejects(lifecycle.giveUp(new Error('no port')), { message: 'no port' })
  assert.ok(stopped)
})

/** A process under a parent that then is killed, as npm's shell is. Resolves with all that the process printed. */
async function orphan(environment: NodeJS.ProcessEnv): Promise<string> {
  const child = `
    const { stopOnSignal } = await import(${JSON.stringify(import.meta.resolve('./lifecycle.ts'))})
    stopOnSignal(async () => { console.log('stopped'); process.exit() })
    const parent = process.ppid
    const look = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(look)
      // Long enough for every look at the parent that stopOnSignal takes.
      setTimeout(() => { console.log('never told'); process.exit() }, 1_500)
    }, 50)
    console.log('up')`
  const parent = spawn(
    process.execPath,
    [
      '-e',
      `require('node:child_process').spawn(process.execPath, ['--input-type=module', '-e', process.argv[1]], { stdio: 'inherit' })`,
      child,
    ],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let printed = ''
  parent.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    if (printed === 'up\n') parent.kill('SIGKILL')
  })
  await once(parent.stdout, 'close')
  return printed
}

test('a process that npm started stops when npm is gone, and any other outlives its parent', async () => {
  const [underNpm, alone] = await Promise.all([
    orphan({ npm_lifecycle_event: 'start' }),
    orphan({ npm_lifecycle_event: undefined }),
  ])
  assert.equal(underNpm, 'up\nstopped\n')
  assert.equal(alone, 'up\nnever told\n')
})
