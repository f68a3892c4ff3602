import type { Hold } from '@foyer/contract/inventory'
import { useEffect, useState } from 'react'

const TICK_MS = 1_000

/** Seconds that a hold still lasts, counted from when it was read: the clock of the device may be wrong. */
export function useTimeLeft({ secondsLeft }: Hold, readAt: number): number {
  const left = () => Math.max(0, Math.ceil(secondsLeft - (performance.now() - readAt) / 1_000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    const tick = () => setSeconds(Math.max(0, Math.ceil(secondsLeft - (performance.now() - readAt) / 1_000)))
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [secondsLeft, readAt])
  return seconds
}
