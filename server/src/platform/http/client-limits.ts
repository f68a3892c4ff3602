import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fullMs, type Limit } from '../leaky-bucket.ts'
import type { SharedBuckets } from '../shared-buckets.ts'
import { isHere, networkOf } from './network.ts'
import { problem, type ProblemError } from './problem.ts'

/** How much of one kind of request a client may make; absent: as much as it likes. */
export interface ClientLimit {
  readonly byNetwork?: Limit
  readonly byAccount?: Limit
}

export interface ClientLimitOptions {
  /** Which limit a request counts against, by name; undefined: none. */
  readonly kindOf: (method: string, path: string) => string | undefined
  readonly limits: Readonly<Record<string, ClientLimit>>
  /** What other nodes have counted, while that can be asked. */
  readonly shared?: SharedBuckets | undefined
}

/** Clients remembered at most; beyond this those are forgotten that were counted first. */
const CLIENTS_MAX = 100_000
/** How often nodes tell one another what they let through. */
const SHARE_MS = 500
/** Those who are told of in one round, at most, and how full their bucket is at least: the others are no concern. */
const SHARED_MAX = 500
const SHARED_FROM = 0.1

interface Bucket {
  readonly limit: Limit
  /** Monotonic milliseconds. */
  emptyAt: number
  /** Tries that other nodes were not told of. */
  untold: number
}

/**
 * Counts what clients ask for, in memory: a request costs no question to anybody. Nodes that share a Redis tell it twice a
 * second what they let through and hear what the others did, so that together they let through a little more than one
 * would; without it each counts for itself.
 */
export class ClientLimits {
  readonly #limits: Readonly<Record<string, ClientLimit>>
  readonly #shared: SharedBuckets | undefined
  readonly #buckets = new Map<string, Bucket>()
  refused = 0

  constructor({ limits, shared }: Pick<ClientLimitOptions, 'limits' | 'shared'>) {
    this.#limits = limits
    this.#shared = shared
  }

  /** How many clients are remembered. */
  get remembered(): number {
    return this.#buckets.size
  }

  /** Counts a request of a client, unless it is too much. @returns 0 when it was counted, otherwise when there is room, in ms. */
  take(kind: string, by: keyof ClientLimit, client: string, now = performance.now()): number {
    const limit = this.#limits[kind]?.[by]
    if (limit === undefined) return 0
    const key = `${kind}:${client}`
    const bucket = this.#buckets.get(key) ?? this.#add(key, limit, now)
    const emptyAt = Math.max(now, bucket.emptyAt) + limit.drainMs
    const over = emptyAt - now - fullMs(limit)
    if (over > 0.001) {
      this.refused++
      return over
    }
    bucket.untold = bucket.emptyAt <= now ? 1 : bucket.untold + 1
    bucket.emptyAt = emptyAt
    return 0
  }

  /** Tells the others what was let through here, and hears what was elsewhere. */
  async share(now = performance.now()): Promise<void> {
    const told: Promise<void>[] = []
    for (const [key, bucket] of this.#buckets) {
      if (bucket.emptyAt <= now) this.#buckets.delete(key)
      else if (bucket.untold > 0 && bucket.emptyAt - now >= fullMs(bucket.limit) * SHARED_FROM)
        if (told.length < SHARED_MAX) told.push(this.#tell(key, bucket))
    }
    await Promise.all(told)
  }

  async #tell(key: string, bucket: Bucket): Promise<void> {
    const { untold } = bucket
    bucket.untold = 0
    const all = await this.#shared?.adjust(`client:${key}`, bucket.limit, untold)
    if (all === undefined) bucket.untold += untold
    else bucket.emptyAt = Math.max(bucket.emptyAt, performance.now() + all.levelMs)
  }

  #add(key: string, limit: Limit, now: number): Bucket {
    const [first] = this.#buckets.keys()
    if (first !== undefined && this.#buckets.size >= CLIENTS_MAX) this.#buckets.delete(first)
    const bucket = { limit, emptyAt: now, untold: 0 }
    this.#buckets.set(key, bucket)
    return bucket
  }
}

/**
 * Refuses what one client asks for too much of: by network before anything of the request is read, by account as soon as
 * it is known and before the body is read. This machine itself is no client: a network behind a proxy that is not among
 * the trusted ones would look like it.
 */
export function limitClients(app: FastifyInstance, options: ClientLimitOptions): ClientLimits {
  const limits = new ClientLimits(options)
  const sharing = setInterval(() => void limits.share(), SHARE_MS).unref()
  app.addHook('onClose', async () => clearInterval(sharing))
  const kindOf = ({ method, url }: FastifyRequest) => options.kindOf(method, url.split('?', 1)[0] ?? url)
  // With `done` and not as promises: of these there would be two for every request.
  app.addHook('onRequest', (request, _reply, done) => {
    const kind = kindOf(request)
    const network = kind === undefined ? undefined : networkOf(request.ip)
    if (kind === undefined || network === undefined || isHere(network)) return done()
    done(refusalAfter(limits.take(kind, 'byNetwork', network)))
  })
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    const { actor } = request
    const kind = actor === undefined ? undefined : kindOf(request)
    if (actor === undefined || kind === undefined) return done()
    done(refusalAfter(limits.take(kind, 'byAccount', actor.accountId)))
  })
  return limits
}

const refusalAfter = (waitMs: number): ProblemError | undefined =>
  waitMs > 0
    ? problem('too-many-requests', { headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) } })
    : undefined
