import type { EventPage } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { EventRows } from './event-rows.tsx'
import { listingMessages } from './messages/index.ts'

interface EventListProps {
  readonly page: Pick<EventPage, 'items' | 'next'>
  readonly poster?: boolean
  readonly venue?: boolean
  /** What to say where there are none. */
  readonly nothing: { readonly title: string; readonly text: string }
}

/** A page of events one below the other, with the way to the next. */
export function EventList({ page, poster = true, venue = true, nothing }: EventListProps) {
  const m = useMessages(listingMessages)
  if (page.items.length === 0) return <EmptyState {...nothing} />
  return (
    <>
      <EventRows events={page.items} poster={poster} venue={venue} />
      {page.next !== null && (
        <p className="mt-8">
          <Link to={`?cursor=${encodeURIComponent(page.next)}`} className={buttonLook('plain')}>
            {m.next}
          </Link>
        </p>
      )}
    </>
  )
}
