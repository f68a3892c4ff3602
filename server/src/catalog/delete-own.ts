import type { Tx } from '../platform/database.ts'
import { announceCatalogChange } from './changes.ts'
import {
  deleteEventRow,
  deleteVenueRows,
  findEventsAt,
  lockVenueToDelete,
  type EventAtVenue,
} from './queries/delete-own.ts'
import { lockEvent } from './queries/events.ts'
import type { CatalogNeighbours } from './services.ts'

export type EventDeleted = { readonly deleted: true } | { readonly refused: 'event-was-published' }

/**
 * Deletes a draft that was never published: nobody can have a place of it. Its plan stays, which other events may share.
 * Undefined: not there, or not theirs.
 */
export async function deleteDraft(
  tx: Tx,
  organiserId: string,
  eventId: string,
  forgetDraft: CatalogNeighbours['forgetDraft'],
): Promise<EventDeleted | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  if (found.standing.publishedAt !== null) return { refused: 'event-was-published' }
  await forgetDraft(tx, eventId)
  await deleteEventRow(tx, eventId)
  await announceCatalogChange(tx, [eventId])
  return { deleted: true }
}

export type VenueDeleted =
  | { readonly deleted: true }
  | { readonly refused: 'venue-in-use'; readonly count: number; readonly events: readonly EventAtVenue[] }

/** Deletes a venue that no event uses, with its halls and their plans. Undefined: not there, or not theirs. */
export async function deleteVenue(tx: Tx, organiserId: string, venueId: string): Promise<VenueDeleted | undefined> {
  // Whoever adds an event holds its venue meanwhile, so none comes between.
  if (!(await lockVenueToDelete(tx, organiserId, venueId))) return undefined
  const { count, events } = await findEventsAt(tx, organiserId, venueId)
  if (count > 0) return { refused: 'venue-in-use', count, events }
  await deleteVenueRows(tx, venueId)
  await announceCatalogChange(tx, 'all')
  return { deleted: true }
}
