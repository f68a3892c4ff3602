import { useEffect, useState } from 'react'
import { useRevalidator } from 'react-router'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { eventMessages } from './messages/index.ts'
import { spanUntil } from './span-until.ts'

const MINUTE_MS = 60_000
/** Browsers take no longer timer than this. */
const TIMER_MAX_MS = 2 ** 31 - 1
/** So that all who wait do not ask in the same instant. */
const SPREAD_MS = 2_000

/** How long until the sale opens, in words that change by the minute; then the page shows itself anew. */
export function OnSaleCountdown({ onSaleAt }: { readonly onSaleAt: string }) {
  const m = useMessages(eventMessages)
  const language = useLanguage()
  const { revalidate } = useRevalidator()
  const [now, setNow] = useState(useNow())
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), MINUTE_MS)
    const wait = Math.max(0, Date.parse(onSaleAt) - Date.now()) + Math.random() * SPREAD_MS
    const opening = setTimeout(() => void revalidate(), Math.min(wait, TIMER_MAX_MS))
    return () => {
      clearInterval(ticking)
      clearTimeout(opening)
    }
  }, [onSaleAt, revalidate])
  return <p>{m.opensIn(spanUntil(new Date(onSaleAt), now, language))}</p>
}
