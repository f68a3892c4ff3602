import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { openFilesMax } from '../open-files.ts'
import { networkOf } from './network.ts'
import { problem } from './problem.ts'

export interface ServerSentEvent {
  readonly event: string
  readonly data: unknown
  /** What the client sends back as Last-Event-ID when it reconnects. */
  readonly id?: string
}

/** How many streams one process keeps open. */
export interface StreamBounds {
  readonly most: number
  /** Of those, for all callers of one network who are not signed in. */
  readonly perNetwork: number
}

/** Who reads the same: many (what is public, what an organiser watches), or one person alone (their order). */
export type Audience = 'many' | 'one'

export interface EventStream {
  readonly audience: Audience
  /** False when the reader was too slow and has been dropped, or is gone. */
  send(event: ServerSentEvent): boolean
  /** Sends bytes made once for many readers (see `formatEvent`). */
  sendRaw(bytes: string | Buffer): boolean
  close(): void
  readonly closed: boolean
}

/**
 * Written to the connection itself, which ends with the stream: one write for each event and reader, of bytes that are
 * shared by all, instead of three for a chunk of HTTP/1.1.
 */
const HEAD = [
  'HTTP/1.1 200 OK',
  'content-type: text/event-stream; charset=utf-8',
  'cache-control: no-store',
  'x-accel-buffering: no',
  'x-content-type-options: nosniff',
  'connection: close',
  '\r\n',
].join('\r\n')
const HEARTBEAT_MS = 15_000
const BUFFERED_BYTES_MAX = 64 * 1024
const RETRY_MIN_MS = 1_000
const RETRY_SPREAD_MS = 2_000
/** Unless it is set; as many people as may sit behind one address: whoever opens more is no crowd. */
const DEFAULTS: StreamBounds = { most: 25_000, perNetwork: 1_000 }
/** The rest is for people who are signed in: whoever pays follows an order, however many look on. */
const STRANGERS_SHARE = 0.96
/** Open files that are not streams: requests, the database, the log. */
const OTHER_FILES = 1_000
const PER_ACCOUNT_MAX = 20

let bounds = DEFAULTS
const open = new Set<EventStream>()
const connections = new WeakSet<Socket>()
/** How many of them each account has, or each network of callers who are not signed in. */
const counts = new Map<string, number>()

/** Sets the bounds of this process, never beyond the files that the system lets it open. */
export function boundEventStreams({ most, perNetwork }: StreamBounds, filesMax = openFilesMax()): void {
  bounds = { most: Math.max(1, Math.min(most, filesMax - OTHER_FILES)), perNetwork }
}

/**
 * Answers with server-sent events. The stream lives until the client goes, `close` is called, the reader lags by more
 * than 64 KB, or the server drains. `onClose` runs once, whichever it was, and never before this has returned. Refused
 * where the node, the account or the network has as many as it may.
 */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  onClose: () => void,
  audience: Audience = 'many',
): EventStream {
  const follower = takeRoom(request)
  reply.hijack()
  const connection = request.raw.socket
  connections.add(connection)
  // Clients that reconnect after a restart come back spread over two seconds, not all at once.
  const retry = RETRY_MIN_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)
  connection.write(`${HEAD}retry: ${retry}\n\n`)
  const onGone = (): void => stream.close()
  let closed = false
  const stream: EventStream = {
    audience,
    get closed() {
      return closed
    },
    send: (event) => stream.sendRaw(formatEvent(event)),
    sendRaw(bytes) {
      if (closed) return false
      if (connection.writableLength > BUFFERED_BYTES_MAX) {
        stream.close()
        connection.destroy()
        return false
      }
      connection.write(bytes)
      return true
    },
    close() {
      if (closed) return
      closed = true
      open.delete(stream)
      giveRoomBack(follower)
      connection.off('close', onGone)
      // Not `end`: a client that keeps its side open would keep the connection, which is counted no more.
      connection.destroySoon()
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

/** Whether a connection has a stream on it, or had: then nothing else comes over it. */
export const carriesStream = (connection: Socket): boolean => connections.has(connection)

/** Counts one more stream of an account or network. @returns which. @throws the refusal when there is no room. */
function takeRoom({ actor, ip }: FastifyRequest): string {
  const follower = actor === undefined ? networkOf(ip) : actor.accountId
  const count = counts.get(follower) ?? 0
  if (count >= (actor === undefined ? bounds.perNetwork : PER_ACCOUNT_MAX))
    throw problem('too-many-requests', {
      detail: `${count} streams are open already. Close one, or read what is followed from time to time.`,
      headers: { 'retry-after': '10' },
    })
  if (open.size >= (actor === undefined ? Math.ceil(bounds.most * STRANGERS_SHARE) : bounds.most))
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

/** So many are sent to before others are served: some milliseconds of work. */
const SLICE = 250

/**
 * Sends the same to many readers, one thing after the other, in slices between which the node does other work: twenty
 * thousand at once would make everybody else wait for a third of a second.
 */
export class Broadcast {
  #sending: Promise<void> | undefined

  /** Whether something is still on its way: whoever can wait gathers more meanwhile. */
  get busy(): boolean {
    return this.#sending !== undefined
  }

  /** Sends to those who are readers now. */
  send(readers: Iterable<EventStream>, event: string): void {
    const [all, bytes] = [[...readers], Buffer.from(event)]
    const sending = (this.#sending ?? Promise.resolve()).then(() => inSlices(all, bytes))
    this.#sending = sending
    void sending.then(() => {
      if (this.#sending === sending) this.#sending = undefined
    })
  }
}

async function inSlices(readers: readonly EventStream[], bytes: Buffer): Promise<void> {
  for (let at = 0; at < readers.length; at += SLICE) {
    if (at > 0) await setImmediate()
    for (const reader of readers.slice(at, at + SLICE)) reader.sendRaw(bytes)
  }
}

/** Ends every open stream, so that a server can stop: the clients reconnect elsewhere or later. */
export function closeEventStreams(): void {
  for (const stream of open) stream.close()
}

/** Ends some streams, the oldest first, each with a last event of its own. @returns how many. */
export function endEventStreams(atMost: number, isSuch: (stream: EventStream) => boolean, last: () => string): number {
  let ended = 0
  for (const stream of open) {
    if (ended === atMost) break
    if (!isSuch(stream)) continue
    stream.sendRaw(last())
    stream.close()
    ended++
  }
  return ended
}

/** How many streams are open on this node. */
export const openEventStreamCount = (): number => open.size

let heartbeat: NodeJS.Timeout | undefined
const beats = new Broadcast()

/** One timer for all streams: a comment line every 15 s keeps proxies from closing them. */
function startHeartbeat(): void {
  heartbeat ??= setInterval(() => {
    beats.send(open, ': still here\n\n')
    if (open.size === 0) {
      clearInterval(heartbeat)
      heartbeat = undefined
    }
  }, HEARTBEAT_MS).unref()
}
