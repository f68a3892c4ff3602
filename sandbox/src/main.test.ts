import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

test('it runs alone, answers, and stops when asked to', async (t) => {
  const process_ = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => process_.kill('SIGKILL'))
  const [line] = (await once(createInterface(process_.stdout), 'line')) as string[]
  const url = /http:\/\/[\d.:]+/.exec(line ?? '')?.[0] ?? ''
  const answer = await fetch(`${url}/v1/events`, { headers: { authorization: 'Bearer sk_test_sandbox' } })
  assert.equal(answer.status, 200)
  process_.kill('SIGTERM')
  const [code] = (await once(process_, 'exit')) as [number | null]
  assert.equal(code, 0)
})
