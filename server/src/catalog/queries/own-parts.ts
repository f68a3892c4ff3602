import type { OwnParts } from '@foyer/contract/catalog.turns'
import type { EventView } from '@foyer/contract/catalog.views'
import type { Queryable } from '../../platform/database.ts'

/** What of an event belongs to an organiser: its show, its venue, and who of its bill. */
export async function ownPartsOf(
  sql: Queryable,
  organiserId: string,
  { show, venue, performers }: EventView,
): Promise<OwnParts> {
  const [row] = await sql<OwnParts[]>`
    select exists (select from shows where show_id = ${show.id} and organiser_id = ${organiserId}) as show,
           exists (select from venues where venue_id = ${venue.id} and organiser_id = ${organiserId}) as venue,
           array(select performer_id from performers
                  where performer_id = any(${performers.map(({ id }) => id)}::uuid[]) and organiser_id = ${organiserId}
                  order by performer_id) as performers`
  return row ?? { show: false, venue: false, performers: [] }
}
