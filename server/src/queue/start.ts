import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { LRUCache } from 'lru-cache'
import { SECOND_MS, systemClock, type Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { networkOf } from '../platform/http/network.ts'
import type { Log } from '../platform/log.ts'
import { macBy } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import type { Beacon } from './beacon.ts'
import { Board } from './board.ts'
import { passCheck, type HoldAsked, type PassChecked } from './check-pass.ts'
import { Draws } from './draws.ts'
import { EntryDesk } from './entry-desk.ts'
import { entryReceipts } from './entry-receipts.ts'
import { entryTokens } from './entry-token.ts'
import { networkLimits, type NetworkLimits } from './network-limits.ts'
import { passes } from './pass.ts'
import type { QueueNeighbours } from './ports.ts'
import { proofOfWork } from './proof-of-work.ts'
import { forgetSpentProofs } from './queries/entries.ts'
import type { Queue } from './queries/heads.ts'
import { registerEntrantRoutes } from './routes-entrant.ts'
import { registerOrganiserQueueRoutes } from './routes-organiser.ts'
import { registerPublicQueueRoutes } from './routes-public.ts'
import type { QueueServices } from './services.ts'
import { StatusBoard } from './status-board.ts'
import { NO_STRAIN, type Strain } from './status.ts'
import { stepQueue } from './step-queue.ts'

export interface QueueOptions {
  readonly db: Database
  readonly log: Log
  /** The database's; the machine's unless said. */
  readonly clock?: Clock
  readonly deriveKey: DeriveKey
  readonly neighbours: QueueNeighbours
  /** Undefined: no outside access. */
  readonly beacon?: Beacon | undefined
  /** What this node has given up, having more to do than it can; nothing unless said. */
  readonly strain?: () => Strain
  /** Hashes between the operator's seed and the order. */
  readonly drawDelay: number
}

/**
 * The waiting rooms at work in one process. Life: `startQueues` reads all of them and goes on doing so each second;
 * `startClockwork` moves them on (any number of processes may, one does at a time); `stop` ends both.
 */
export interface Queues {
  readonly services: QueueServices
  /** Whether a hold may be made: at once, from memory. */
  checkPass(asked: HoldAsked): PassChecked
  /** The waiting room in front of an event, as long as a hold needs a pass; from memory. */
  waitingRoomOf(eventId: string): Pick<Queue, 'lobbyOpensAt' | 'lobbyClosesAt'> | undefined
  /** Counts a refusal for the organiser to see; being busy also slows down how many are let in. */
  noteRefusal(eventId: string, reason: string): void
  /** Places that one card may pay for, from memory; null: as many as they like. */
  placesPerCard(eventId: string): number | null
  /** Places that one network may have, from memory, and what stands for it on an event. */
  readonly networks: NetworkLimits
  registerRoutes(app: FastifyInstance): void
  startClockwork(): { stop(): Promise<void> }
  stop(): Promise<void>
}

const DESKS_MAX = 200
const SALT_BYTES = 32
const KEY_BYTES = 32
const ROUND_MS = SECOND_MS

export async function startQueues(options: QueueOptions): Promise<Queues> {
  const { db, log, clock = systemClock, deriveKey, neighbours, beacon, drawDelay, strain = () => NO_STRAIN } = options
  const board = new Board(db, log)
  await board.start()
  const draws = new Draws({ db, clock, deriveKey, beacon, delay: drawDelay })
  const desks = new LRUCache<string, EntryDesk>({ max: DESKS_MAX })
  const networkDigest = macBy(deriveKey('queue-networks:1', KEY_BYTES))
  const saltDigest = macBy(deriveKey('queue-salts:1', KEY_BYTES))
  const statuses = new StatusBoard({ db, log, board, neighbours, strain })
  const stopPressing = board.onLook((eventId) => {
    const { slows, pauses } = strain()
    if (eventId !== undefined || !slows) return
    for (const queue of board.all()) if (someoneWaits(queue)) board.notePressure(queue.eventId, pauses)
  })
  const services: QueueServices = {
    db,
    clock,
    deriveKey,
    neighbours,
    board,
    statuses,
    strain,
    draws,
    tokens: entryTokens(deriveKey),
    receipts: entryReceipts(deriveKey),
    passes: passes(deriveKey),
    proofs: proofOfWork(deriveKey, clock),
    beacon,
    deskOf(eventId) {
      const desk = desks.get(eventId) ?? new EntryDesk(db.sql, eventId)
      desks.set(eventId, desk)
      return desk
    },
    networkOf: (address) => networkDigest(networkOf(address)),
    saltOf: (entryId) => saltDigest(entryId).subarray(0, SALT_BYTES).toString('hex'),
  }
  return {
    services,
    checkPass: passCheck(board, services.passes),
    waitingRoomOf(eventId) {
      const queue = board.of(eventId)
      return queue?.endedAt === null ? queue : undefined
    },
    noteRefusal(eventId, reason) {
      board.noteRefusal(eventId, reason)
      if (reason === 'busy') board.notePressure(eventId)
    },
    placesPerCard: (eventId) => board.of(eventId)?.placesPerCard ?? null,
    networks: networkLimits((eventId) => board.of(eventId), deriveKey),
    registerRoutes(app) {
      registerPublicQueueRoutes(app, services)
      registerEntrantRoutes(app, services)
      registerOrganiserQueueRoutes(app, services)
    },
    startClockwork: () => startClockwork(services, log),
    async stop() {
      stopPressing()
      statuses.stop()
      await board.stop()
    },
  }
}

const someoneWaits = ({ endedAt, lobby, arrivals, watermark }: Queue): boolean =>
  endedAt === null && lobby + arrivals > watermark

/**
 * Each second every queue is moved on. A round that fails is followed by another: what it would have done is still to be
 * done then.
 */
function startClockwork({ db, board, draws, neighbours }: QueueServices, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const moveOn = async (eventId: string): Promise<void> => {
    try {
      await stepQueue(db, eventId, neighbours)
      const queue = board.of(eventId)
      // A draw takes its time, and others are not kept waiting for it.
      if (queue !== undefined) draws.advance(queue).catch((error: unknown) => complain(error, eventId))
    } catch (error) {
      complain(error, eventId)
    }
  }
  const complain = (error: unknown, eventId: string) =>
    log.error({ part: 'queue', err: error, eventId }, 'a queue could not be moved on; trying again in a second')
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      for (const queue of board.all())
        if (queue.endedAt === null && queue.now >= queue.lobbyClosesAt) await moveOn(queue.eventId)
      await forgetSpentProofs(db.sql).catch((error: unknown) =>
        log.debug({ part: 'queue', err: error }, 'spent proofs stay a little longer'),
      )
      await wait(ROUND_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
