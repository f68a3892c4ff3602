import type { QueueStatus } from './queue.ts'

/** What a person who waits can be told, honestly, from the one status document and their own number. */
export interface PlaceInQueue {
  /** How many are to be called before; 0: it is your turn. */
  readonly ahead: number
  readonly yourTurn: boolean
  /** When it will be your turn, if it goes on as of late; null where nothing can be said. */
  readonly wait: { readonly seconds: number; readonly low: number; readonly high: number | null } | null
  /** Whether places are likely to be left then: places left against people ahead. */
  readonly outlook: 'good' | 'tight' | 'poor' | 'sold-out'
}

/** Whoever was called is waited for so long; then their room goes to the next, and they may come when there is some. */
export const COME_WITHIN_MS = 60_000

/** How many places somebody who is let in takes, as a rule. */
const PLACES_A_PERSON = 2

/** Reads a number in a status document. */
export function placeInQueue(status: QueueStatus, number: number): PlaceInQueue {
  const ahead = Math.max(0, number - status.watermark - 1)
  const yourTurn = number <= status.watermark
  return { ahead, yourTurn, wait: yourTurn ? null : waitFor(status, number), outlook: outlookOf(status, ahead) }
}

function waitFor({ rate, watermark, phase }: QueueStatus, number: number): PlaceInQueue['wait'] {
  if (rate === null || rate.perMinute <= 0 || phase !== 'open') return null
  const seconds = (perMinute: number) => Math.ceil(((number - watermark) / perMinute) * 60)
  return {
    seconds: seconds(rate.perMinute),
    low: seconds(Math.max(rate.high, rate.perMinute)),
    high: rate.low > 0 ? seconds(rate.low) : null,
  }
}

function outlookOf({ phase, placesLeft, placesHeld }: QueueStatus, ahead: number): PlaceInQueue['outlook'] {
  if (phase === 'sold_out') return 'sold-out'
  if (ahead * PLACES_A_PERSON < placesLeft) return 'good'
  return ahead < placesLeft + placesHeld ? 'tight' : 'poor'
}

const NEAR_PEOPLE = 1_000
const NEAR_MS = 60_000

/**
 * Milliseconds until the status should be asked for again. The farther the turn, the longer; spread at random, so that a
 * hundred thousand do not come in the same moment. `random` is in [0, 1).
 */
export function pollAfterMs(status: QueueStatus, number: number | null, now: number, random: number): number {
  const { nearSeconds, farSeconds, jitter } = status.poll
  const isNear = isChanging(status, now) || (number !== null && number - status.watermark <= NEAR_PEOPLE)
  return Math.round((isNear ? nearSeconds : farSeconds) * 1_000 * (1 - jitter + 2 * jitter * random))
}

const SPREAD_MAX_MS = 30_000
/** Fewer than a node with one processor answers; it has other things to do in that moment. */
const PEOPLE_PER_MS = 4

/**
 * Milliseconds to let pass before asking for something that everybody asks for in the same moment, such as the number after
 * the draw: up to 25 seconds where a hundred thousand wait, nothing to speak of among a hundred. `random` is in [0, 1).
 */
export const spreadMs = (people: number, random: number): number =>
  Math.round(Math.min(SPREAD_MAX_MS, people / PEOPLE_PER_MS) * random)

/** Whether a change of phase is so near that nobody should miss it. */
function isChanging(status: QueueStatus, now: number): boolean {
  const next = { before: status.lobbyOpensAt, lobby: status.lobbyClosesAt, draw: status.onSaleAt }
  const { phase } = status
  return (phase === 'before' || phase === 'lobby' || phase === 'draw') && Date.parse(next[phase]) - now <= NEAR_MS
}

/** The later of two documents: answers may overtake one another, and a number that was called stays called. */
export function laterStatus(one: QueueStatus, other: QueueStatus): QueueStatus {
  const later = other.version >= one.version ? other : one
  return { ...later, watermark: Math.max(one.watermark, other.watermark) }
}
