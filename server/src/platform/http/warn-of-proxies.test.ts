import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { silentLog, type Log } from '../log.ts'
import { buildServer } from './server.ts'
import { warnOfProxies } from './warn-of-proxies.ts'

const PROXY = '198.51.100.1'

function serverWith(trustedProxies: readonly string[]) {
  const told: unknown[] = []
  const log: Log = Object.assign(silentLog(), { warn: (about: { address: string }) => void told.push(about.address) })
  const app = buildServer({ log, trustedProxies, authenticate: async () => undefined })
  warnOfProxies(app, log)
  app.get('/', async () => 'done')
  return {
    told,
    send: (remoteAddress: string, forwardedFor?: string) =>
      app.inject({
        url: '/',
        remoteAddress,
        headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
      }),
    [Symbol.asyncDispose]: () => app.close(),
  }
}

describe('a proxy that is not trusted', () => {
  test('is told of once, and neither a trusted one nor this machine nor a client without one is', async () => {
    await using server = serverWith([PROXY])
    await server.send(PROXY, '203.0.113.7')
    await server.send('203.0.113.8')
    await server.send('127.0.0.1', '203.0.113.7')
    assert.deepEqual(server.told, [])
    for (let n = 0; n < 3; n++) await server.send('198.51.100.2', `203.0.113.${n}`)
    assert.deepEqual(server.told, ['198.51.100.2'])
  })

  test('is told of twenty times at most, however many make the header up', async () => {
    await using server = serverWith([])
    for (let n = 0; n < 50; n++) await server.send(`192.0.2.${n}`, '203.0.113.7')
    assert.equal(server.told.length, 20)
  })
})
