import type { EventSummary } from '@foyer/contract/catalog.views'
import { byDay, byRun } from './by-show.ts'
import { EventRow } from './event-row.tsx'
import { RunRow } from './run-row.tsx'

interface EventRowsProps {
  readonly events: readonly EventSummary[]
  /** Without posters all events are of one show, and each of its days has a row; else each show at a venue has one. */
  readonly poster?: boolean
  /** Without the venue where all are at one. */
  readonly venue?: boolean
}

/** Events one below the other; those of a show at one place share a row, or those of one of its days. */
export const EventRows = ({ events, poster = true, venue = true }: EventRowsProps) => (
  <ul className="border-b border-line">
    {(poster ? byRun : byDay)(events).map((group) => (
      <li key={group[0].id}>
        {group.every(({ localDate }) => localDate === group[0].localDate) ? (
          <EventRow group={group} poster={poster} venue={venue} />
        ) : (
          <RunRow group={group} venue={venue} />
        )}
      </li>
    ))}
  </ul>
)
