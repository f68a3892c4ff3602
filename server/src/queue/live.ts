import { LIVE_CHANGES_MAX, type LivePulse, type QueueLive } from '@foyer/contract/queue'
import { COME_WITHIN_MS } from '@foyer/contract/queue-place'
import type { Database } from '../platform/database.ts'
import { decideAdmission } from './decide-admission.ts'
import { measureRate, RATE_WINDOW_MS } from './measure-rate.ts'
import type { QueueEvent, QueueNeighbours, SalePulse, Stock } from './ports.ts'
import { readChanges } from './queries/changes.ts'
import { readQueue, readSteps, type Queue } from './queries/heads.ts'
import {
  countEnteredLately,
  countSessions,
  holdsOfLate,
  readNetworks,
  readRefusals,
  watermarkBefore,
} from './queries/sessions.ts'
import type { QueueServices } from './services.ts'
import { statusOf, type Strain } from './status.ts'
import { admissionFacts } from './step-queue.ts'

const NO_STOCK: Stock = { all: 0, left: 0, held: 0, sold: 0, blocked: 0, byPriceLevel: [] }

/** The sale as its organiser sees it now. */
export async function liveView(
  { db, clock, neighbours, strain }: Pick<QueueServices, 'db' | 'clock' | 'neighbours' | 'strain'>,
  eventId: string,
  event: QueueEvent,
): Promise<QueueLive> {
  const [queue, stock = NO_STOCK] = [await readQueue(db.sql, eventId), await neighbours.stockOf(eventId)]
  const pulse = neighbours.pulseOf(eventId)
  const at = queue?.now ?? clock.now()
  const { rung, standsForMs } = strain()
  const { byPriceLevel, ...places } = stock
  const ofRoom =
    queue === undefined ? withoutRoom(pulse) : await roomView(db, { queue, event, stock, strain: strain() }, neighbours)
  return {
    ...ofRoom,
    fullNetworks: pulse?.fullNetworks ?? null,
    at: at.toISOString(),
    ladder: { rung, since: new Date(at.getTime() - standsForMs).toISOString() },
    places,
    byPriceLevel: byPriceLevel.map((level) => ({ ...level })),
    pulse: pulse === undefined ? null : presentPulse(pulse),
    changes: await readChanges(db.sql, eventId, LIVE_CHANGES_MAX),
  }
}

type RoomView = Omit<QueueLive, 'at' | 'places' | 'byPriceLevel' | 'fullNetworks' | 'ladder' | 'pulse' | 'changes'>

/** What the waiting room tells, and those who were let in by it. */
async function roomView(
  { sql }: Database,
  about: { readonly queue: Queue; readonly event: QueueEvent; readonly stock: Stock; readonly strain: Strain },
  neighbours: QueueNeighbours,
): Promise<RoomView> {
  const { queue, event, stock, strain } = about
  const { eventId } = queue
  const behindMs = await neighbours.behindMs()
  const before = await watermarkBefore(sql, eventId, COME_WITHIN_MS)
  const holdIds = await holdsOfLate(sql, eventId)
  const [sessions, holds, orders, entered, refusals, networks, steps] = await Promise.all([
    countSessions(sql, eventId, { calledSinceNumber: before, behindMs }),
    neighbours.countHolds(sql, eventId, holdIds),
    neighbours.countOrders(sql, eventId, holdIds),
    countEnteredLately(sql, eventId),
    readRefusals(sql, eventId),
    readNetworks(sql, eventId),
    readSteps(sql, eventId, RATE_WINDOW_MS),
  ])
  const facts = admissionFacts({ queue, event, stock, before, sessions, holds })
  const rate = measureRate(steps, queue.now.getTime())
  return {
    status: statusOf({ queue, event, stock, rate, strain }),
    pausedSince: queue.pausedAt?.toISOString() ?? null,
    peopleAtOnce: queue.peopleAtOnce,
    peoplePerMinute: queue.peoplePerMinute,
    waiting: queue.lobby + queue.arrivals - queue.watermark,
    called: facts.expected,
    choosing: facts.choosing,
    holding: holds.holding,
    paying: orders.paying,
    admitted: sessions.admitted,
    perMinute: {
      entered,
      admitted: sessions.admittedLastMinute,
      held: holds.heldLastMinute,
      sold: orders.soldLastMinute,
    },
    capacity: Math.round(queue.capacity),
    holdsBack: decideAdmission(facts).because,
    refusals: [...refusals],
    networks: [...networks],
    pauses: sessions.pauses,
  }
}

/** Nobody waits where there is no room to wait in; what is held and sold is told by the pulse. */
function withoutRoom(pulse: SalePulse | undefined): RoomView {
  const lastMinute = (counts: readonly number[] = []) => counts.slice(-60).reduce((sum, one) => sum + one, 0)
  return {
    status: null,
    pausedSince: null,
    peopleAtOnce: null,
    peoplePerMinute: null,
    waiting: 0,
    called: 0,
    choosing: 0,
    holding: pulse?.holding ?? 0,
    paying: null,
    admitted: 0,
    perMinute: { entered: 0, admitted: 0, held: lastMinute(pulse?.held), sold: lastMinute(pulse?.sold) },
    capacity: 0,
    holdsBack: null,
    refusals: [],
    networks: [],
    pauses: pulse?.paused ?? 0,
  }
}

const presentPulse = ({ since, held, sold, refused, refusals, latency }: SalePulse): LivePulse => ({
  since: new Date(since).toISOString(),
  held: [...held],
  sold: [...sold],
  refused: [...refused],
  refusals: refusals.map((refusal) => ({ ...refusal })),
  latency: latency === undefined ? null : { ...latency },
})
