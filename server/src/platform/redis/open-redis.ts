import { createHash } from 'node:crypto'
import { createClient } from '@redis/client'
import type { Log } from '../log.ts'
import { Circuit } from './circuit.ts'

/** Who has not answered by then is not waited for. In the same room an answer takes a fifth of a millisecond. */
const ANSWERS_WITHIN_MS = 100
const CONNECTS_WITHIN_MS = 1_000
/** Questions under way at most; more are not asked. */
const QUESTIONS_MAX = 10_000

/** A script that runs in Redis, whole and by itself. */
export interface Script {
  readonly text: string
  readonly sha: string
}

export const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') })

/**
 * A Redis (7) or Valkey that several processes share, as something that may be gone at any moment. Nothing here throws
 * for its absence: what was not answered within a tenth of a second is `undefined`, and whoever asked does without.
 */
export interface Redis {
  /** Whether it is asked at the moment. */
  readonly isThere: boolean
  /** How often something was not answered, or not asked, since the start. */
  readonly withoutAnswer: number
  /** Runs a script for one key. @returns what it gave; undefined where there was no answer, whatever was done. */
  run(script: Script, key: string, args: readonly (string | number)[]): Promise<unknown>
  /** Tells everybody who listens. @returns whether it was passed on. */
  publish(channel: string, message: string): Promise<boolean>
  /** Hears a channel while it is there; `onMissed` says that messages may have been missed. @returns how to stop. */
  subscribe(channel: string, onMessage: (message: string) => void, onMissed: () => void): Promise<() => void>
  stop(): void
}

export interface RedisOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string
  /** Before every key and channel, so that several installations may share one Redis. */
  readonly prefix: string
  readonly log: Log
  /** How long an answer is waited for; a tenth of a second unless said. */
  readonly answersWithinMs?: number
}

interface Listener {
  readonly onMessage: (message: string) => void
  readonly onMissed: () => void
}

/**
 * Life: one connection is tried, and waited for; whether it comes or not, it goes on. While there is one, it is asked. The
 * first question that is not answered in time, or the loss of the connection, opens the circuit: nobody waits any more,
 * and in the background another connection is tried, with growing pauses, until one answers. Each loss and each return is
 * logged once. Ends with `stop`.
 */
export async function openRedis({
  url,
  prefix,
  log,
  answersWithinMs = ANSWERS_WITHIN_MS,
}: RedisOptions): Promise<Redis> {
  const circuit = new Circuit()
  const listeners = new Map<string, Set<Listener>>()
  let client: Client | undefined
  let stopped = false
  let withoutAnswer = 0
  let nextTry: NodeJS.Timeout | undefined
  /** Since when there is none, where that was told; monotonic milliseconds. */
  let goneSince: number | undefined

  const hear = (one: Client, name: string) =>
    inTime(
      one.subscribe(name, (message) => listeners.get(name)?.forEach(({ onMessage }) => onMessage(message))),
      CONNECTS_WITHIN_MS,
    )
  const tryOne = async () => {
    const one = newClient(url)
    one.on('error', (error) => lose(one, error))
    try {
      await inTime(one.connect(), CONNECTS_WITHIN_MS)
      for (const name of listeners.keys()) await hear(one, name)
    } catch (error) {
      one.destroy()
      tryLater(error)
      return
    }
    if (stopped) return one.destroy()
    client = one
    circuit.close()
    if (goneSince === undefined) return
    log.info({ part: 'redis', ms: Math.round(performance.now() - goneSince) }, 'Redis answers again')
    goneSince = undefined
    for (const those of listeners.values()) for (const { onMissed } of those) onMissed()
  }
  const tryLater = (error: unknown) => {
    if (stopped) return
    if (goneSince === undefined) {
      goneSince = performance.now()
      log.warn({ part: 'redis', err: error }, 'Redis does not answer; going on without it')
    }
    nextTry = setTimeout(() => void tryOne(), circuit.fail()).unref()
  }
  const lose = (one: Client, error: unknown) => {
    if (one !== client) return
    client = undefined
    one.destroy()
    tryLater(error)
  }
  const ask = async <T>(question: (one: Client) => Promise<T>): Promise<T | undefined> => {
    const one = client
    if (one !== undefined)
      try {
        return await inTime(question(one), answersWithinMs)
      } catch (error) {
        lose(one, error)
      }
    withoutAnswer++
    return undefined
  }
  const nameOf = (name: string) => `${prefix}:${name}`

  await tryOne()
  return {
    get isThere() {
      return circuit.isClosed
    },
    get withoutAnswer() {
      return withoutAnswer
    },
    run: ({ text, sha }, key, args) =>
      ask(async (one) => {
        const rest = ['1', nameOf(key), ...args.map(String)]
        try {
          return await one.sendCommand(['EVALSHA', sha, ...rest])
        } catch (error) {
          if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
          return one.sendCommand(['EVAL', text, ...rest])
        }
      }),
    publish: async (channel, message) => (await ask((one) => one.publish(nameOf(channel), message))) !== undefined,
    async subscribe(channel, onMessage, onMissed) {
      const name = nameOf(channel)
      const listener = { onMessage, onMissed }
      const those = listeners.get(name) ?? new Set()
      listeners.set(name, those.add(listener))
      const one = client
      // One that is not there now is told of every name when it is.
      if (those.size === 1 && one !== undefined) await hear(one, name).catch((error: unknown) => lose(one, error))
      return () => void those.delete(listener)
    },
    stop() {
      stopped = true
      clearTimeout(nextTry)
      client?.destroy()
    },
  }
}

/** A connection that is never made again: when it is lost, another takes its place. */
const newClient = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: QUESTIONS_MAX,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout: CONNECTS_WITHIN_MS, reconnectStrategy: false },
  })

type Client = ReturnType<typeof newClient>

/**
 * What is answered in time. A process that was busy itself looks once more before it says that nothing came: what came
 * meanwhile was not read yet.
 */
async function inTime<T>(question: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const giveUp = () => late.reject(new Error(`no answer within ${ms} ms`))
  const timer = setTimeout(() => setImmediate(giveUp), ms)
  try {
    return await Promise.race([question, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
