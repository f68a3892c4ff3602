import type { Database } from '../platform/database.ts'
import { CATALOG_CHANNEL, eventsInNotice } from './changes.ts'
import { HeldBriefly } from '../platform/held-briefly.ts'
import { loadSaleFacts, type SaleFacts } from './sale-facts.ts'

const KEPT_MS = 1_000
const EVENTS_MAX = 5_000

/** The facts of sales for whoever asks often. */
export interface KeptSaleFacts {
  /** As they were a second ago at most; as a rule, as they are. The same object as long as nothing changed. */
  of(eventId: string): Promise<SaleFacts | undefined>
  stop(): Promise<void>
}

/**
 * Keeps the facts of sales, so that a rush on one event does not ask the database for every hold. Starts by listening; an
 * event that changes is forgotten as soon as this is told, and after a second in any case, since notices may be lost.
 * Ends with `stop`.
 */
export async function keepSaleFacts(db: Database): Promise<KeptSaleFacts> {
  const kept = new HeldBriefly<SaleFacts>({
    bytesMax: EVENTS_MAX,
    valueBytesMax: 1,
    // Counted, not weighed: the manifests, which are what is large, are shared and bounded by themselves.
    sizeOf: () => 1,
    ttlMs: KEPT_MS,
  })
  const stop = await db.listen(
    CATALOG_CHANNEL,
    (notice) => {
      const changed = eventsInNotice(notice)
      if (changed === 'all') kept.forgetAll()
      else kept.forget(changed)
    },
    () => kept.forgetAll(),
  )
  return { of: (eventId) => kept.getOrMake(eventId, () => loadSaleFacts(db.sql, eventId)), stop }
}
