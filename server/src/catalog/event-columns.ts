import type { NewEvent, StandingEvent, Surroundings } from './event-record.ts'
import { decideStanding, type WantedStatus } from './event-status.ts'
import type { Columns } from './queries/rows.ts'
import { localDate } from './zones.ts'

const ALLOWANCE_DEFAULT = 10

/** The row of an event that has no faults, given where it stood before and where it is to stand. */
export function eventColumns(
  event: NewEvent,
  wanted: Exclude<WantedStatus, undefined> | 'draft' | undefined,
  current: StandingEvent | undefined,
  around: Surroundings,
): Columns {
  const standing =
    current === undefined
      ? { status: wanted === undefined || wanted === 'unpublished' ? 'draft' : wanted, previousStartsAt: null }
      : decideStanding(current, wanted === 'draft' ? undefined : wanted, event.startsAt)
  const zone = around.venues.get(event.venueId)?.timeZone
  if (standing === undefined || zone === undefined) throw new Error('an event with faults was to be written')
  const published = current?.publishedAt ?? (standing.status === 'draft' ? null : around.now)
  return {
    show_id: event.showId,
    venue_id: event.venueId,
    hall_id: event.hallId ?? null,
    title: event.title ?? null,
    description: event.description ?? null,
    status: standing.status,
    starts_at: event.startsAt,
    previous_starts_at: standing.previousStartsAt,
    doors_at: event.doorsAt ?? null,
    ends_at: event.endsAt ?? null,
    local_date: localDate(event.startsAt, zone),
    on_sale_at: event.onSaleAt ?? null,
    off_sale_at: event.offSaleAt ?? null,
    allowance: event.allowance ?? ALLOWANCE_DEFAULT,
    features: event.features ?? [],
    manifest_hash: event.manifestHash ?? null,
    revision: current === undefined ? 0 : current.revision + 1,
    published_at: published,
  }
}
