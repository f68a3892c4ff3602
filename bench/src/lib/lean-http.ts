import { connect, type Socket } from 'node:net'
import type { HttpLoad } from './http.ts'

interface Answer {
  readonly status: number
  readonly body: unknown
}

interface Waiting {
  readonly answer: (answer: Answer) => void
  readonly fail: (error: Error) => void
}

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Requests to one address over kept connections, at a third of what a client for all purposes costs the processor: where
 * the load shares the machine with what it measures. One request at a time on a connection; who finds none free waits.
 * Reads answers that say their length, as those of a JSON API do.
 */
export function leanHttpLoad(url: string, connections: number): HttpLoad {
  const { hostname, port } = new URL(url)
  const idle: Connection[] = []
  const all = new Set<Connection>()
  const waiting: ((connection: Connection) => void)[] = []

  const free = async (): Promise<Connection> => {
    const kept = idle.pop()
    if (kept !== undefined) return kept
    if (all.size >= connections) return new Promise((resolve) => waiting.push(resolve))
    const opened = new Connection(hostname, Number(port), () => {
      all.delete(opened)
      const index = idle.indexOf(opened)
      if (index >= 0) idle.splice(index, 1)
    })
    all.add(opened)
    return opened
  }
  const ask = async (request: string): Promise<Answer> => {
    const connection = await free()
    try {
      return await connection.send(request)
    } finally {
      const next = waiting.shift()
      if (next !== undefined) next(connection)
      else if (all.has(connection)) idle.push(connection)
    }
  }
  const head = (method: string, path: string, headers: Readonly<Record<string, string>>): string => {
    let text = `${method} ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n`
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`
    return text
  }
  return {
    get: (path, headers) => ask(`${head('GET', path, headers)}\r\n`),
    post(path, headers, body) {
      const text = JSON.stringify(body)
      const length = Buffer.byteLength(text)
      return ask(
        `${head('POST', path, headers)}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${text}`,
      )
    },
    async [Symbol.asyncDispose]() {
      for (const connection of all) connection.close()
    },
  }
}

class Connection {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #waiting: Waiting | undefined
  #broken: Error | undefined

  constructor(host: string, port: number, onClose: () => void) {
    this.#socket = connect(port, host)
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#break(error))
    this.#socket.on('close', () => {
      this.#break(new Error('the connection was closed'))
      onClose()
    })
  }

  send(request: string): Promise<Answer> {
    return new Promise((answer, fail) => {
      if (this.#broken !== undefined) return fail(this.#broken)
      this.#waiting = { answer, fail }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #break(error: Error): void {
    this.#broken ??= error
    this.#waiting?.fail(this.#broken)
    this.#waiting = undefined
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf(HEAD_END)
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (length === undefined) return this.#break(new Error('an answer without Content-Length'))
    const from = end + HEAD_END.length
    if (this.#received.length < from + Number(length)) return
    const text = this.#received.toString('utf8', from, from + Number(length))
    this.#received = Buffer.alloc(0)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.answer({
      status: Number(head.slice(9, 12)),
      body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text,
    })
  }
}
