import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from './log.ts'
import { isConnectionLost } from './passing-failures.ts'

/*
 * The session on which NOTIFY is heard
 *
 * - It is opened with the first channel, and is for hearing alone.
 * - When it is lost, a new one is opened, and each channel is listened to anew; whoever hears on it is told that something
 *   may have been missed.
 * - A LISTEN that is refused on a living session (the server is a standby still, or out of memory) is tried again, with
 *   pauses that grow to half a minute, for as long as somebody wants to hear: until then the node only looks by itself from
 *   time to time, and says so in its log and its metrics.
 */

const PAUSE_MIN_MS = 200
const PAUSE_MAX_MS = 30_000

/** The session, as far as it is used here. */
export interface HearingSession {
  unsafe(statement: string): PromiseLike<unknown>
  end(options: { timeout: number }): Promise<void>
}

/** Opens it; it comes back by itself, and tells when it was lost. */
export type OpenHearing = (heard: {
  onnotify: (channel: string, payload: string) => void
  onclose: () => void
}) => HearingSession

interface Listener {
  readonly onMessage: (payload: string) => void
  readonly onReconnect: (() => void) | undefined
}

interface Channel {
  readonly name: string
  readonly listeners: Set<Listener>
  /** The first LISTEN. */
  readonly begun: Promise<void>
  isHeard: boolean
  isTrying: boolean
}

export class Ears {
  readonly #open: OpenHearing
  readonly #log: Log | undefined
  readonly #channels = new Map<string, Channel>()
  readonly #closing = new AbortController()
  #session: HearingSession | undefined
  /** Counts sessions that were lost: what was listened to on one of them is not heard on the next. */
  #lost = 0

  constructor(open: OpenHearing, log?: Log) {
    this.#open = open
    this.#log = log
  }

  /** Hears a channel from the moment it resolves. @throws whatever refuses the first LISTEN. @returns how to stop. */
  async listen(name: string, onMessage: Listener['onMessage'], onReconnect?: () => void): Promise<() => Promise<void>> {
    const listener = { onMessage, onReconnect }
    const channel = this.#channels.get(name) ?? this.#begin(name)
    channel.listeners.add(listener)
    try {
      await channel.begun
    } catch (error) {
      this.#leave(channel, listener)
      throw error
    }
    return async () => {
      if (this.#leave(channel, listener)) await this.#say('unlisten', name)
    }
  }

  /** Channels that somebody wants to hear and that are not heard at this moment. */
  unheard(): number {
    return [...this.#channels.values()].filter((channel) => !channel.isHeard).length
  }

  async close(timeoutS: number): Promise<void> {
    this.#closing.abort()
    await this.#session?.end({ timeout: timeoutS })
  }

  #begin(name: string): Channel {
    const lost = this.#lost
    const begun = this.#say('listen', name).then(() => {
      if (this.#lost === lost) channel.isHeard = true
      else this.#hearAgain(channel)
    })
    const channel: Channel = { name, listeners: new Set(), begun, isHeard: false, isTrying: false }
    this.#channels.set(name, channel)
    return channel
  }

  /** @returns whether nobody hears on the channel any more */
  #leave(channel: Channel, listener: Listener): boolean {
    channel.listeners.delete(listener)
    if (channel.listeners.size > 0 || this.#channels.get(channel.name) !== channel) return false
    this.#channels.delete(channel.name)
    return true
  }

  async #say(what: 'listen' | 'unlisten', name: string): Promise<void> {
    this.#session ??= this.#open({
      onnotify: (channel, payload) =>
        this.#channels.get(channel)?.listeners.forEach(({ onMessage }) => onMessage(payload)),
      onclose: () => this.#onLost(),
    })
    await this.#session.unsafe(`${what} "${name.replaceAll('"', '""')}"`)
  }

  #onLost(): void {
    this.#lost += 1
    for (const channel of this.#channels.values())
      if (channel.isHeard) {
        channel.isHeard = false
        this.#hearAgain(channel)
      }
  }

  #hearAgain(channel: Channel): void {
    if (channel.isTrying) return
    channel.isTrying = true
    void this.#tryUntilHeard(channel).finally(() => {
      channel.isTrying = false
    })
  }

  async #tryUntilHeard(channel: Channel): Promise<void> {
    const { signal } = this.#closing
    for (let pauseMs = PAUSE_MIN_MS; this.#isWanted(channel); pauseMs = Math.min(PAUSE_MAX_MS, 2 * pauseMs)) {
      const lost = this.#lost
      try {
        await this.#say('listen', channel.name)
        channel.isHeard = this.#lost === lost
      } catch (error) {
        // That the database is away is said elsewhere, by whoever asks it something.
        if (!isConnectionLost(error)) this.#log?.warn({ err: error, channel: channel.name, pauseMs }, NOT_HEARD)
      }
      if (channel.isHeard) break
      await wait(pauseMs * (0.5 + Math.random() / 2), undefined, { signal, ref: false }).catch(() => undefined)
    }
    if (!this.#isWanted(channel)) return
    this.#log?.debug({ channel: channel.name }, 'a channel is heard again')
    channel.listeners.forEach(({ onReconnect }) => onReconnect?.())
  }

  #isWanted(channel: Channel): boolean {
    return !this.#closing.signal.aborted && this.#channels.get(channel.name) === channel
  }
}

const NOT_HEARD = 'the database refused a LISTEN: until it is heard again, changes made elsewhere are seen late'
