import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Queryable, Tx } from './database.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { isPassing } from './passing-failures.ts'

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

/**
 * Hears every announcement at least once, those of a batch together, in their order. What it writes with `tx` is committed
 * together with its having heard, and so happens once; what it does elsewhere must change nothing when repeated (dedupe
 * by `outboxId`). When it refuses, it hears them again one by one.
 */
export type Subscriber = (heard: readonly Heard[], tx: Tx) => Promise<void>

const BATCH_MAX = 200
const ATTEMPTS_MAX = 20
/** A NOTIFY with each announcement would be sooner, and would make all commits of the database wait for one another. */
const IDLE_POLL_MS = 200
/** Of the advisory lock that whoever carries announcements holds. */
const CARRIER = 0x6f7574

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
}

/**
 * Carries announcements to the subscribers. Starts on `startOutbox`, runs in workers (one carries at a time, so that a
 * subject stays in order), looks five times a second while there is nothing, and ends after the batch in hand on `stop`.
 * An entry that a subscriber refuses is tried again with the next batch, at most 20 times, then given up (given-up.ts); what
 * only could not be written at the time, as when a row was locked, counts as no try.
 */
export async function startOutbox(
  db: Database,
  subscribers: readonly Subscriber[],
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  const { signal } = stopping
  const loop = async () => {
    while (!signal.aborted) {
      const taken = await carryBatch(db, subscribers, log).catch((error: unknown) => {
        log.error({ err: error }, 'the outbox could not be read; trying again')
        return 0
      })
      if (taken < BATCH_MAX) await wait(IDLE_POLL_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Carries one batch, oldest first; none while another worker carries. @returns how many were heard. */
async function carryBatch(db: Database, subscribers: readonly Subscriber[], log: Log): Promise<number> {
  return db.transaction(async (tx) => {
    const [lock] = await tx<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(${CARRIER}) as mine`
    if (lock?.mine !== true) return 0
    const waiting = await tx<Heard[]>`
      select outbox_id as "outboxId", kind, event_id as "eventId", subject, data, made_at as "madeAt"
        from outbox where taken_at is null and given_up_at is null
       order by outbox_id limit ${BATCH_MAX}`
    if (waiting.length === 0) return 0
    const { heard, refused } = await tellAll(tx, waiting, subscribers, log)
    await tx`update outbox set taken_at = now() where outbox_id = any(${heard}::uuid[])`
    await countRefusals(tx, refused, log)
    return heard.length
  })
}

/** Counts a try of each, and leaves those that have had all theirs, until an operator sets them going again. */
async function countRefusals(tx: Tx, refused: readonly Refused[], log: Log): Promise<void> {
  if (refused.length === 0) return
  const counted = await tx<{ outboxId: string; kind: string; isGivenUp: boolean }[]>`
    update outbox set attempts = attempts + 1, last_error = refused.error,
           given_up_at = case when attempts + 1 >= ${ATTEMPTS_MAX} then now() end
      from unnest(${refused.map((one) => one.outboxId)}::uuid[], ${refused.map((one) => one.error)}::text[])
             as refused (id, error)
     where outbox_id = refused.id
    returning outbox_id as "outboxId", kind, given_up_at is not null as "isGivenUp"`
  for (const { outboxId, kind, isGivenUp } of counted)
    if (isGivenUp) log.error({ outboxId, kind }, 'an announcement is given up: `foyer jobs` sets it going again')
}

interface Refused {
  readonly outboxId: string
  readonly error: string
}

/** Characters of an error that are kept. */
const ERROR_MAX = 500

/** All in one go; when something is refused, each by itself, so that only what comes after it in its subject waits. */
async function tellAll(tx: Tx, waiting: readonly Heard[], subscribers: readonly Subscriber[], log: Log) {
  const tell = (those: readonly Heard[]) =>
    tx.savepoint(async (part) => {
      for (const subscriber of subscribers)
        await subscriber(those, Object.assign(part, { afterCommit: tx.afterCommit.bind(tx) }))
    })
  const together = await tell(waiting).then(
    () => true,
    () => false,
  )
  if (together) return { heard: waiting.map(({ outboxId }) => outboxId), refused: [] }
  const [heard, refused, stuck]: [string[], Refused[], Set<string>] = [[], [], new Set()]
  for (const one of waiting) {
    if (stuck.has(one.subject)) continue
    try {
      await tell([one])
      heard.push(one.outboxId)
    } catch (error) {
      stuck.add(one.subject)
      if (!isPassing(error)) refused.push({ outboxId: one.outboxId, error: String(error).slice(0, ERROR_MAX) })
      log.error({ err: error, outboxId: one.outboxId, kind: one.kind }, 'a subscriber refused an announcement')
    }
  }
  return { heard, refused }
}
