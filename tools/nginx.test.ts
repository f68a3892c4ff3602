import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { Agent, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { clientLimits } from '../server/src/composition/client-limits.ts'
import { settings } from '../server/src/config.ts'
import { freePort } from '../server/src/platform/testing/free-port.ts'
import { bringProgram } from './system-programs.ts'

const CONNECTIONS_MAX = 50
const CONFIG = fileURLToPath(new URL('../deploy/nginx/foyer.conf', import.meta.url))
const program = bringProgram('nginx')
const NGINX = 'path' in program ? program.path : undefined
const missing =
  'missing' in program ? program.missing : spawnSync('openssl', ['version']).status !== 0 && 'openssl is not installed'

describe('deploy/nginx/foyer.conf', missing ? { skip: missing } : {}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-nginx-'))
  const asked: string[] = []
  const forwarded: unknown[] = []
  let upstream: Server
  let port: number
  let stopNginx: () => Promise<void>
  /** Limits count requests in a time: so the time goes into requests, not into a hundred handshakes a test. */
  const connections = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX, rejectUnauthorized: false })

  before(async () => {
    upstream = createServer((incoming, answer) => {
      asked.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization ?? '-'}`)
      forwarded.push([incoming.headers['x-forwarded-for'], incoming.headers['x-forwarded-proto']])
      if (incoming.url === '/v1/events/3/queue/status') {
        answer.setHeader('cache-control', 'public, max-age=1')
        answer.end(`${asked.length}`.padStart(8))
        return
      }
      const isPublic = !incoming.url?.startsWith('/v1/me') && incoming.headers.authorization === undefined
      answer.setHeader('cache-control', isPublic ? 'public, max-age=60' : 'private, no-store')
      answer.end(incoming.url)
    }).listen(0, '127.0.0.1')
    await once(upstream, 'listening')
    port = await freePort()
    stopNginx = await startNginx(folder, port, (upstream.address() as AddressInfo).port)
    await Promise.all(Array.from({ length: CONNECTIONS_MAX }, () => ask('/metrics')))
  })
  after(async () => {
    connections.destroy()
    await stopNginx()
    upstream.close()
    upstream.closeAllConnections()
    rmSync(folder, { recursive: true })
  })

  const ask = (path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
    new Promise<{ status: number | undefined; headers: IncomingMessage['headers']; body: string }>(
      (resolve, reject) => {
        const sent = request({ port, path, host: '127.0.0.1', agent: connections, ...options }, (answer) => {
          let body = ''
          answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
          answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }))
        })
        sent.on('error', reject).end()
      },
    )

  test('what is public is asked for once, however many read it', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('/v1/events/1/queue/status')))
    assert.deepEqual(statusesOf(answers), [200])
    assert.equal(asked.filter((one) => one.includes('/queue/status')).length, 1)
    assert.equal(
      (await ask('/v1/events/1/queue/status', { headers: { authorization: 'Bearer x' } })).headers['x-cache'],
      'HIT',
    )
  })

  test('what is kept for a second is replaced after it, though its file stays open', async () => {
    const path = '/v1/events/3/queue/status'
    const first = (await ask(path)).body
    for (const deadline = performance.now() + 20_000; (await ask(path)).body === first;)
      assert.ok(performance.now() < deadline, 'the first answer was given for 20 s')
  })

  test('what belongs to one person is passed on each time', async () => {
    await ask('/v1/me', { headers: { authorization: 'Bearer a' } })
    await ask('/v1/me', { headers: { authorization: 'Bearer b' } })
    await ask('/v1/events', { headers: { authorization: 'Bearer a' } })
    assert.equal((await ask('/v1/events')).headers['x-cache'], 'MISS')
    assert.equal(asked.filter((one) => one.includes('/v1/me')).length, 2)
  })

  test('a stranger who asks too often is told so, and payments are never', async () => {
    const strangers = await Promise.all(Array.from({ length: 150 }, () => ask('/v1/sessions', { method: 'POST' })))
    assert.deepEqual(statusesOf(strangers), [200, 429])
    const told = await Promise.all(Array.from({ length: 150 }, () => ask('/v1/webhooks/stripe', { method: 'POST' })))
    assert.deepEqual(statusesOf(told), [200])
  })

  test('takes as many holds of one network without a pass as Foyer does unless it is told otherwise', () => {
    const text = readFileSync(CONFIG, 'utf8')
    const [, rate] = /zone=foyer_without_pass:\w+ rate=(\d+)r\/s/.exec(text) ?? []
    const [, burst] = /zone=foyer_without_pass burst=(\d+)/.exec(text) ?? []
    const { byNetwork } = clientLimits(settings.networkRate.otherwise).holds
    assert.deepEqual({ capacity: Number(burst), drainMs: 1_000 / Number(rate) }, byNetwork)
  })

  test('who was let in goes before those who try without a pass, and is passed on whatever they claim', async () => {
    const hold = (headers: Record<string, string>) => ask('/v1/events/1/holds', { method: 'POST', headers })
    const without = await Promise.all(Array.from({ length: 400 }, () => hold({ authorization: 'Bearer x' })))
    assert.deepEqual(statusesOf(without), [200, 429])
    const withPass = await Promise.all(
      Array.from({ length: 400 }, () => hold({ authorization: 'Bearer x', 'foyer-pass': '1' })),
    )
    assert.deepEqual(statusesOf(withPass), [200])
    assert.ok(withPass.every(({ headers }) => headers['x-cache'] === undefined))
  })

  test('what a client says of its address and of TLS is not passed on', async () => {
    await ask('/v1/me/orders', { headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' } })
    assert.deepEqual(forwarded.at(-1), ['127.0.0.1', 'https'])
  })

  test('numbers of the node are for this machine alone', async () => {
    assert.equal((await ask('/metrics')).status, 200)
  })

  test('when nobody answers, what is in the cache is given all the same, and all else is a problem', async () => {
    await ask('/v1/events/2/log/tile/0/000')
    upstream.close()
    upstream.closeAllConnections()
    await once(upstream, 'close')
    assert.equal((await ask('/v1/events/2/log/tile/0/000')).status, 200)
    const away = await ask('/v1/orders/1')
    assert.equal(away.status, 503)
    assert.equal(away.headers['retry-after'], '5')
    assert.equal((JSON.parse(away.body) as { code: string }).code, 'try-again-soon')
  })
})

/** Those that occur, each once, in order. */
const statusesOf = (answers: readonly { status: number | undefined }[]) =>
  [...new Set(answers.map(({ status }) => status ?? 0))].sort((a, b) => a - b)

/** The configuration as it is, but for ports, folders, the certificate, and one limit that is a tenth of what it is. */
async function startNginx(folder: string, port: number, upstreamPort: number): Promise<() => Promise<void>> {
  const [key, cert] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')]
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-subj',
    '/CN=localhost',
    '-days',
    '2',
  ])
  assert.equal(made.status, 0, String(made.stderr))
  const plain = await freePort()
  const adapted = readFileSync(CONFIG, 'utf8')
    .replaceAll('/etc/letsencrypt/live/tickets.example.org', folder)
    .replace('/var/cache/nginx/foyer', join(folder, 'cache'))
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443', `listen 127.0.0.1:${port}`)
    .replace('127.0.0.1:3000', `127.0.0.1:${upstreamPort}`)
    .replace('rate=200r/s', 'rate=20r/s')
    .replace('burst=2000', 'burst=200')
  writeFileSync(join(folder, 'foyer.conf'), adapted)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events { worker_connections 2048; }
http { access_log off; ${temporary.join(' ')} include ${folder}/foyer.conf; }`,
  )
  const arguments_ = ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]
  const checked = spawnSync(NGINX ?? '', ['-t', ...arguments_])
  assert.equal(checked.status, 0, String(checked.stderr))
  const nginx = spawn(NGINX ?? '', arguments_, { stdio: 'ignore' })
  while (spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`], { input: '' }).status !== 0)
    assert.equal(nginx.exitCode, null, readFileSync(join(folder, 'error.log'), 'utf8'))
  return async () => {
    nginx.kill('SIGQUIT')
    await once(nginx, 'exit')
  }
}
