import type { LadderRung, QueuePhase, QueueStatus } from '@foyer/contract/queue'
import { isHeldBack } from './decide-admission.ts'
import type { Rate } from './measure-rate.ts'
import type { QueueEvent, Stock } from './ports.ts'
import type { Queue } from './queries/heads.ts'
import { isPaused, opensAt } from './step-queue.ts'

/** Near the turn two seconds, so nobody waits long after being called; far from it half a minute. */
const POLL = { nearSeconds: 2, farSeconds: 20, jitter: 0.3 } as const
/** A node that has more to do than it can asks people to come back later: twice as late, and four times where it pauses. */
const TIMES_RARE = 2
const TIMES_PAUSED = 4

/** What a node has given up, of what matters to those who wait. */
export interface Strain {
  /** People are asked to look more seldom. */
  readonly asksRarely: boolean
  /** Fewer are let in. */
  readonly slows: boolean
  /** Nobody is let in. */
  readonly pauses: boolean
  /** The database cannot be written to: nobody is let in, and nothing is known anew. */
  readonly isCutOff: boolean
  /** The highest rung of the ladder that is taken, and for how many milliseconds. */
  readonly rung: LadderRung | null
  readonly standsForMs: number
}

export const NO_STRAIN: Strain = {
  asksRarely: false,
  slows: false,
  pauses: false,
  isCutOff: false,
  rung: null,
  standsForMs: 0,
}

/** The one document for everybody. */
export function statusOf(known: {
  readonly queue: Queue
  readonly event: QueueEvent | undefined
  readonly stock: Stock | undefined
  readonly rate: Rate | undefined
  /** What this node has given up; nothing unless said. */
  readonly strain?: Strain
}): QueueStatus {
  const { queue, event, stock, rate, strain = NO_STRAIN } = known
  const phase = phaseOf(queue, event, stock, strain)
  return {
    eventId: queue.eventId,
    version: queue.now.getTime(),
    phase,
    pausedBecause: phase === 'paused' ? pausedBecause(queue, event, strain) : null,
    lobbyOpensAt: queue.lobbyOpensAt.toISOString(),
    lobbyClosesAt: queue.lobbyClosesAt.toISOString(),
    onSaleAt: new Date(opensAt(queue, event)).toISOString(),
    inLobby: queue.lobby,
    last: queue.lobby + queue.arrivals,
    watermark: queue.watermark,
    drawn: queue.drawnAt !== null,
    placesLeft: stock?.left ?? 0,
    placesHeld: stock?.held ?? 0,
    rate: rate ?? null,
    message: queue.message,
    poll: pollUnder(strain),
  }
}

/** Changes with the rungs of the ladder alone, lest the document were another each second. */
export function pollUnder({ asksRarely, pauses }: Strain): QueueStatus['poll'] {
  const times = pauses ? TIMES_PAUSED : asksRarely ? TIMES_RARE : 1
  return { ...POLL, nearSeconds: POLL.nearSeconds * times, farSeconds: POLL.farSeconds * times }
}

/** Sold out is said at once, before anything else that could be said. */
export function phaseOf(
  queue: Queue,
  event: QueueEvent | undefined,
  stock: Stock | undefined,
  strain: Strain,
): QueuePhase {
  // Of a lobby that has yet to close the clockwork knows nothing: the event itself is asked, so that nobody waits for it.
  if (queue.endedAt !== null || event?.standing === 'cancelled') return 'ended'
  if (stock !== undefined && stock.left === 0 && stock.held === 0) return 'sold_out'
  if (queue.now < queue.lobbyOpensAt) return 'before'
  if (queue.closedAt === null && queue.now < queue.lobbyClosesAt) return 'lobby'
  const isDrawn = queue.closedAt !== null && (queue.lobby === 0 || queue.drawnAt !== null)
  if (!isDrawn || queue.now.getTime() < opensAt(queue, event)) return 'draw'
  return pausedBecause(queue, event, strain) === null ? 'open' : 'paused'
}

/** Why nobody is let in; null: people are. */
function pausedBecause(queue: Queue, event: QueueEvent | undefined, strain: Strain): QueueStatus['pausedBecause'] {
  if (isPaused(queue, event)) return 'organiser'
  if (strain.isCutOff) return 'outage'
  return isHeldBack(queue.heldBackUntil?.getTime() ?? null, queue.now.getTime()) ? 'strain' : null
}
