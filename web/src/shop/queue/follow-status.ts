import { Refused } from '@foyer/contract/client'
import type { QueueStatus } from '@foyer/contract/queue'
import type { PollInstead } from '@foyer/contract/streams'
import { laterStatus, pollAfterMs } from '@foyer/contract/queue-place'

/** What of an `EventSource` is needed. */
export interface StatusStream {
  addEventListener(type: 'status' | 'poll', listener: (event: { readonly data: string }) => void): void
  addEventListener(type: 'error' | 'open', listener: () => void): void
  close(): void
  readonly readyState: number
}

/** What is needed of the world: streams, documents, time and chance. */
export interface StatusWorld {
  readonly openStream: () => StatusStream
  /** @throws Refused `not-found` when there is no queue any more. */
  readonly fetchStatus: () => Promise<QueueStatus>
  /** Epoch milliseconds, by the clock of this device. */
  readonly now: () => number
  readonly random: () => number
}

/** What is known: the latest document, how far this device's clock is behind the server's, and whether it still comes. */
export interface StatusNews {
  readonly status: QueueStatus
  /** To be added to the device's time, in milliseconds. */
  readonly skewMs: number
  /** Epoch milliseconds of this device since when nothing was heard; undefined while all is well. */
  readonly staleSince: number | undefined
}

interface FollowerOptions {
  readonly world: StatusWorld
  /** What the server had rendered. */
  readonly first: QueueStatus | undefined
  /** The number of whoever waits, which decides how often is asked where there is no stream. */
  readonly number: () => number | null
  readonly onNews: (news: StatusNews) => void
  readonly onGone: () => void
}

/** `EventSource.CLOSED`: the browser will not come back by itself. */
const CLOSED = 2
const STREAM_RETRY_MS = 30_000
/** Before a first document says how often to ask. */
const FIRST_RETRY_MS = 3_000
/** A connection may die without a word: after so long in silence a document is fetched. */
const SILENCE_MS = 60_000
/** A single answer that fails is no reason to worry anybody. */
const FAILURES_TOLD = 2

/**
 * Follows the status of a queue for as long as a page is shown: by its stream, and by asking, as seldom as the server
 * wants it, where the stream breaks, cannot be had, or the server sends its readers away from it. Streaming ⇄ asking → stopped. Of two documents the later counts.
 */
export class StatusFollower {
  readonly #options: FollowerOptions
  #status: QueueStatus | undefined
  #skewMs: number | undefined
  #heardAt: number
  #stream: StatusStream | undefined
  #asking: ReturnType<typeof setTimeout> | undefined
  /** When it is asked next, in epoch milliseconds of this device. */
  #askAt = Infinity
  #retry: ReturnType<typeof setTimeout> | undefined
  #isStreaming = false
  #failures = 0
  #stopped = false

  constructor(options: FollowerOptions) {
    this.#options = options
    this.#status = options.first
    this.#heardAt = options.world.now()
  }

  start(): void {
    const stream = this.#options.world.openStream()
    this.#stream = stream
    stream.addEventListener('status', ({ data }) => {
      this.#isStreaming = true
      this.#take(JSON.parse(data) as QueueStatus)
      this.#askIn(SILENCE_MS)
    })
    stream.addEventListener('poll', ({ data }) => this.#sentAway(stream, JSON.parse(data) as PollInstead))
    stream.addEventListener('error', () => this.#broken(stream))
    // Where it is asked already, that goes on until the stream has said something.
    if (this.#asking === undefined) this.#askIn(SILENCE_MS)
  }

  stop(): void {
    this.#stopped = true
    this.#stream?.close()
    clearTimeout(this.#asking)
    clearTimeout(this.#retry)
  }

  /** There are so many that the server has no streams for a while: it says when to come back, to each at another time. */
  #sentAway(stream: StatusStream, { everySeconds, streamAfterSeconds }: PollInstead): void {
    if (this.#stopped || stream !== this.#stream) return
    stream.close()
    this.#isStreaming = false
    this.#askIn(Math.max(everySeconds * 1_000, this.#pollMs()))
    this.#streamIn(streamAfterSeconds * 1_000)
  }

  #broken(stream: StatusStream): void {
    if (this.#stopped || stream !== this.#stream) return
    this.#isStreaming = false
    this.#failures++
    this.#tell()
    // A browser that comes back in vain every few seconds puts nothing off.
    const soon = this.#pollMs()
    if (this.#options.world.now() + soon < this.#askAt) this.#askIn(soon)
    // Between half and all of it, so that a crowd does not come back at once.
    if (stream.readyState === CLOSED) this.#streamIn(STREAM_RETRY_MS * (0.5 + this.#options.world.random() / 2))
  }

  #streamIn(ms: number): void {
    this.#stream = undefined
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.start(), ms)
  }

  #askIn(ms: number): void {
    clearTimeout(this.#asking)
    this.#askAt = this.#options.world.now() + ms
    this.#asking = setTimeout(() => void this.#ask(), ms)
  }

  async #ask(): Promise<void> {
    try {
      const status = await this.#options.world.fetchStatus()
      if (this.#stopped) return
      this.#take(status)
      this.#askIn(this.#isStreaming ? SILENCE_MS : this.#pollMs())
    } catch (error) {
      if (this.#stopped) return
      if (error instanceof Refused && error.problem.status === 404) {
        this.stop()
        this.#options.onGone()
        return
      }
      this.#failures++
      this.#tell()
      const longest = error instanceof Refused && error.retryAfter !== undefined ? error.retryAfter * 1_000 : 0
      this.#askIn(Math.max(longest, this.#pollMs()))
    }
  }

  #pollMs(): number {
    const { world, number } = this.#options
    const random = world.random()
    if (this.#status === undefined) return FIRST_RETRY_MS * (0.5 + random)
    return pollAfterMs(this.#status, number(), world.now() + (this.#skewMs ?? 0), random)
  }

  #take(status: QueueStatus): void {
    this.#failures = 0
    this.#heardAt = this.#options.world.now()
    // Whatever takes time on the way makes the server seem behind, never ahead: the largest difference is the nearest.
    this.#skewMs = Math.max(this.#skewMs ?? -Infinity, status.version - this.#heardAt)
    this.#status = this.#status === undefined ? status : laterStatus(this.#status, status)
    this.#tell()
  }

  #tell(): void {
    if (this.#status === undefined) return
    this.#options.onNews({
      status: this.#status,
      skewMs: this.#skewMs ?? 0,
      staleSince: this.#failures >= FAILURES_TOLD ? this.#heardAt : undefined,
    })
  }
}
