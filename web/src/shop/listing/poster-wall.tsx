import type { EventSummary } from '@foyer/contract/catalog.views'
import { EventCard } from './event-card.tsx'

/** A wall of posters. */
export const PosterWall = ({ events }: { readonly events: readonly { event: EventSummary; more: number }[] }) => (
  <ul className="grid grid-cols-2 gap-x-4 gap-y-10 tablet:grid-cols-3 tablet:gap-x-6 desk:grid-cols-4 wide:grid-cols-6">
    {events.map(({ event, more }) => (
      <li key={event.id}>
        <EventCard event={event} more={more} />
      </li>
    ))}
  </ul>
)
