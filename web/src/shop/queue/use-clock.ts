import { useEffect, useState } from 'react'
import { useNow } from '../../i18n/now.ts'

const SECOND_MS = 1_000

/** The time by the server's clock, moving by the second; the time of rendering at first. */
export function useClock(skewMs: number): Date {
  const [now, setNow] = useState(useNow())
  useEffect(() => {
    const tick = () => setNow(new Date(Date.now() + skewMs))
    tick()
    const timer = setInterval(tick, SECOND_MS)
    return () => clearInterval(timer)
  }, [skewMs])
  return now
}

/** Whole seconds since a moment of `performance.now()`, moving by the second; undefined without one. */
export function useSecondsSince(moment: number | undefined): number | undefined {
  const [seconds, setSeconds] = useState<number>()
  useEffect(() => {
    if (moment === undefined) return undefined
    const tick = () => setSeconds(Math.floor((performance.now() - moment) / SECOND_MS))
    tick()
    const timer = setInterval(tick, SECOND_MS)
    return () => clearInterval(timer)
  }, [moment])
  return moment === undefined ? undefined : seconds
}
