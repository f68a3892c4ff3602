import type { QueueLive } from '@foyer/contract/queue'
import { useEffect, useEffectEvent, useState } from 'react'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { liveMessages } from './messages/index.ts'

/** Often enough to follow, rarely enough to think in between. */
const SAY_EVERY_MS = 30_000

/** Says now and then, to those who do not see the figures, how it stands. */
export function Announcer({ live }: { readonly live: QueueLive }) {
  const m = useMessages(liveMessages)
  const f = useFormats()
  const [said, setSaid] = useState('')
  const summary = (): string => {
    const { sold, held, all } = live.places
    if (live.status === null) return m.saidPlain(f.number(held), f.number(sold), f.number(all))
    const inside = live.choosing + live.holding
    return m.said(f.number(live.waiting), f.number(inside), f.number(sold), f.number(all))
  }
  const say = useEffectEvent(() => setSaid(summary()))
  useEffect(() => {
    const saying = setInterval(say, SAY_EVERY_MS)
    return () => clearInterval(saying)
  }, [])
  return <output className="sr-only">{said}</output>
}
