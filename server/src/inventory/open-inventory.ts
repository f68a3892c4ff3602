import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { MINUTE_MS } from '../platform/clock.ts'
import { DatabaseClock } from '../platform/database-clock.ts'
import { Gather } from '../platform/gather.ts'
import { databaseHints } from '../platform/hints.ts'
import { ascending } from './ascending.ts'
import type { AvailabilitySnapshot } from './availability.ts'
import { checkOnSale, checkPlaceList, checkWish } from './check-request.ts'
import { digestOf } from './digest.ts'
import { Follower } from './follower.ts'
import { HoldClock } from './hold-clock.ts'
import type { HoldOutcome, HoldRequest, Inventory, InventoryOptions } from './inventory.ts'
import type { Busy } from './lane-queue.ts'
import { Lanes, type OpenLane } from './lanes.ts'
import type { Answers, OfNetwork, Operation, Verb } from './operations.ts'
import { insertHeads, readHoldsById, type FoundHold, type SoughtHold } from './queries.ts'
import type { LoadEvent, SaleFacts } from './sale-facts.ts'
import { SaleWatch } from './sale-watch.ts'
import { sqlStore } from './sql-store.ts'
import { startSweeper } from './sweeper.ts'

const HOLD_TTL_MS = 10 * MINUTE_MS
/** How long whoever asks waits for an answer before the lane may leave the question out. */
const PATIENCE_MS = 2_000
const FOUND_TOGETHER_MAX = 100
/** Whoever looks for a hold waits at most so long for others who do. */
const FIND_EVERY_MS = 10

/** Opens the inventory of one process; see `Inventory` for its life. */
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
  const submit = <V extends Verb>(eventId: string, operation: Operation<V>): Promise<Answers[V] | Busy> =>
    lanes.of(eventId).lane.submit(operation, performance.now() + PATIENCE_MS)
  const ask = async <V extends Verb>(eventId: string, operation: Operation<V>): Promise<Answers[V] | Busy> => {
    await watch.overdueLook
    return submit(eventId, operation)
  }
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
    await watch.overdueLook
    const facts = await admit(event, request)
    if ('refused' in facts) return facts
    const checked = checkWish(wish, facts)
    if ('refused' in checked) return checked
    const operation = {
      verb: 'hold',
      holdId,
      accountId,
      wish: checked.wish,
      digest: digestOf(wish),
      ttlMs: holdTtlMs,
      limit: facts.limitPerAccount,
      pauses: options.hasWaitingRoom?.(eventId) !== true,
    } as const
    const network = ofNetwork(eventId, request.address)
    // Without a copy where nothing limits networks: in a rush this runs tens of thousands of times a second.
    return submit(eventId, network === undefined ? operation : { ...operation, network })
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

  /** Holds refused since the start, of whatever event, by one of the few reasons that there are. */
  const refusals: Record<string, number> = {}

  const stop = async (): Promise<void> => {
    await lanes.drain()
    await watch.stop()
    await follower.stop()
  }

  return {
    openEvents: insertHeads,

    async holdPlaces(request) {
      const asked = performance.now()
      const outcome = await hold(request)
      const refused = 'refused' in outcome ? outcome.refused : undefined
      if (refused !== undefined) refusals[refused] = (refusals[refused] ?? 0) + 1
      if (refused !== 'event-unknown') lanes.pulseOf(request.eventId).answered(performance.now() - asked, refused)
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
      await watch.overdueLook
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
    async askBehindMs() {
      await watch.overdueLook
      return clock.behindMs
    },
    isCutOff: () => watch.isCutOff,
    async start() {
      try {
        // First of all: what was over while nobody served is made up for before anything is decided.
        await watch.start()
        await follower.start()
      } catch (error) {
        await stop()
        throw error
      }
    },
    startSweeper: () => startSweeper(db, lanes, clock, log),
    drain: () => lanes.drain(),
    stop,
    stats() {
      const open = [...lanes.all()]
      return {
        events: open.length,
        waiting: open.reduce((sum, [, { lane }]) => sum + lane.waiting, 0),
        refusals: { ...refusals },
      }
    },
  }
}

const atMost = (event: SaleFacts, places: number | null): SaleFacts =>
  places === null ? event : { ...event, limitPerAccount: Math.min(places, event.limitPerAccount) }
