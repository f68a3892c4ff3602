import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Queryable } from './database.ts'
import type { Log } from './log.ts'

/*
 * What was tried too often and then left: announcements that a subscriber refused, jobs whose tries are used up. Nothing is
 * lost by it, and nothing goes on by itself: somebody must see it, mend the cause, and set it going again.
 */

/** Counted no further: so many are as bad as more. */
const COUNTED_MAX = 10_000
const LISTED_MAX = 200
const LOOK_MS = 15_000

export interface GivenUpCount {
  readonly announcements: number
  readonly jobs: number
}

export interface GivenUp {
  /** Of a job its number, of an announcement its UUID. */
  readonly id: string
  readonly what: 'job' | 'announcement'
  /** The task, or the kind. */
  readonly kind: string
  /** What it is about; a job may have no key that tells. */
  readonly about: string | null
  readonly tries: number
  readonly since: Date
  readonly error: string | null
}

/** How many there are of each, up to ten thousand. */
export async function countGivenUp(sql: Queryable): Promise<GivenUpCount> {
  const [counted] = await sql<GivenUpCount[]>`
    select (select count(*)::int from (select from ${givenUpAnnouncements(sql)} limit ${COUNTED_MAX}) a) as announcements,
           (select count(*)::int from (select from ${givenUpJobs(sql)} limit ${COUNTED_MAX}) j) as jobs`
  return counted ?? { announcements: 0, jobs: 0 }
}

/** Which they are, those that were given up first at the top; two hundred at most. */
export const listGivenUp = (sql: Queryable) => sql<GivenUp[]>`
  select * from (
    select id::text as id, 'job' as what, task_identifier as kind, key as about, attempts::int as tries,
           updated_at as since, last_error as error from ${givenUpJobs(sql)}
    union all
    select outbox_id::text, 'announcement', kind, subject, attempts, given_up_at, last_error
      from ${givenUpAnnouncements(sql)}) given_up
   order by since, id limit ${LISTED_MAX}`

/**
 * Sets going again what was given up, with all its tries: these, or all of it. What was not given up stays as it is.
 * @returns the ids of what goes on
 */
export async function retryGivenUp(sql: Queryable, which: readonly string[] | 'all'): Promise<string[]> {
  const named = (id: string) =>
    which === 'all' ? sql`true` : sql`${sql.unsafe(id)}::text = any(${[...which]}::text[])`
  const jobs = await sql<{ id: string }[]>`
    select again.id::text as id
      from graphile_worker.reschedule_jobs(
             array(select id from ${givenUpJobs(sql)} and ${named('id')}), run_at => now(), attempts => 0) again`
  const announcements = await sql<{ id: string }[]>`
    update outbox set given_up_at = null, attempts = 0
     where taken_at is null and given_up_at is not null and ${named('outbox_id')}
    returning outbox_id::text as id`
  return [...jobs, ...announcements].map(({ id }) => id)
}

const givenUpAnnouncements = (sql: Queryable) => sql`outbox where given_up_at is not null and taken_at is null`

const givenUpJobs = (sql: Queryable) => sql`graphile_worker.jobs where attempts >= max_attempts and locked_at is null`

export interface GivenUpWatch {
  /** As of the last look; undefined before the first. */
  readonly last: GivenUpCount | undefined
  stop(): Promise<void>
}

/** Counts them every quarter of a minute, for `/metrics`, and says in the log when there are more than before. */
export function watchGivenUp(db: Database, log: Log): GivenUpWatch {
  const stopping = new AbortController()
  const { signal } = stopping
  let last: GivenUpCount | undefined
  const look = async () => {
    const now = await countGivenUp(db.sql)
    if (now.announcements > (last?.announcements ?? 0) || now.jobs > (last?.jobs ?? 0))
      log.error(
        { ...now },
        'something was given up and waits for a person: `foyer jobs` lists it and sets it going again',
      )
    last = now
  }
  const loop = async () => {
    while (!signal.aborted) {
      // It is said elsewhere that the database is away.
      await look().catch((error: unknown) => log.debug({ err: error }, 'what was given up could not be counted'))
      await wait(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const running = loop()
  return {
    get last() {
      return last
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
