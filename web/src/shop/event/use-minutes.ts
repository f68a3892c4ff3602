import { useEffect, useState } from 'react'
import { useRevalidator } from 'react-router'
import { useNow } from '../../i18n/now.ts'

const MINUTE_MS = 60_000
/** So that all who wait do not ask in the same instant. */
const SPREAD_MS = 2_000

/** The time, moving by the minute; once a moment has passed, such as the beginning of the sale, the page shows itself anew. */
export function useMinutes(moment: string | null): Date {
  const { revalidate } = useRevalidator()
  const [now, setNow] = useState(useNow())
  useEffect(() => {
    let renewing: ReturnType<typeof setTimeout> | undefined
    const tick = () => {
      const time = new Date()
      setNow(time)
      if (moment !== null && time >= new Date(moment))
        renewing = setTimeout(() => void revalidate(), Math.random() * SPREAD_MS)
    }
    setNow(new Date())
    const timer = setInterval(tick, MINUTE_MS)
    return () => {
      clearInterval(timer)
      clearTimeout(renewing)
    }
  }, [moment, revalidate])
  return now
}
