import type { OwnParts } from '@foyer/contract/catalog.turns'
import type { EventView } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { Section } from '../on-sale/section.tsx'
import { ownEventMessages } from './messages/index.ts'

interface OwnSectionProps {
  readonly event: EventView
  readonly own: OwnParts
}

/** Where it takes place and who appears, with the way to correct what is this organiser's own. */
export function OwnSection({ event, own }: OwnSectionProps) {
  const m = useMessages(ownEventMessages).own
  const { venue, performers } = event
  const parts = [
    { id: venue.id, name: venue.name, to: own.venue ? `/organise/venues/${venue.id}` : undefined },
    ...performers.map(({ id, name }) => ({
      id,
      name,
      to: own.performers.includes(id) ? `/organise/performers/${id}` : undefined,
    })),
  ]
  return (
    <Section id="own" title={m.title} why={m.why}>
      <ul className="max-w-reading divide-y divide-line border-y border-line">
        {parts.map(({ id, name, to }) => (
          <li key={id} className="flex min-h-12 flex-wrap items-center justify-between gap-x-6 py-1">
            <span className="font-display font-semibold">{name}</span>
            {to === undefined ? (
              <span className="text-small text-quiet">{m.foreign}</span>
            ) : (
              <Link to={to} aria-label={m.correctIt(name)} className="inline-flex min-h-11 items-center font-semibold">
                {m.correct}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
