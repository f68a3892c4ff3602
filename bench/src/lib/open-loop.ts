import { setTimeout as sleep } from 'node:timers/promises'
import { Histogram, type LatencySummary } from './histogram.ts'

/** How one request ended: done, refused politely, or failed. */
export type Outcome = 'done' | 'refused' | 'failed'

export interface OpenLoopResult {
  readonly offeredPerSecond: number
  /** By the time from the first request to the end of the last: less than what was kept up, by the wait of the last ones. */
  readonly donePerSecond: number
  /** Done a second after the first third, while requests came; never more than were offered. */
  readonly steadyPerSecond: number
  readonly done: number
  readonly refused: number
  readonly failed: number
  /** Never sent, since the bound on requests under way was reached: they count as failed service, not as fast. */
  readonly unsent: number
  /** From the intended start of each request that was done, in ms. */
  readonly latency: LatencySummary
  readonly seconds: number
}

const TICK_MS = 1
/** The part of the time after which a run is at its pace: the first requests still fill what waits. */
const STEADY_FROM = 1 / 3

/**
 * Offers requests at a fixed rate whatever becomes of them, and times each from the moment at which it was due, so that a
 * stall counts for everybody who would have met it (no coordinated omission).
 */
export async function openLoop(options: {
  perSecond: number
  seconds: number
  /** Requests under way at most; what is due beyond is counted as unsent. */
  underWayMax: number
  request: (index: number) => Promise<Outcome>
}): Promise<OpenLoopResult> {
  const { perSecond, seconds, underWayMax, request } = options
  const latency = new Histogram()
  const counts: Record<Outcome, number> = { done: 0, refused: 0, failed: 0 }
  const total = Math.floor(perSecond * seconds)
  let unsent = 0
  let underWay = 0
  let lastEnd = 0
  let steady = 0
  const started = performance.now()

  const send = (index: number, due: number) => {
    underWay++
    request(index)
      .catch((): Outcome => 'failed')
      .then((outcome) => {
        underWay--
        counts[outcome]++
        lastEnd = performance.now()
        if (outcome !== 'done') return
        latency.record(lastEnd - due)
        const at = (lastEnd - started) / 1_000 / seconds
        if (at >= STEADY_FROM && at < 1) steady++
      }, unexpected)
  }

  for (let next = 0; next < total;) {
    const dueBy = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1)
    for (; next < dueBy; next++) {
      if (underWay >= underWayMax) unsent++
      else send(next, started + (next / perSecond) * 1000)
    }
    await sleep(TICK_MS)
  }
  while (underWay > 0) await sleep(TICK_MS)
  const elapsed = (lastEnd - started) / 1000
  return {
    offeredPerSecond: perSecond,
    donePerSecond: Math.round(counts.done / Math.max(elapsed, seconds)),
    steadyPerSecond: Math.min(perSecond, Math.round(steady / (seconds * (1 - STEADY_FROM)))),
    ...counts,
    unsent,
    latency: latency.summary(),
    seconds: Math.round(elapsed * 100) / 100,
  }
}

const unexpected = (error: unknown): never => {
  throw error
}
