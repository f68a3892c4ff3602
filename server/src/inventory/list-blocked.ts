import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import type { Queryable } from '../platform/database.ts'
import type { BlockReason } from './change.ts'

/** Places of an event that are kept off sale, by number. */
export const listBlocked = (sql: Queryable, eventId: string) => sql<{ place: PlaceNo; reason: BlockReason }[]>`
  select place_no as place, state as reason
    from claims where event_id = ${eventId} and state in ('house', 'kill') order by place_no`
