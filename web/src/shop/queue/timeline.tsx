import type { EventView } from '@foyer/contract/catalog.views'
import type { QueueStatus } from '@foyer/contract/queue'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { queueMessages } from './messages/index.ts'

interface TimelineProps {
  readonly event: EventView
  readonly status: QueueStatus
}

/** What happens when, by the clock of the venue, and where it stands. */
export function Timeline({ event, status }: TimelineProps) {
  const { when: m } = useMessages(queueMessages)
  const moment = useMoments(event)
  const formats = useFormats()
  const { phase } = status
  const now = phase === 'before' ? -1 : phase === 'lobby' ? 0 : phase === 'draw' ? 1 : 2
  const steps = [
    { at: status.lobbyOpensAt, name: m.opens, text: m.opensText },
    { at: status.lobbyClosesAt, name: m.closes, text: m.closesText },
    { at: status.onSaleAt, name: m.sale, text: m.saleText },
  ]
  return (
    <section>
      <h2 className="subheading">{m.title}</h2>
      <ol className="mt-4 border-l-2 border-line">
        {steps.map(({ at, name, text }, index) => (
          <li
            key={name}
            aria-current={index === now ? 'step' : undefined}
            className={`relative -ml-0.5 border-l-2 pb-5 pl-5 last:pb-0 ${index <= now ? 'border-ink' : 'border-transparent'}`}
          >
            <span
              aria-hidden="true"
              className={`absolute top-1.5 -left-[0.45rem] size-3 rounded-full border-2 ${index === now ? 'border-signal bg-signal' : index < now ? 'border-ink bg-ink' : 'border-quiet bg-paper'}`}
            />
            <p className="font-display leading-tight font-semibold">
              {name}
              {index === now && <span className="sr-only"> ({m.now})</span>}
            </p>
            <p className="figure">
              <time dateTime={at}>{moment(at)}</time>
            </p>
            <p className="text-small text-quiet">{text}</p>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-small text-quiet">{m.zone(formats.zone(new Date(status.onSaleAt), event.timeZone))}</p>
    </section>
  )
}

/** Writes moments as the venue's clock shows them: day and time. */
export function useMoments({ timeZone }: EventView): (at: string) => string {
  const { when: m } = useMessages(queueMessages)
  const formats = useFormats()
  const now = useNow()
  return (at) => {
    const instant = new Date(at)
    return m.at(formats.day(instant, timeZone, now), formats.time(instant, timeZone))
  }
}
