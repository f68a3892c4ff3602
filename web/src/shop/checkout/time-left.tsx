import type { Hold } from '@foyer/contract/inventory'
import { useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { checkoutMessages } from './messages/index.ts'

/** From here on it is said that time runs out, and that more can be had. */
const WARNING_S = 120
const LAST_MINUTE_S = 60
/** More time is worth asking for from here on; before, it would be wasted. */
const OFFERED_S = 300

interface TimeLeftProps {
  readonly hold: Hold
  readonly secondsLeft: number
  readonly extending: boolean
  readonly onExtend: () => void
}

/** How long the places are kept, as a sentence and a bar; near the end a warning, and more time for one press. */
export function TimeLeft({ hold, secondsLeft, extending, onExtend }: TimeLeftProps) {
  const m = useMessages(checkoutMessages)
  const wholeS = Math.max(secondsLeft, (Date.parse(hold.expiresAt) - Date.parse(hold.heldAt)) / 1_000)
  const minutes = Math.ceil(secondsLeft / 60)
  const near = secondsLeft <= WARNING_S
  const last = secondsLeft <= LAST_MINUTE_S
  return (
    <section aria-label={m.time.label} className="mt-8 border-t border-line pt-6">
      <p className="figure text-h3">{last ? m.time.seconds(secondsLeft) : m.time.minutes(minutes)}</p>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" className="mt-2 h-1.5 w-full">
        <rect width="100" height="1" className="fill-line" />
        <rect width={(100 * secondsLeft) / wholeS} height="1" className={last ? 'fill-signal' : 'fill-ink'} />
      </svg>
      {/* Told once when it comes, not every second. */}
      <div role="status" className="mt-4 empty:hidden">
        {near && (
          <Notice kind="signal">
            <p>{hold.extended ? m.time.nearAndExtended : m.time.near}</p>
          </Notice>
        )}
      </div>
      {!hold.extended && secondsLeft <= OFFERED_S && (
        <Button kind="plain" className="mt-4" onClick={onExtend} aria-disabled={extending}>
          {m.time.extend}
        </Button>
      )}
    </section>
  )
}
