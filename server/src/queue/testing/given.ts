import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { findBrokenInvariants } from '../../platform/check.ts'
import type { Database } from '../../platform/database.ts'
import { buildServer } from '../../platform/http/server.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import { keysFrom } from '../../platform/secrets.ts'
import { seedCommitmentOf } from '../draws.ts'
import { startQueues, type QueueNeighbours, type QueueOptions, type Queues, type Stock } from '../index.ts'
import { queueInvariants } from '../invariants.ts'
import type { HoldFate, SalePulse } from '../ports.ts'
import { readQueue, type Queue } from '../queries/heads.ts'
import { stepQueue } from '../step-queue.ts'

/** What the catalogue and the inventory would say; to be changed as a test goes on. */
export interface World {
  organiserId: string
  onSaleAt: Date | null
  standing?: 'postponed' | 'cancelled'
  stock: Stock
  pulse?: SalePulse
  /** By hold id; a hold that is not here was never made. */
  fates: Map<string, HoldFate>
  /** By how much the time of the sale is behind. */
  behindMs?: number
}

export const aWorld = (): World => ({
  organiserId: newId(),
  onSaleAt: new Date(Date.now() + 3_600_000),
  stock: { all: 1_000_000, left: 1_000_000, held: 0, sold: 0, blocked: 0, byPriceLevel: [] },
  fates: new Map(),
})

export const neighboursIn = (world: World): QueueNeighbours => ({
  eventOf: () =>
    Promise.resolve({
      organiserId: world.organiserId,
      isPublic: true,
      standing: world.standing ?? 'goes-on',
      onSaleAt: world.onSaleAt,
      offSaleAt: new Date(Date.now() + 86_400_000),
      allowance: 10,
    }),
  presalesOf: () => Promise.resolve([]),
  stockOf: () => Promise.resolve(world.stock),
  pulseOf: () => world.pulse,
  fateOfHold: (_sql, _eventId, holdId) => Promise.resolve(world.fates.get(holdId) ?? 'never-made'),
  countHolds: (_sql, _eventId, holdIds) => {
    const holding = holdIds.filter((holdId) => world.fates.get(holdId) === 'held').length
    return Promise.resolve({ holding, heldLastMinute: holding, placesPerHold: 2 })
  },
  behindMs: () => Promise.resolve(world.behindMs ?? 0),
  countOrders: () => Promise.resolve({ paying: 0, soldLastMinute: 0 }),
})

export interface Node extends AsyncDisposable {
  readonly queues: Queues
  readonly app: FastifyInstance
  ask(who: string, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Record<string, unknown>
  readonly text: string
}

/** So that a queue which a test has written is known at once. */
const nodesOn = new WeakMap<Database, Set<Queues>>()
const SECRET = Buffer.alloc(32, 7)

/** One node with the waiting rooms of a database; the caller says who it is. A vendor's id begins with `vendor:`. */
export async function aNode(db: Database, world: World, options: Partial<QueueOptions> = {}): Promise<Node> {
  const deriveKey = keysFrom(SECRET)
  const log = silentLog()
  const queues = await startQueues({
    db,
    log,
    deriveKey,
    neighbours: neighboursIn(world),
    drawDelay: 1_000,
    ...options,
  })
  const app = buildServer({
    log,
    trustedProxies: [],
    authenticate: ({ headers: { authorization } }) => {
      if (authorization === undefined) return Promise.resolve(undefined)
      const [first = '', id] = authorization.split(':')
      const accountId = id ?? first
      return Promise.resolve({ accountId, kind: id === undefined ? 'individual' : 'vendor', sessionId: accountId })
    },
  })
  queues.registerRoutes(app)
  const nodes = nodesOn.get(db) ?? new Set()
  nodesOn.set(db, nodes.add(queues))
  await app.ready()
  return {
    queues,
    app,
    async ask(who, method, path, body) {
      const answer = await app.inject({
        method,
        url: `/v1/events/${path}`,
        headers: who === '' ? {} : { authorization: who },
        ...(body === undefined ? {} : { payload: body }),
      })
      const isJson = (answer.headers['content-type'] ?? '').includes('json')
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson ? answer.json<Record<string, unknown>>() : {},
        text: answer.body,
      }
    },
    async [Symbol.asyncDispose]() {
      nodes.delete(queues)
      await app.close()
      await queues.stop()
    },
  }
}

/** A waiting room whose lobby is open, without proof of work. */
export async function aQueue(
  db: Database,
  settings: { peopleAtOnce?: number; sessionSeconds?: number; proofOfWork?: boolean; peoplePerMinute?: number } = {},
): Promise<string> {
  const eventId = newId()
  await db.sql`
    insert into on_sales (event_id, lobby_opens_at, lobby_closes_at, on_sale_at, people_at_once, people_per_minute,
                          session_seconds, proof_of_work, randomness, seed_commitment)
    values (${eventId}, now() - interval '1 hour', now() + interval '1 hour', now() + interval '2 hours',
            ${settings.peopleAtOnce ?? 1000}, ${settings.peoplePerMinute ?? null}, ${settings.sessionSeconds ?? 600},
            ${settings.proofOfWork ?? false}, 'seed', ${seedCommitmentOf(keysFrom(SECRET), eventId)})`
  await db.sql`insert into queue_heads (event_id) values (${eventId})`
  for (const { services } of nodesOn.get(db) ?? []) await services.board.lookAt(eventId)
  return eventId
}

/** Somebody who entered the lobby, was drawn, and is called; and how they ask for a pass. */
export async function aFanWhoIsCalled(
  db: Database,
  world: World,
  node: Node,
): Promise<{ eventId: string; me: string; pass: () => Promise<Answer> }> {
  const eventId = await aQueue(db)
  const me = newId()
  const token = String((await node.ask(me, 'POST', `${eventId}/queue`, { nonce: aNonce() })).body['token'])
  await openTheSale(db, world, node, eventId)
  await stepQueue(db, eventId, neighboursIn(world))
  await fresh(node, eventId)
  return { eventId, me, pass: () => node.ask(me, 'POST', `${eventId}/queue/pass`, { token }) }
}

/** Closes the lobby now, draws, and opens the sale. */
export async function openTheSale(db: Database, world: World, node: Node, eventId: string): Promise<void> {
  world.onSaleAt = new Date(Date.now() - 1_000)
  await db.sql`
    update on_sales set lobby_closes_at = now() - interval '2 seconds', on_sale_at = now() - interval '1 second'
     where event_id = ${eventId}`
  await stepQueue(db, eventId, neighboursIn(world))
  for (const _ of ['announce', 'decide']) await node.queues.services.draws.advance(await fresh(node, eventId))
  await fresh(node, eventId)
}

/** The queue as the database has it now; the node knows it as well then. */
export async function fresh(node: Node, eventId: string): Promise<Queue> {
  const queue = await readQueue(node.queues.services.db.sql, eventId)
  if (queue === undefined) throw new Error('there is no such queue')
  await node.queues.services.board.lookAt(eventId)
  return queue
}

export const aNonce = (): string => randomBytes(16).toString('hex')

export const brokenInvariants = (db: Database) => findBrokenInvariants(db.sql, queueInvariants)
