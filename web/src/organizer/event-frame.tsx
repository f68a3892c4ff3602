import type { Account } from '@foyer/contract/accounts'
import type { OwnEvent } from '@foyer/contract/catalog.views'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useApi } from '../api/context.ts'
import { Head } from '../document/head.tsx'
import { useFormats, useMessages } from '../i18n/context.ts'
import { useNow } from '../i18n/now.ts'
import { NotHad } from '../shop/session/not-had.tsx'
import { useFetched } from '../shop/session/use-fetched.ts'
import { buttonLook } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { organizerMessages } from './messages/index.ts'
import { OrganisersOnly } from './organisers-only.tsx'
import { Tabs } from './tabs.tsx'

/** What a screen about one event is given. */
export interface OwnEventScreen {
  readonly event: OwnEvent
  readonly account: Account
  /** The event has changed. */
  readonly put: (event: OwnEvent) => void
}

interface EventFrameProps {
  /** Of the screen, e.g. On-sale. */
  readonly title: string
  readonly children: (screen: OwnEventScreen) => ReactNode
}

/** What stands around every screen about one event of an organiser: which it is, and the other screens. */
export function EventFrame({ title, children }: EventFrameProps) {
  const m = useMessages(organizerMessages)
  return (
    <div className="frame arriving py-6 tablet:py-10">
      <p className="-mx-2">
        <Link to="/organise" className={buttonLook('quiet')}>
          {m.back}
        </Link>
      </p>
      <OrganisersOnly>
        {(account) => <OwnEventLoaded title={title} account={account} screen={children} />}
      </OrganisersOnly>
      <Head title={title} hidden />
    </div>
  )
}

interface LoadedProps {
  readonly title: string
  readonly account: Account
  readonly screen: EventFrameProps['children']
}

function OwnEventLoaded({ title, account, screen }: LoadedProps) {
  const m = useMessages(organizerMessages)
  const api = useApi()
  const { eventId = '' } = useParams()
  const fetched = useFetched(`own event ${eventId}`, (signal) =>
    api.call('GET', '/v1/me/events/:eventId', { params: { eventId }, signal }),
  )
  if (fetched.state === 'failed' && fetched.missing)
    return (
      <div className="py-6">
        <EmptyState title={m.missing.title} text={m.missing.text}>
          <Link to="/organise" className={buttonLook('main')}>
            {m.missing.go}
          </Link>
        </EmptyState>
      </div>
    )
  if (fetched.state !== 'ready') return <NotHad fetched={fetched} />
  const event = fetched.value
  return (
    <>
      <EventHead event={event} title={title} />
      {screen({ event, account, put: fetched.put })}
    </>
  )
}

function EventHead({ event, title }: { readonly event: OwnEvent; readonly title: string }) {
  const m = useMessages(organizerMessages)
  const f = useFormats()
  const now = useNow()
  const starts = new Date(event.startsAt)
  return (
    <div className="mt-2">
      <Head title={`${title} · ${event.title}`} hidden />
      <h1 className="heading">{event.title}</h1>
      <p className="mt-2 text-quiet">
        <span className="figure">
          {f.shortDay(starts, event.timeZone, now)}, {f.time(starts, event.timeZone)}
        </span>
        {' · '}
        {event.venue.name}, {event.venue.city}
        {' · '}
        {m.standing[event.sale.state]}
        {event.status !== 'draft' && (
          <>
            {' · '}
            <Link to={`/events/${event.id}`} className="inline-flex min-h-6 items-center text-ink">
              {m.toPage}
            </Link>
          </>
        )}
      </p>
      <Tabs
        label={m.about}
        tabs={[
          { to: `/organise/events/${event.id}`, words: m.toEvent },
          { to: `/organise/events/${event.id}/tickets`, words: m.toTickets },
          { to: `/organise/events/${event.id}/on-sale`, words: m.toOnSale },
          { to: `/organise/events/${event.id}/live`, words: m.toLive },
        ]}
      />
    </div>
  )
}
