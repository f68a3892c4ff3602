import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * `answers`; `starts`, as a server that takes nobody yet; `silent`, as one whose machine is gone: whoever comes, and whoever
 * is there, waits for ever.
 */
export type Mood = 'answers' | 'starts' | 'silent'

export interface ProxiedDatabase extends AsyncDisposable {
  readonly url: string
  become(mood: Mood): void
}

/** Stands between a pool and its database, which from there is as it is told to be. */
export async function proxiedDatabase(databaseUrl: string): Promise<ProxiedDatabase> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let mood: Mood = 'answers'
  const keep = (socket: Socket, other: () => Socket | undefined) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other()?.destroy()
    })
  }
  const server = createServer((client) => {
    if (mood === 'starts') {
      client.on('error', () => client.destroy())
      client.once('data', () => client.end(STARTING))
      return
    }
    const upstream = connect(Number(target.port), target.hostname)
    keep(client, () => upstream)
    keep(upstream, () => client)
    client.on('data', (bytes) => mood === 'silent' || upstream.write(bytes))
    upstream.on('data', (bytes) => mood === 'silent' || client.write(bytes))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    become(next) {
      mood = next
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An ErrorResponse: the database system is starting up. */
const STARTING = errorResponse({ S: 'FATAL', V: 'FATAL', C: '57P03', M: 'the database system is starting up' })

function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Object.entries(fields).map(([name, value]) => `${name}${value}\0`)
  const bytes = Buffer.from(`${body.join('')}\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}
