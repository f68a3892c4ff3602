import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

/** One answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** One kept connection that costs the sender next to nothing, so that what is measured is the server. */
export class RawConnection {
  readonly #socket: Socket
  #chunks: Buffer[] = []
  #length = 0
  #expected = 0
  #answered: ((bytes: Buffer[]) => void) | undefined
  #failed: ((error: Error) => void) | undefined
  #broken: Error | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#take(chunk))
    socket.on('error', (error) => this.#break(error))
    socket.on('close', () => this.#break(new Error('the server closed the connection')))
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new RawConnection(socket)
  }

  /** Sends a request, and waits for the whole of its answer. One at a time. @throws when the connection breaks. */
  send(request: Buffer): Promise<Buffer[]> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) return reject(this.#broken)
      this.#answered = resolve
      this.#failed = reject
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #break(error: Error): void {
    this.#broken ??= error
    this.#failed?.(error)
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#expected === 0) this.#expected = lengthOf(this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks))
    if (this.#expected === 0 || this.#length < this.#expected) return
    const chunks = this.#chunks
    this.#chunks = []
    this.#length = 0
    this.#expected = 0
    this.#answered?.(chunks)
  }
}

/** Whole length of an answer by its head; 0 while the head is not all there. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return 0
  const length = /content-length: (\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1]
  if (length === undefined) throw new Error('an answer without Content-Length')
  return end + 4 + Number(length)
}

/** The bytes of a GET as browsers send them, cut down to what matters. */
export const getRequest = (path: string): Buffer =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: */*\r\nconnection: keep-alive\r\n\r\n`)

/** The status of an answer: always in its first bytes, and those in one piece. */
export const statusOf = ([first]: readonly Buffer[]): number => Number(first?.toString('latin1', 9, 12))

/** The parts of an answer. */
export function parseAnswer(chunks: readonly Buffer[]): RawAnswer {
  const text = Buffer.concat(chunks).toString()
  const end = text.indexOf('\r\n\r\n')
  return {
    status: Number(text.slice(9, 12)),
    head: text.slice(text.indexOf('\r\n') + 2, end),
    body: text.slice(end + 4),
  }
}
