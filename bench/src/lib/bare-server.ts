// A bare node:http server that sends one answer to everything: run as a process of its own, with the answer as JSON on
// standard input; it prints its port.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const answer = JSON.parse(await text(process.stdin)) as { headers: Record<string, string>; body: string }
const body = Buffer.from(answer.body)

const server = createServer((_request, response) => {
  response.writeHead(200, answer.headers).end(body)
})
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' && address !== null ? address.port : 0)
})
