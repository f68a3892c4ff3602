import type { Database, Queryable } from './database.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'

/** Something that happened and that others must hear of. */
export interface Announcement {
  /** `<domain>.<what happened>`, e.g. `order.confirmed`. */
  readonly kind: string
  readonly eventId?: string
  /** What it is about, e.g. `order:<id>`: announcements of one subject are heard in order. */
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Heard extends Announcement {
  readonly outboxId: string
  readonly madeAt: Date
}

/** Hears every announcement at least once; a repeated one changes nothing (dedupe by `outboxId`). */
export type Subscriber = (heard: Heard) => Promise<void>

export const OUTBOX_CHANNEL = 'outbox'
const BATCH_MAX = 200
const ATTEMPTS_MAX = 20
const IDLE_POLL_MS = 1_000

/** Writes the announcement in the caller's transaction: it commits or vanishes with what it tells. */
export async function announce(tx: Queryable, announcement: Announcement): Promise<void> {
  await announceAll(tx, [announcement])
}

/** The same for several at once, in one statement. */
export async function announceAll(tx: Queryable, announcements: readonly Announcement[]): Promise<void> {
  if (announcements.length === 0) return
  await tx`
    insert into outbox (outbox_id, kind, event_id, subject, data)
    select * from unnest(
      ${announcements.map(() => newId())}::uuid[], ${announcements.map((a) => a.kind)}::text[],
      ${announcements.map((a) => a.eventId ?? null)}::uuid[], ${announcements.map((a) => a.subject)}::text[],
      ${announcements.map((a) => JSON.stringify(a.data))}::text[]::jsonb[])`
  await tx`select pg_notify(${OUTBOX_CHANNEL}, '')`
}

/**
 * Carries announcements to the subscribers. Starts on `startOutbox`, runs in workers (one at a time takes a batch, by
 * `for update skip locked`), sleeps until a NOTIFY or a second has passed, and ends after the batch in hand on `stop`.
 * An entry that a subscriber refuses is tried again with the next batch, at most 20 times, then left and logged.
 */
export async function startOutbox(
  db: Database,
  subscribers: readonly Subscriber[],
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  let stopping = false
  let wake: () => void = () => undefined
  const unlisten = await db.listen(OUTBOX_CHANNEL, () => wake())
  const loop = async () => {
    while (!stopping) {
      const taken = await takeBatch(db, subscribers, log).catch((error: unknown) => {
        log.error({ err: error }, 'the outbox could not be read; trying again')
        return 0
      })
      if (taken === BATCH_MAX || stopping) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, IDLE_POLL_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping = true
      wake()
      await running
      await unlisten()
    },
  }
}

/** Takes one batch, oldest first. @returns how many were taken. */
async function takeBatch(db: Database, subscribers: readonly Subscriber[], log: Log): Promise<number> {
  return db.transaction(async (tx) => {
    const waiting = await tx<Heard[]>`
      select outbox_id as "outboxId", kind, event_id as "eventId", subject, data, made_at as "madeAt"
        from outbox where taken_at is null and attempts < ${ATTEMPTS_MAX}
       order by outbox_id limit ${BATCH_MAX} for update skip locked`
    const done: string[] = []
    const failed: string[] = []
    const stuck = new Set<string>()
    for (const heard of waiting) {
      if (stuck.has(heard.subject)) continue
      try {
        for (const subscriber of subscribers) await subscriber(heard)
        done.push(heard.outboxId)
      } catch (error) {
        stuck.add(heard.subject)
        failed.push(heard.outboxId)
        log.error({ err: error, outboxId: heard.outboxId, kind: heard.kind }, 'a subscriber refused an announcement')
      }
    }
    await tx`update outbox set taken_at = now() where outbox_id = any(${done}::uuid[])`
    await tx`update outbox set attempts = attempts + 1 where outbox_id = any(${failed}::uuid[])`
    return done.length
  })
}
