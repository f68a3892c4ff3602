import type { EventSummary } from '@foyer/contract/catalog.views'
import { useMessages } from '../../i18n/context.ts'
import { EventRows } from '../listing/event-rows.tsx'
import { eventMessages } from './messages/index.ts'

/** The show at other times and places. */
export function OtherDates({ events }: { readonly events: readonly EventSummary[] }) {
  const m = useMessages(eventMessages)
  if (events.length === 0) return null
  return (
    <section id="other-dates" className="mt-20">
      <h2 className="heading mb-6 border-t-2 border-ink pt-4">{m.otherDates}</h2>
      <EventRows events={events} poster={false} />
    </section>
  )
}
