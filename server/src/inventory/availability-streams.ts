import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Broadcast, formatEvent, openEventStream, type EventStream } from '../platform/http/event-stream.ts'
import type { AvailabilityDelta, Inventory } from './index.ts'
import { presentAvailability } from './present.ts'

/** Changes are gathered this long: a reader cannot use more than four pictures a second. */
const GATHER_MS = 250
/** Changes kept for readers that come back. */
const KEPT_MAX = 240

interface Sent {
  /** Version that the change starts from, and the one it leads to. */
  readonly from: number
  readonly to: number
  readonly bytes: string
}

/** One event's readers: each change is written once and sent to all. */
interface Channel {
  readonly readers: Set<EventStream>
  readonly broadcast: Broadcast
  /** Readers to be, whose snapshot is being fetched. */
  joining: number
  /** Its last reader has left: it hears of nothing any more. */
  ended: boolean
  readonly kept: Sent[]
  readonly gathered: Map<PlaceNo, boolean>
  version: number
  latest: number
  timer: NodeJS.Timeout | undefined
  stop: () => void
}

/** Live availability for many readers. A channel begins with an event's first reader and ends with the last. */
export class AvailabilityStreams {
  readonly #inventory: Pick<Inventory, 'availability' | 'watch'>
  readonly #channels = new Map<string, Promise<Channel | undefined>>()

  constructor(inventory: Pick<Inventory, 'availability' | 'watch'>) {
    this.#inventory = inventory
  }

  /** @returns false when there is no such event. `lastSeen`: version that the reader has; NaN for none. */
  async open(eventId: string, request: FastifyRequest, reply: FastifyReply, lastSeen: number): Promise<boolean> {
    const channel = await (this.#channels.get(eventId) ?? this.#start(eventId))
    if (channel === undefined) return false
    // In the moment between its being found and its being joined.
    if (channel.ended) return this.open(eventId, request, reply, lastSeen)
    channel.joining++
    try {
      const snapshot = await this.#inventory.availability(eventId)
      if (snapshot === undefined) return false
      const stream = openEventStream(request, reply, () => this.#leave(eventId, channel, stream))
      channel.readers.add(stream)
      const missed = missedSince(channel, lastSeen)
      const picture = { event: 'snapshot', id: String(snapshot.version), data: presentAvailability(eventId, snapshot) }
      if (missed === undefined) stream.send(picture)
      else stream.sendRaw(missed)
      return true
    } finally {
      channel.joining--
      this.#endUnread(eventId, channel)
    }
  }

  #start(eventId: string): Promise<Channel | undefined> {
    const opening = this.#watch(eventId)
    this.#channels.set(eventId, opening)
    const forget = (): void => void this.#channels.delete(eventId)
    opening.then((channel) => channel ?? forget(), forget)
    return opening
  }

  async #watch(eventId: string): Promise<Channel | undefined> {
    const channel: Channel = {
      readers: new Set(),
      broadcast: new Broadcast(),
      joining: 0,
      ended: false,
      kept: [],
      gathered: new Map(),
      version: 0,
      latest: 0,
      timer: undefined,
      stop: () => undefined,
    }
    const watching = await this.#inventory.watch(eventId, (delta) => gather(channel, delta))
    if (watching === undefined) return undefined
    channel.version = channel.latest = watching.snapshot.version
    channel.stop = () => watching.stop()
    return channel
  }

  #leave(eventId: string, channel: Channel, stream: EventStream): void {
    channel.readers.delete(stream)
    this.#endUnread(eventId, channel)
  }

  #endUnread(eventId: string, channel: Channel): void {
    if (channel.ended || channel.readers.size > 0 || channel.joining > 0) return
    channel.ended = true
    channel.stop()
    clearTimeout(channel.timer)
    this.#channels.delete(eventId)
  }
}

function gather(channel: Channel, delta: AvailabilityDelta): void {
  for (const place of delta.taken) channel.gathered.set(place, true)
  for (const place of delta.freed) channel.gathered.set(place, false)
  channel.latest = delta.version
  if (channel.gathered.size > 0) wait(channel)
}

function wait(channel: Channel): void {
  channel.timer ??= setTimeout(() => send(channel), GATHER_MS).unref()
}

/** A place that was taken and freed again in between is told as it is now: telling what a reader knows does no harm. */
function send(channel: Channel): void {
  channel.timer = undefined
  if (channel.broadcast.busy) return wait(channel)
  const { gathered, version: from, latest: to } = channel
  const taken = [...gathered].flatMap(([place, taken]) => (taken ? [place] : []))
  const freed = [...gathered].flatMap(([place, taken]) => (taken ? [] : [place]))
  const bytes = formatEvent({ event: 'change', id: String(to), data: { version: to, taken, freed } })
  gathered.clear()
  channel.version = to
  channel.kept.push({ from, to, bytes })
  if (channel.kept.length > KEPT_MAX) channel.kept.shift()
  channel.broadcast.send(channel.readers, bytes)
}

/** The changes since a version, if they are all kept; undefined when the reader needs a snapshot. */
function missedSince(channel: Channel, version: number): string | undefined {
  if (version === channel.version) return ''
  const from = channel.kept.findIndex((sent) => sent.from <= version && version < sent.to)
  return from < 0
    ? undefined
    : channel.kept
        .slice(from)
        .map((sent) => sent.bytes)
        .join('')
}
