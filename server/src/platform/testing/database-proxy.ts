import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What stands between a pool and its database. */
export interface DatabaseProxy extends AsyncDisposable {
  readonly url: string
  /** The connections of both sides that are open. */
  readonly sockets: ReadonlySet<Socket>
}

/**
 * Listens in the place of a database, and gives each client with a connection to it to `between`, which passes on what it
 * likes; where one of the two ends, so does the other. `takes` may answer a client by itself: false.
 */
export async function databaseProxy(
  databaseUrl: string,
  between: (client: Socket, upstream: Socket) => void,
  takes: (client: Socket) => boolean = () => true,
): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    client.on('error', () => client.destroy())
    if (!takes(client)) return
    const upstream = connect(Number(target.port), target.hostname)
    upstream.on('error', () => upstream.destroy())
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    between(client, upstream)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
