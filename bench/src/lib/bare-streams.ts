// A bare node:http server with open streams, a process of its own: it prints its port, and sends an event to all when asked
// for /change.
import { createServer, type ServerResponse } from 'node:http'

const readers = new Set<ServerResponse>()
let changes = 0

const server = createServer((request, response) => {
  if (request.url === '/change') {
    const event = `event: change\ndata: bare ${changes++}!\n\n`
    for (const reader of readers) reader.write(event)
    response.end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write('retry: 1000\n\n')
  readers.add(response)
  response.once('close', () => readers.delete(response))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' && address !== null ? address.port : 0)
})
