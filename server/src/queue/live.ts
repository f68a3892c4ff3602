import type { QueueLive } from '@foyer/contract/queue'
import { COME_WITHIN_MS } from '@foyer/contract/queue-place'
import type { Database } from '../platform/database.ts'
import { decideAdmission } from './decide-admission.ts'
import { measureRate, RATE_WINDOW_MS } from './measure-rate.ts'
import type { QueueEvent, QueueNeighbours, Stock } from './ports.ts'
import { readQueue, readSteps } from './queries/heads.ts'
import {
  countEnteredLately,
  countSessions,
  holdsOfLate,
  readNetworks,
  readRefusals,
  watermarkBefore,
} from './queries/sessions.ts'
import { statusOf } from './status.ts'
import { admissionFacts } from './step-queue.ts'

const NO_STOCK: Stock = { all: 0, left: 0, held: 0, sold: 0, blocked: 0, byPriceLevel: [] }

/** The rush as its organiser sees it now; undefined for an event without a queue. */
export async function liveView(
  db: Database,
  eventId: string,
  event: QueueEvent,
  neighbours: QueueNeighbours,
): Promise<QueueLive | undefined> {
  const { sql } = db
  const queue = await readQueue(sql, eventId)
  if (queue === undefined) return undefined
  const stock = (await neighbours.stockOf(eventId)) ?? NO_STOCK
  const before = await watermarkBefore(sql, eventId, COME_WITHIN_MS)
  const holdIds = await holdsOfLate(sql, eventId)
  const [sessions, holds, orders, entered, refusals, networks, steps] = await Promise.all([
    countSessions(sql, eventId, before),
    neighbours.countHolds(sql, eventId, holdIds),
    neighbours.countOrders(sql, eventId, holdIds),
    countEnteredLately(sql, eventId),
    readRefusals(sql, eventId),
    readNetworks(sql, eventId),
    readSteps(sql, eventId, RATE_WINDOW_MS),
  ])
  const facts = admissionFacts({ queue, event, stock, before, sessions, holds })
  const rate = measureRate(steps, queue.now.getTime())
  const { byPriceLevel, ...places } = stock
  return {
    at: queue.now.toISOString(),
    status: statusOf({ queue, event, stock, rate }),
    waiting: queue.lobby + queue.arrivals - queue.watermark,
    called: facts.expected,
    choosing: facts.choosing,
    holding: holds.holding,
    paying: orders.paying,
    admitted: sessions.admitted,
    places,
    byPriceLevel: byPriceLevel.map((level) => ({ ...level })),
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
  }
}
