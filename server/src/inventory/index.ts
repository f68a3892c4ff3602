import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { MINUTE_MS } from '../platform/clock.ts'
import type { Database, Queryable } from '../platform/database.ts'
import { Gather } from '../platform/gather.ts'
import { databaseHints, type Hints } from '../platform/hints.ts'
import type { Log } from '../platform/log.ts'
import type { AvailabilityListener, AvailabilitySnapshot } from './availability.ts'
import type { BlockReason } from './change.ts'
import {
  checkOnSale,
  checkPlaceList,
  checkWish,
  type BadField,
  type HoldWish,
  type NotOnSale,
} from './check-request.ts'
import { DatabaseClock } from '../platform/database-clock.ts'
import { digestOf } from './digest.ts'
import { Follower } from './follower.ts'
import { HoldClock } from './hold-clock.ts'
import { Lanes, type OpenLane } from './lanes.ts'
import type { Busy } from './lane-queue.ts'
import type { MakeUp } from './make-up.ts'
import type { Answers, OfNetwork, Operation, Verb } from './operations.ts'
import { insertHeads, readHoldsById, type FoundHold, type SoughtHold } from './queries.ts'
import type { PulseReading } from './pulse.ts'
import type { LoadEvent, SaleFacts } from './sale-facts.ts'
import { SaleWatch, type Serves } from './sale-watch.ts'
import { sqlStore } from './sql-store.ts'
import { startSweeper } from './sweeper.ts'

export type { AvailabilityDelta, AvailabilityListener, AvailabilitySnapshot, PoolCounts } from './availability.ts'
export type { BlockReason, Change, LogEntry } from './change.ts'
export { countSold, countTaken, countWithBuyers } from './count-taken.ts'
export { listBlocked } from './list-blocked.ts'
export type { BadField, HoldWish, NotOnSale } from './check-request.ts'
export { placesKept, type Fit, type Hold, type HoldState } from './hold.ts'
export { holdExport } from './export.ts'
export { listenForGrowth } from './follower.ts'
export { insertHeads as insertEventHeads, readHeads as readEventHeads, readLog as readEventLog } from './queries.ts'
export { inventoryInvariants } from './invariants.ts'
export type { Busy } from './lane-queue.ts'
export { countHolds, fateOfHold } from './holds-of-passes.ts'
export type { Answers } from './operations.ts'
export type { FoundHold } from './queries.ts'
export type { PulseReading } from './pulse.ts'
export { forgetNetworks } from './forget-networks.ts'
export { removeInventory } from './remove-event.ts'
export { registerInventoryRoutes, type DescribePlaces } from './routes.ts'
export type { LoadEvent, SaleFacts } from './sale-facts.ts'
export { inventoryCrontab, tidyInventoryTask } from './tidy.ts'

const HOLD_TTL_MS = 10 * MINUTE_MS
/** How long whoever asks waits for an answer before the lane may leave the question out. */
const PATIENCE_MS = 2_000
const FOUND_TOGETHER_MAX = 100
/** Whoever looks for a hold waits at most so long for others who do. */
const FIND_EVERY_MS = 10

export interface InventoryOptions {
  readonly db: Database
  /** A small pool of its own, so that no read ever stands before a batch. */
  readonly laneDb: Database
  /** How nodes tell one another of what they did; through the database unless said. */
  readonly hints?: Hints | undefined
  readonly log: Log
  /** Kept right here; what else of this node goes by the database's time may share it. */
  readonly clock?: DatabaseClock
  readonly loadEvent: LoadEvent
  /** Nobody is let in early unless said. */
  readonly admitEarly?: AdmitEarly
  /** Nobody needs a pass unless said. */
  readonly checkPass?: CheckPass
  /** Whether an event has a waiting room now, which sees to pauses of its own; none has, unless said. */
  readonly hasWaitingRoom?: (eventId: string) => boolean
  /** Nothing limits a network unless said. */
  readonly networks?: NetworkLimits
  /** Hears of each hold that was refused. */
  readonly onRefused?: (eventId: string, reason: string) => void
  readonly holdTtlMs?: number
  /** Whether this node serves those who buy; it does not unless said, and then says nothing of the sale. */
  readonly serves?: () => Serves
  /** What else is made longer with holds, when the sale could not be served, in the same transaction. */
  readonly makeUps?: readonly MakeUp[]
}

interface EventUnknown {
  readonly refused: 'event-unknown'
}
interface BadRequest {
  readonly refused: 'bad-request'
  readonly errors: readonly BadField[]
}

/** Whether a presale code lets an account in before the sale opens, and with how many places at most; null: as the event says. */
export type AdmitEarly = (request: {
  readonly eventId: string
  readonly accountId: string
  readonly code: string
  readonly address?: string | undefined
}) => Promise<{ readonly allowance: number | null } | NotAdmitted>

type NotAdmitted =
  | { readonly refused: 'presale-code-refused' }
  | { readonly refused: 'too-many-requests'; readonly retryAfterMs: number }

/** Whether somebody may hold places in a rush, and how many at most; null: as the event says. Asks no database. */
export type CheckPass = (asked: {
  readonly eventId: string
  readonly accountId: string
  readonly holdId: string
  readonly pass: string | undefined
  readonly now: number
}) => { readonly placesAtMost: number | null } | NoPass

/** What one network may have of an event, and what stands for it. Asks no database. */
export interface NetworkLimits {
  /** Places at most, held and sold, of whatever accounts; null: as many as it likes. */
  readonly placesAtMost: (eventId: string) => number | null
  /** A keyed digest of the network of an address, good for this event alone; undefined where it counts for none. */
  readonly digestOf: (eventId: string, address: string | undefined) => string | undefined
}

interface NoPass {
  readonly refused: 'pass-needed' | 'pass-refused' | 'pass-over'
}

export type HoldOutcome = Answers['hold'] | NotOnSale | NotAdmitted | NoPass | EventUnknown | BadRequest | Busy

export interface HoldRequest {
  readonly eventId: string
  readonly holdId: string
  readonly accountId: string
  readonly wish: HoldWish
  /** Of a presale; of no consequence once the sale is open. */
  readonly code?: string
  /** Of the waiting room; of no consequence where there is none. */
  readonly pass?: string
  /** Where the request comes from; of no consequence where networks are not limited. Kept nowhere. */
  readonly address?: string | undefined
}

/**
 * Who has which place of which event. Life: `openInventory`, `start` (listens and tells the time), `drain` (finishes
 * what waits, refuses what is new), `stop`. Every verb may answer `busy`: nothing was changed, the same request may be
 * repeated. Verbs throw only on surprises; then the outcome is unknown, and the same request may be repeated too.
 */
export interface Inventory {
  /** Makes the places of events holdable, in the caller's transaction. */
  openEvents(tx: Queryable, eventIds: readonly string[]): Promise<void>
  /** All or none of what is asked for. `holdId` is the client's key: repeating gives the same hold. */
  holdPlaces(request: HoldRequest): Promise<HoldOutcome>
  /** `accountId` null: the house does it. */
  releaseHold(request: {
    eventId: string
    holdId: string
    accountId: string | null
  }): Promise<Answers['release'] | Busy>
  /** Once for the buyer; for a payment until `ttlMs` from now, as often as needed, at most an hour after the hold. */
  extendHold(request: {
    eventId: string
    holdId: string
    accountId: string | null
    by: 'buyer' | 'payment'
    ttlMs?: number
  }): Promise<Answers['extend'] | Busy>
  /** Sells the places to an order. `whenOver` says what may be done for a payment that came too late. */
  confirmHold(request: {
    eventId: string
    holdId: string
    orderId: string
    whenOver: Operation<'confirm'>['whenOver']
  }): Promise<Answers['confirm'] | EventUnknown | Busy>
  blockPlaces(request: {
    eventId: string
    places: readonly PlaceNo[]
    reason: BlockReason
    whenTaken: 'refuse' | 'skip'
  }): Promise<Answers['block'] | EventUnknown | BadRequest | Busy>
  unblockPlaces(request: {
    eventId: string
    places: readonly PlaceNo[]
  }): Promise<Answers['unblock'] | EventUnknown | BadRequest | Busy>
  /** Sold places of an order become available again. */
  returnPlaces(request: {
    eventId: string
    holdId: string
    orderId: string
    places: readonly PlaceNo[]
  }): Promise<Answers['giveBack'] | Busy>
  /** Of this event and this account, where they are said. */
  findHold(sought: SoughtHold): Promise<FoundHold | undefined>
  availability(eventId: string): Promise<AvailabilitySnapshot | undefined>
  /** Hears every change after the snapshot. @returns the snapshot and how to stop; undefined for an unknown event. */
  watch(
    eventId: string,
    listener: AvailabilityListener,
  ): Promise<{ readonly snapshot: AvailabilitySnapshot; stop(): void } | undefined>
  /** How the sale goes on, second by second, as this node sees it; undefined for an event that it does not work on. */
  pulse(eventId: string): PulseReading | undefined
  /** The time that holds go by: the database's as this node knows it, never ahead of it; epoch milliseconds. */
  now(): number
  /**
   * By how much it is behind the database's time, in milliseconds: 0 unless the sale cannot be served, and not all of that
   * is made up for. Ask before reading what is judged by it.
   */
  behindMs(): number
  /** Whether this node cannot write to the database, and so sells nothing. */
  isCutOff(): boolean
  start(): Promise<void>
  startSweeper(): { stop(): Promise<void> }
  drain(): Promise<void>
  stop(): Promise<void>
  stats(): InventoryStats
}

export interface InventoryStats {
  readonly events: number
  readonly waiting: number
}

export function openInventory(options: InventoryOptions): Inventory {
  const { db, laneDb, log, holdTtlMs = HOLD_TTL_MS, loadEvent } = options
  const clock = new HoldClock(options.clock ?? new DatabaseClock())
  const found = new Gather<SoughtHold, FoundHold | undefined>({
    batchMax: FOUND_TOGETHER_MAX,
    everyMs: FIND_EVERY_MS,
    work: (sought) => readHoldsById(db.sql, sought),
  })
  const publicEvent: LoadEvent = async (eventId) => {
    const facts = await loadEvent(eventId)
    return facts?.draft === true ? undefined : facts
  }
  const manifestOf = async (eventId: string) => {
    const facts = await loadEvent(eventId)
    if (facts === undefined) throw new Error(`event ${eventId} is not there`)
    return facts.manifest
  }
  const lanes: Lanes = new Lanes({
    store: sqlStore(laneDb.sql, manifestOf),
    clock,
    onCommitted: (eventId, seq) => follower.announce(eventId, seq),
  })
  const follower = new Follower({ db, hints: options.hints ?? databaseHints(db), lanes, clock, log })
  const watch = new SaleWatch({
    laneDb,
    clock,
    serves: options.serves ?? (() => 'no'),
    makeUps: options.makeUps ?? [],
    onGrown: (eventId, seq) => {
      follower.announce(eventId, seq)
      const lane = lanes.peek(eventId)?.lane
      if (lane !== undefined && lane.seq >= 0) void lane.catchUp()
    },
    log,
  })
  const ask = <V extends Verb>(eventId: string, operation: Operation<V>): Promise<Answers[V] | Busy> =>
    lanes.of(eventId).lane.submit(operation, performance.now() + PATIENCE_MS)
  const checkPlaces = (facts: SaleFacts | undefined, places: readonly PlaceNo[]) => {
    if (facts === undefined) return { refused: 'event-unknown' } as const
    const errors = checkPlaceList(places, facts.manifest.count)
    return errors.length > 0 ? ({ refused: 'bad-request', errors } as const) : undefined
  }
  /** Lets somebody in: with a presale code before the sale, with a pass in a rush. Facts with how many they may have. */
  const admit = async (event: SaleFacts, request: HoldRequest) => {
    const { eventId, holdId, accountId, code, pass, address } = request
    const now = clock.now() ?? Date.now()
    const notOnSale = checkOnSale(event, now)
    if (notOnSale === undefined) {
      const checked = options.checkPass?.({ eventId, accountId, holdId, pass, now }) ?? { placesAtMost: null }
      return 'refused' in checked ? checked : atMost(event, checked.placesAtMost)
    }
    if (notOnSale.refused !== 'not-yet-on-sale' || code === undefined || !options.admitEarly) return notOnSale
    const early = await options.admitEarly({ eventId, accountId, code, address })
    return 'refused' in early ? early : atMost(event, early.allowance)
  }
  /** The network that a hold counts for; nothing is asked where the event does not limit them. */
  const ofNetwork = (eventId: string, address: string | undefined): OfNetwork | undefined => {
    const placesAtMost = options.networks?.placesAtMost(eventId) ?? null
    const digest = placesAtMost === null ? undefined : options.networks?.digestOf(eventId, address)
    return digest === undefined || placesAtMost === null ? undefined : { digest, placesAtMost }
  }
  const hold = async (request: HoldRequest): Promise<HoldOutcome> => {
    const { eventId, holdId, accountId, wish } = request
    const event = await publicEvent(eventId)
    if (event === undefined) return { refused: 'event-unknown' }
    const facts = await admit(event, request)
    if ('refused' in facts) return facts
    const checked = checkWish(wish, facts)
    if ('refused' in checked) return checked
    const rest = { digest: digestOf(wish), ttlMs: holdTtlMs, limit: facts.limitPerAccount }
    const pauses = options.hasWaitingRoom?.(eventId) !== true
    const network = ofNetwork(eventId, request.address)
    const where = network === undefined ? {} : { network }
    return ask(eventId, { verb: 'hold', holdId, accountId, wish: checked.wish, ...rest, pauses, ...where })
  }
  /** Reads the event, unless all of its places are known: some may have been added. */
  const load = async ({ lane, availability: known }: OpenLane, { manifest }: SaleFacts): Promise<void> => {
    if (known.places !== manifest.count) await lane.catchUp()
  }
  const availability = async (eventId: string): Promise<AvailabilitySnapshot | undefined> => {
    const facts = await publicEvent(eventId)
    if (facts === undefined) return undefined
    const open = lanes.of(eventId)
    await load(open, facts)
    return open.availability.snapshot()
  }

  return {
    openEvents: insertHeads,

    async holdPlaces(request) {
      const asked = performance.now()
      const outcome = await hold(request)
      const refused = 'refused' in outcome ? outcome.refused : undefined
      lanes.peek(request.eventId)?.pulse.answered(performance.now() - asked, refused)
      if (refused !== undefined) options.onRefused?.(request.eventId, refused)
      return outcome
    },

    pulse(eventId) {
      const open = lanes.peek(eventId)
      if (open === undefined) return undefined
      const { lane, pulse } = open
      const limit = options.networks?.placesAtMost(eventId) ?? null
      return {
        ...pulse.read(),
        holding: lane.holding,
        paused: lane.countPaused(clock.now() ?? Date.now()),
        fullNetworks: limit === null ? null : lane.countFullNetworks(limit),
      }
    },

    releaseHold: ({ eventId, holdId, accountId }) => ask(eventId, { verb: 'release', holdId, accountId }),

    extendHold: ({ eventId, holdId, accountId, by, ttlMs = holdTtlMs }) =>
      ask(eventId, { verb: 'extend', holdId, accountId, by, ttlMs }),

    async confirmHold({ eventId, holdId, orderId, whenOver }) {
      const facts = await loadEvent(eventId)
      if (facts === undefined) return { refused: 'event-unknown' }
      const networkLimit = options.networks?.placesAtMost(eventId) ?? null
      return ask(eventId, { verb: 'confirm', holdId, orderId, whenOver, limit: facts.limitPerAccount, networkLimit })
    },

    async blockPlaces({ eventId, places, reason, whenTaken }) {
      const refusal = checkPlaces(await publicEvent(eventId), places)
      if (refusal !== undefined) return refusal
      return ask(eventId, { verb: 'block', places: ascending(places), reason, whenTaken })
    },

    async unblockPlaces({ eventId, places }) {
      const refusal = checkPlaces(await publicEvent(eventId), places)
      return refusal ?? ask(eventId, { verb: 'unblock', places: ascending(places) })
    },

    returnPlaces: ({ eventId, holdId, orderId, places }) =>
      ask(eventId, { verb: 'giveBack', holdId, orderId, places: ascending([...new Set(places)]) }),

    async findHold(sought) {
      const { behindMs } = clock
      const hold = await found.add(sought)
      if (hold === undefined || behindMs === 0) return hold
      const now = hold.now - behindMs
      return { ...hold, now, over: hold.expiresAt <= now }
    },
    availability,

    async watch(eventId, listener) {
      const facts = await publicEvent(eventId)
      if (facts === undefined) return undefined
      const open = lanes.of(eventId)
      // Whoever is watched stays in memory: from before it is loaded.
      const stay = open.availability.watch(() => undefined)
      try {
        await load(open, facts)
        const snapshot = open.availability.snapshot()
        if (snapshot === undefined) throw new Error(`the availability of event ${eventId} cannot be read`)
        return { snapshot, stop: open.availability.watch(listener) }
      } finally {
        stay()
      }
    },

    now: () => clock.now() ?? Date.now(),
    behindMs: () => clock.behindMs,
    isCutOff: () => watch.isCutOff,
    async start() {
      // First of all: what was over while nobody served is made up for before anything is decided.
      await watch.start()
      await follower.start()
    },
    startSweeper: () => startSweeper(db, lanes, clock, log),
    drain: () => lanes.drain(),
    async stop() {
      await lanes.drain()
      await watch.stop()
      await follower.stop()
    },
    stats() {
      const open = [...lanes.all()]
      return { events: open.length, waiting: open.reduce((sum, [, { lane }]) => sum + lane.waiting, 0) }
    },
  }
}

const atMost = (event: SaleFacts, places: number | null): SaleFacts =>
  places === null ? event : { ...event, limitPerAccount: Math.min(places, event.limitPerAccount) }

const ascending = (places: readonly PlaceNo[]): PlaceNo[] => [...places].sort((a, b) => a - b)
