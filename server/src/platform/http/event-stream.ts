import type { FastifyReply, FastifyRequest } from 'fastify'
import { networkOf } from './network.ts'
import { problem } from './problem.ts'

export interface ServerSentEvent {
  readonly event: string
  readonly data: unknown
  /** What the client sends back as Last-Event-ID when it reconnects. */
  readonly id?: string
}

export interface EventStream {
  /** False when the reader was too slow and has been dropped, or is gone. */
  send(event: ServerSentEvent): boolean
  /** Sends bytes made once for many readers (see `formatEvent`). */
  sendRaw(bytes: string): boolean
  close(): void
  readonly closed: boolean
}

const HEARTBEAT_MS = 15_000
const BUFFERED_BYTES_MAX = 64 * 1024
const RETRY_MIN_MS = 1_000
const RETRY_SPREAD_MS = 2_000
const STREAMS_MAX = 25_000
/** The last thousand are for people who are signed in: whoever pays follows an order, however many look on. */
const STRANGERS_MAX = 24_000
/** As many people as may sit behind one address; whoever opens more is no crowd. */
const PER_NETWORK_MAX = 1_000
const PER_ACCOUNT_MAX = 20

const open = new Set<EventStream>()
/** How many of them each account has, or each network of callers who are not signed in. */
const counts = new Map<string, number>()

/**
 * Answers with server-sent events. The stream lives until the client goes, `close` is called, the reader lags by more
 * than 64 KB, or the server drains. `onClose` runs once, whichever it was, and never before this has returned. Refused
 * where the node, the account or the network has as many as it may.
 */
export function openEventStream(request: FastifyRequest, reply: FastifyReply, onClose: () => void): EventStream {
  const follower = takeRoom(request)
  reply.hijack()
  const socket = reply.raw
  socket.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  // Clients that reconnect after a restart come back spread over two seconds, not all at once.
  const retry = RETRY_MIN_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)
  socket.write(`retry: ${retry}\n\n`)
  const connection = request.raw.socket
  const onGone = (): void => stream.close()
  let closed = false
  const stream: EventStream = {
    get closed() {
      return closed
    },
    send: (event) => stream.sendRaw(formatEvent(event)),
    sendRaw(bytes) {
      if (closed) return false
      if (socket.writableLength > BUFFERED_BYTES_MAX) {
        stream.close()
        socket.destroy()
        return false
      }
      socket.write(bytes)
      return true
    },
    close() {
      if (closed) return
      closed = true
      open.delete(stream)
      giveRoomBack(follower)
      connection.off('close', onGone)
      socket.end()
      onClose()
    },
  }
  open.add(stream)
  startHeartbeat()
  // A client that left while its stream was being prepared tells so no more.
  if (connection.destroyed) queueMicrotask(onGone)
  else connection.once('close', onGone)
  return stream
}

/** Counts one more stream of an account or network. @returns which. @throws the refusal when there is no room. */
function takeRoom({ actor, ip }: FastifyRequest): string {
  const follower = actor === undefined ? networkOf(ip) : actor.accountId
  const count = counts.get(follower) ?? 0
  if (count >= (actor === undefined ? PER_NETWORK_MAX : PER_ACCOUNT_MAX))
    throw problem('too-many-requests', {
      detail: `${count} streams are open already. Close one, or read what is followed from time to time.`,
      headers: { 'retry-after': '10' },
    })
  if (open.size >= (actor === undefined ? STRANGERS_MAX : STREAMS_MAX))
    throw problem('try-again-soon', { headers: { 'retry-after': '10' } })
  counts.set(follower, count + 1)
  return follower
}

function giveRoomBack(follower: string): void {
  const count = (counts.get(follower) ?? 1) - 1
  if (count === 0) counts.delete(follower)
  else counts.set(follower, count)
}

/** The bytes of one event. */
export const formatEvent = (event: ServerSentEvent): string =>
  `${event.id === undefined ? '' : `id: ${event.id}\n`}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`

/** Ends every open stream, so that a server can stop: the clients reconnect elsewhere or later. */
export function closeEventStreams(): void {
  for (const stream of open) stream.close()
}

/** How many streams are open on this node. */
export const openEventStreamCount = (): number => open.size

let heartbeat: NodeJS.Timeout | undefined

/** One timer for all streams: a comment line every 15 s keeps proxies from closing them. */
function startHeartbeat(): void {
  heartbeat ??= setInterval(() => {
    for (const stream of open) stream.sendRaw(': still here\n\n')
    if (open.size === 0) {
      clearInterval(heartbeat)
      heartbeat = undefined
    }
  }, HEARTBEAT_MS).unref()
}
