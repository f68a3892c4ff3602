/** The bounds of pauses between tries, in milliseconds. */
export interface PauseBounds {
  readonly firstMs: number
  readonly maxMs: number
}

/**
 * How long to wait before a try that follows so many failed ones: twice as long each time, up to a bound, and between
 * half and all of that, so that a crowd does not come back at once.
 * @param tries how many have failed, 1 or more. @param random from 0 to 1
 */
export const growingPauseMs = (tries: number, random: number, { firstMs, maxMs }: PauseBounds): number =>
  Math.min(maxMs, firstMs * 2 ** (tries - 1)) * (0.5 + random / 2)

/** Waits so long, or until it is called off. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
