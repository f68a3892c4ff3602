import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase, type Database, type Sql } from './database.ts'
import { postgres } from './driver.ts'
import type { Log } from './log.ts'
import { isConnectionLost } from './passing-failures.ts'

/** Answers from a replica lack nothing that was committed longer ago than this when they were asked for. */
export const READER_BEHIND_MAX_MS = 2_000
const LOOK_MS = 250
/** Who does not answer a look by then is lost, for now. */
const LOOK_WITHIN_MS = 1_000
/** A read that takes longer there is asked of the primary instead. */
const READ_WITHIN_MS = 3_000
/** As many places in the log as are passed within the bound, and to spare: a replica further behind is not used anyway. */
const PASSED_MAX = 64

/** Where reads go that need not know the last moment. */
export interface Reader {
  /**
   * Reads at the replica, or at the primary where that is none, lost, or too far behind; what the replica fails to answer
   * is read again at the primary. `work` only reads, and may run twice.
   */
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Says that what is committed now must be seen from now on. */
  noteChange(): void
  /** Whether the replica is used at the moment. */
  readonly isUsed: boolean
  /** How long ago everything was committed that the replica is known to have, in ms. */
  readonly behindMs: number
  stop(): Promise<void>
}

/** Without a replica. */
export const primaryAlone = (primary: Pick<Database, 'sql'>): Reader => ({
  read: (work) => work(primary.sql),
  noteChange: () => undefined,
  isUsed: false,
  behindMs: 0,
  stop: async () => undefined,
})

export interface ReaderOptions {
  readonly primary: Database
  /** Of a streaming replica of it. */
  readonly url: string
  readonly poolMax: number
  readonly log: Log
}

/**
 * A replica's own word for how late it is is worth little: one that hears nothing believes to be up to date. So the place
 * in the primary's log is noted, with the moment before it was asked for; once the replica has replayed up to there it has
 * all that was committed by that moment. It is used while that moment is less than two seconds ago, so one that stalls,
 * is cut off or dies is left by itself, and one that has caught up is used again. Ends with `stop`.
 */
export async function openReader({ primary, url, poolMax, log }: ReaderOptions): Promise<Reader> {
  const replica = openDatabase({ url, poolMax, applicationName: 'foyer reader', log })
  const stopping = new AbortController()
  let passed: { readonly at: number; readonly place: bigint }[] = []
  /** Everything committed by then is there; monotonic milliseconds. */
  let completeAt = -Infinity
  let changedAt = -Infinity
  let told: boolean | undefined

  const isUsable = () => performance.now() - completeAt <= READER_BEHIND_MAX_MS
  const leave = (error: unknown) => {
    completeAt = -Infinity
    if (told !== false && !stopping.signal.aborted)
      log.warn({ part: 'reader', err: error }, 'the replica is left; everything is read at the primary')
    told = false
  }
  const look = async () => {
    const at = performance.now()
    passed.push({ at, place: await placeInLog(primary.sql) })
    if (passed.length > PASSED_MAX) passed.shift()
    const replayed = await replayedAt(replica.sql)
    if (replayed === undefined)
      return leave(new Error('READ_DATABASE_URL is not a replica that follows another server'))
    const reached = passed.findLast(({ place }) => place <= replayed)
    if (reached !== undefined) {
      completeAt = reached.at
      passed = passed.filter((one) => one.at >= reached.at)
    }
    if (!isUsable()) return leave(new Error(`it is more than ${READER_BEHIND_MAX_MS} ms behind`))
    if (told !== true) log.info({ part: 'reader' }, 'reads go to the replica')
    told = true
  }
  const lookOn = async () => {
    while (!stopping.signal.aborted) {
      await wait(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (!stopping.signal.aborted) await within(LOOK_WITHIN_MS, look()).catch(leave)
    }
  }

  await within(LOOK_WITHIN_MS, look()).catch(leave)
  const looking = lookOn()
  return {
    async read(work) {
      if (!isUsable() || completeAt < changedAt) return work(primary.sql)
      try {
        return await within(READ_WITHIN_MS, work(replica.sql))
      } catch (error) {
        if (!isOfTheReplica(error)) throw error
        leave(error)
        return work(primary.sql)
      }
    },
    noteChange() {
      changedAt = performance.now()
    },
    get isUsed() {
      return isUsable()
    },
    get behindMs() {
      return completeAt === -Infinity ? -1 : performance.now() - completeAt
    },
    async stop() {
      stopping.abort()
      await looking
      await replica.close()
    },
  }
}

/** How far the primary's log is on the disk: all that anybody was told of is before that. */
async function placeInLog(sql: Sql): Promise<bigint> {
  const [row] = await sql<{ place: string }[]>`select pg_current_wal_flush_lsn()::text as place`
  return placeOf(row?.place ?? '0/0')
}

/** How far the replica has replayed it; undefined for a server that replays nobody's. */
async function replayedAt(sql: Sql): Promise<bigint | undefined> {
  const [row] = await sql<{ place: string | null }[]>`
    select case when pg_is_in_recovery() then pg_last_wal_replay_lsn()::text end as place`
  const place = row?.place ?? undefined
  return place === undefined ? undefined : placeOf(place)
}

/** `16/B374D848`: two numbers of 32 bits. */
const placeOf = (text: string): bigint => {
  const [high = '0', low = '0'] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
}

class TooLate extends Error {
  override readonly name = 'TooLate'
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new TooLate(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

const STATEMENT_TOO_LONG = '57014'
/** Class of what is wrong with a value that was asked about: anybody can send such. */
const BAD_VALUE = '22'

/** Whether the primary may answer what failed: not where the statement itself took too long, a value is bad, or our own rules refuse it. */
const isOfTheReplica = (error: unknown): boolean =>
  error instanceof TooLate ||
  (error instanceof postgres.PostgresError && error.code !== STATEMENT_TOO_LONG && !error.code.startsWith(BAD_VALUE)) ||
  isConnectionLost(error)
