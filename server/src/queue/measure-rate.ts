import { SECOND_MS } from '../platform/clock.ts'

/** Where the watermark was at a moment; epoch milliseconds. */
export interface Step {
  readonly at: number
  readonly watermark: number
}

export interface Rate {
  readonly perMinute: number
  readonly low: number
  readonly high: number
  readonly overSeconds: number
}

export const RATE_WINDOW_MS = 120 * SECOND_MS
const PART_MS = 30 * SECOND_MS
/** Less says nothing. */
const MEASURED_MS_MIN = 10 * SECOND_MS

/**
 * How many were let in a minute of late, and in the slowest and the quickest half minute of that time: the error of what
 * is told to those who wait. `steps` ascend and begin with the last one before the window, if there is one. Undefined
 * while there is too little to go by.
 */
export function measureRate(steps: readonly Step[], now: number): Rate | undefined {
  const first = steps[0]
  if (first === undefined) return undefined
  const from = Math.max(first.at, now - RATE_WINDOW_MS)
  if (now - from < MEASURED_MS_MIN) return undefined
  const watermarkAt = (moment: number) => steps.findLast((step) => step.at <= moment)?.watermark ?? first.watermark
  const between = (a: number, b: number) => ((watermarkAt(b) - watermarkAt(a)) * 60 * SECOND_MS) / (b - a)
  const parts: number[] = []
  for (let end = now; end - PART_MS >= from; end -= PART_MS) parts.push(between(end - PART_MS, end))
  const perMinute = between(from, now)
  return {
    perMinute: round(perMinute),
    low: round(Math.min(perMinute, ...parts)),
    high: round(Math.max(perMinute, ...parts)),
    overSeconds: Math.round((now - from) / SECOND_MS),
  }
}

const round = (value: number): number => Math.round(value * 10) / 10
