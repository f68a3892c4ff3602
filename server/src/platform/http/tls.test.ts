import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { silentLog } from '../log.ts'
import { buildServer } from './server.ts'
import { openTls } from './tls.ts'

const unlessOpenssl =
  spawnSync('openssl', ['version']).status === 0
    ? {}
    : { skip: 'certificates are made with openssl, which is not here' }

test('a certificate and its key serve HTTPS, and nobody below TLS 1.2', unlessOpenssl, async (t) => {
  const { cert, key } = makePair(t)
  const app = buildServer({
    log: silentLog(),
    authenticate: () => Promise.resolve(undefined),
    trustedProxies: [],
    tls: await openTls(cert, key, silentLog()),
  })
  t.after(() => app.close())
  app.get('/', async () => 'in private')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const ask = (options: object) =>
    new Promise<string>((resolve, reject) => {
      get({ port, host: '127.0.0.1', servername: 'localhost', ca: readFileSync(cert), ...options }, (answer) => {
        answer.setEncoding('utf8').on('data', resolve)
      }).on('error', reject)
    })
  assert.equal(await ask({}), 'in private')
  await assert.rejects(ask({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }))
})

test('files that are missing or no pair are said to be so', unlessOpenssl, async (t) => {
  const [one, other] = [makePair(t), makePair(t)]
  await assert.rejects(openTls(one.cert, other.key, silentLog()), /TLS_CERT and TLS_KEY cannot be used/)
  await assert.rejects(openTls('/nowhere', one.key, silentLog()), /TLS_CERT and TLS_KEY cannot be used/)
  writeFileSync(one.cert, 'no certificate')
  await assert.rejects(openTls(one.cert, one.key, silentLog()), /TLS_CERT and TLS_KEY cannot be used/)
})

function makePair(t: TestContext): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-tls-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2']
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
    ...name,
  ])
  assert.equal(made.status, 0, String(made.stderr))
  return { cert, key }
}
