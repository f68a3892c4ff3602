import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { followChanges } from './change-stream.ts'

test('a database that takes the connection and never answers is given up, and does not keep the stream from stopping', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const unheard = { onCommit: () => assert.fail('nothing was said'), onIdle: () => assert.fail('nothing was said') }
  const follow = () => followChanges(`postgres://foyer:x@127.0.0.1:${port}/foyer`, { name: 'silent' }, unheard)
  try {
    const [stopped, left] = [follow(), follow()]
    await stopped.stop()
    assert.ok((await left.ended) instanceof Error)
    await left.stop()
  } finally {
    server.close()
  }
})
