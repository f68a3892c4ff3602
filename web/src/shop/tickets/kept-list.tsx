import { useMessages } from '../../i18n/context.ts'
import { Notice } from '../../ui/notice.tsx'
import { byEvent, EveningRow } from './evening-row.tsx'
import { ticketMessages } from './messages/index.ts'
import { useKept } from './use-kept.ts'

/** What can be shown without asking anybody. */
export function KeptList() {
  const m = useMessages(ticketMessages)
  const kept = useKept()
  if (kept.length === 0) return null
  return (
    <div className="mt-8">
      <Notice>{m.keptHere}</Notice>
      <ul className="mt-4 border-t border-line">
        {byEvent(kept).map((evening) => (
          <EveningRow key={evening[0].eventId} tickets={evening} />
        ))}
      </ul>
    </div>
  )
}
