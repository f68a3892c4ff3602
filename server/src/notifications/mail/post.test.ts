import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { openPost } from './post.ts'

const WITHIN_MS = 300
const TRICKLE_MS = 10
/** More than a post has connections. */
const MAILS = 5

/** A mail server that greets for ever: a byte at a time, and never the end of a line. */
async function trickling() {
  const sockets = new Set<Socket>()
  const watch = { bytes: 0, connections: 0 }
  const server = createServer((socket) => {
    sockets.add(socket)
    watch.connections += 1
    const drip = setInterval(() => socket.write('2') && (watch.bytes += 1), TRICKLE_MS)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(drip)
      sockets.delete(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    watch,
    open: sockets,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const mail = (n: number) => ({
  mailId: `mail-${n}`,
  to: 'ada@example.org',
  subject: 'Your tickets',
  text: 'They are here.',
  html: '<p>They are here.</p>',
  attachments: [],
})

test('a mail ends within its time although the server never ceases to say something, and so do those that wait behind it', async () => {
  await using server = await trickling()
  const post = openPost(server.url, 'tickets@example.org', WITHIN_MS)
  const began = performance.now()
  const ends = await Promise.allSettled(Array.from({ length: MAILS }, (_, n) => post.send(mail(n))))
  assert.deepEqual(
    ends.map(({ status }) => status),
    Array.from({ length: MAILS }, () => 'rejected'),
  )
  assert.ok(performance.now() - began >= WITHIN_MS - TRICKLE_MS, 'they were given their time')
  assert.ok(server.watch.bytes > 0, 'the server was talking')
  post.stop()
  // Their connections end with them.
  for (const socket of server.open) await once(socket, 'close')
})

test('without that bound the same server would keep a mail for as long as it likes', async () => {
  await using server = await trickling()
  const post = openPost(server.url, 'tickets@example.org', 60_000)
  let isOver = false
  const sent = post.send(mail(0)).then(
    () => void (isOver = true),
    () => void (isOver = true),
  )
  const enough = (2 * WITHIN_MS) / TRICKLE_MS
  while (server.watch.bytes < enough) await new Promise(setImmediate)
  assert.equal(isOver, false)
  for (const socket of server.open) socket.destroy()
  await sent
  post.stop()
})
