import type { Database, Queryable } from '../platform/database.ts'

/** Where it is told that the catalogue changed, so that every node forgets what it holds ready. */
export const CATALOG_CHANNEL = 'catalog'
/** Beyond this many events a notice says `all`; a NOTIFY carries 8,000 bytes at most. */
const EVENTS_IN_NOTICE_MAX = 100

/** Tells every node, with the commit, that these events read differently from now on. */
export async function announceCatalogChange(tx: Queryable, eventIds: readonly string[] | 'all'): Promise<void> {
  if (eventIds.length === 0) return
  const payload = eventIds === 'all' || eventIds.length > EVENTS_IN_NOTICE_MAX ? 'all' : eventIds.join(' ')
  await tx`select pg_notify(${CATALOG_CHANNEL}, ${payload})`
}

/** Hears of events that read differently, as they are told of; some notices may be lost. @returns how to stop. */
export const listenForChanges = (
  db: Database,
  onChange: (eventIds: readonly string[] | 'all') => void,
): Promise<() => Promise<void>> => db.listen(CATALOG_CHANNEL, (notice) => onChange(eventsInNotice(notice)))

/** The events that a notice names. */
export const eventsInNotice = (payload: string): readonly string[] | 'all' =>
  payload === 'all' ? 'all' : payload.split(' ')
