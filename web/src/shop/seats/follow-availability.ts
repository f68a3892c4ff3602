import type { Availability, AvailabilityChange } from '@foyer/contract/inventory'
import type { PollInstead } from '@foyer/contract/streams'
import type { SeatBoard } from '../../seat-map/seat-board.ts'

/** What of an `EventSource` is needed. */
export interface ChangeStream {
  addEventListener(type: 'snapshot' | 'change' | 'poll', listener: (event: { readonly data: string }) => void): void
  addEventListener(type: 'error' | 'open', listener: () => void): void
  close(): void
  readonly readyState: number
}

/** What is needed of the world: streams, snapshots, time and chance. */
export interface FollowerWorld {
  readonly openStream: () => ChangeStream
  readonly fetchSnapshot: () => Promise<Availability>
  readonly now: () => number
  readonly random: () => number
}

/** Whether what is shown is as it is, or as it was at a time. */
export type Link = { readonly state: 'live' } | { readonly state: 'stale'; readonly since: number }

/** `EventSource.CLOSED`: the browser will not come back by itself. */
const CLOSED = 2
const RETRY_FIRST_MS = 1_000
const RETRY_MAX_MS = 30_000
/** A connection may die without a word: after so long in silence a snapshot is fetched. */
const SILENCE_MS = 60_000

/**
 * Keeps a board true to what the server says, for as long as it is followed: a snapshot, then changes as they come. When
 * the stream breaks the browser comes back and asks for what it missed; when it is refused, snapshots are fetched
 * meanwhile and it is asked again, later each time; when the server sends its readers away from it, snapshots are fetched
 * as often and for as long as it says. Starting → live ⇄ stale → stopped.
 */
export class AvailabilityFollower {
  readonly #board: SeatBoard
  readonly #world: FollowerWorld
  readonly #onLink: (link: Link) => void
  #stream: ChangeStream | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #heardAt: number
  #stopped = false
  #asking: ReturnType<typeof setTimeout> | undefined

  constructor(board: SeatBoard, world: FollowerWorld, onLink: (link: Link) => void) {
    this.#board = board
    this.#world = world
    this.#onLink = onLink
    this.#heardAt = world.now()
  }

  start(): void {
    const stream = this.#world.openStream()
    this.#stream = stream
    stream.addEventListener('snapshot', ({ data }) => this.#snapshot(JSON.parse(data) as Availability))
    stream.addEventListener('change', ({ data }) => {
      this.#board.applyChange(JSON.parse(data) as AvailabilityChange)
      this.#heard()
    })
    stream.addEventListener('poll', ({ data }) => this.#sentAway(stream, JSON.parse(data) as PollInstead))
    // Come back with what was missed, which may be nothing: open is all there is to hear.
    stream.addEventListener('open', () => this.#board.version >= 0 && this.#heard())
    stream.addEventListener('error', () => this.#broken(stream))
    this.#listenForSilence()
  }

  stop(): void {
    this.#stopped = true
    this.#stream?.close()
    clearTimeout(this.#asking)
    clearTimeout(this.#retry)
    clearTimeout(this.#silence)
  }

  #snapshot(snapshot: Availability): void {
    this.#show(snapshot)
    this.#heard()
  }

  #show({ version, bitmap, counts }: Availability): void {
    if (bitmap === null) this.#board.applyCounts(version, counts)
    else this.#board.applySnapshot(version, fromBase64(bitmap))
  }

  #heard(): void {
    this.#failures = 0
    this.#heardAt = this.#world.now()
    this.#onLink({ state: 'live' })
    this.#listenForSilence()
  }

  /** There are so many that the server has no streams for a while: it says how often to ask, and when to come back. */
  #sentAway(stream: ChangeStream, { everySeconds, streamAfterSeconds }: PollInstead): void {
    if (this.#stopped || stream !== this.#stream) return
    stream.close()
    this.#stream = undefined
    clearTimeout(this.#silence)
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      clearTimeout(this.#asking)
      this.start()
    }, streamAfterSeconds * 1_000)
    const ask = async (): Promise<void> => {
      await this.#fetchSnapshot()
      if (!this.#stopped && this.#stream === undefined) askLater(everySeconds)
    }
    const askLater = (seconds: number): void => {
      clearTimeout(this.#asking)
      this.#asking = setTimeout(() => void ask(), seconds * 1_000 * (0.5 + this.#world.random()))
    }
    // Whoever knows nothing yet waits no longer than must be.
    if (this.#board.version < 0) void ask()
    else askLater(everySeconds)
  }

  #broken(stream: ChangeStream): void {
    if (this.#stopped || stream !== this.#stream) return
    this.#onLink({ state: 'stale', since: this.#heardAt })
    if (stream.readyState !== CLOSED) return
    this.#stream = undefined
    const longest = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** this.#failures)
    this.#failures++
    clearTimeout(this.#retry)
    // Between half and all of it, so that a crowd does not come back at once.
    this.#retry = setTimeout(() => this.start(), longest * (0.5 + this.#world.random() / 2))
    void this.#fetchSnapshot()
  }

  async #fetchSnapshot(): Promise<void> {
    try {
      const snapshot = await this.#world.fetchSnapshot()
      if (this.#stopped || snapshot.version < this.#board.version) return
      this.#show(snapshot)
      this.#heardAt = this.#world.now()
      this.#onLink({ state: 'live' })
    } catch {
      // Not there either: what is shown stays as old as it is, and says so.
      if (!this.#stopped) this.#onLink({ state: 'stale', since: this.#heardAt })
    }
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => {
      void this.#fetchSnapshot()
      this.#listenForSilence()
    }, SILENCE_MS)
  }
}

function fromBase64(text: string): Uint8Array {
  const bytes = atob(text)
  return Uint8Array.from({ length: bytes.length }, (_, at) => bytes.charCodeAt(at))
}
