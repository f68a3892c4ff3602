import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Manifest } from '@foyer/contract'
import type { Database, Sql, Tx } from '../platform/database.ts'
import type { AccountRange } from '../platform/forget-rehearsal.ts'
import { accountsOf, newRehearsalId, organiserIdOf, personId } from './people.ts'
import {
  findRehearsals,
  forgetRemoved,
  insertRehearsal,
  markRemoved,
  releaseLock,
  setEvent,
  takeLock,
  type RehearsalRow,
} from './queries.ts'

/** How an event of a rehearsal is sold, by moments counted from when it is made. */
export interface SaleOfRehearsal {
  readonly manifest: Manifest
  /** Minor units; 0 where orders must not reach a provider. */
  readonly price: number
  readonly lobbyMs: number
  /** From the closing of the lobby to the on-sale. */
  readonly drawMs: number
  readonly peopleAtOnce: number
  readonly peoplePerMinute: number | null
  readonly sessionSeconds: number
  readonly proofOfWork: boolean
}

/** What other domains do for a rehearsal: each makes and removes what is its own. */
export interface RehearsalNeighbours {
  addOrganiser(sql: Sql, accountId: string): Promise<void>
  addPeople(sql: Sql, accountIds: readonly string[]): Promise<unknown>
  /** @returns the id of the event. */
  addEvent(tx: Tx, of: { rehearsalId: string; organiserId: string; sale: SaleOfRehearsal; now: Date }): Promise<string>
  /** Takes the event off sale, so that every process lets go of it. */
  endEvent(db: Database, rehearsalId: string): Promise<void>
  /** Removes all that belongs to a rehearsal but its accounts; often, if need be. */
  removeSale(sql: Sql, of: RehearsalRow & { organiserId: string; accounts: AccountRange }): Promise<number>
  removePeople(sql: Sql, accounts: AccountRange): Promise<number>
}

/** The separate space of one rehearsal. */
export interface Space {
  readonly rehearsalId: string
  readonly nonce: string
  readonly organiserId: string
}

const NONCE_BYTES = 24
const PEOPLE_AT_ONCE = 5_000
/** Longer than any process holds an event ready, or works on one thing. */
const LET_GO_MS = 1_500
/** A removed rehearsal is looked at again for so long: webhooks come late, by hours when they are tried again. */
const KEPT_HOURS = 24

/** Notes that a rehearsal begins, before anything is made for it: what is there from now on can be found and removed. */
export async function beginSpace(sql: Sql, people: number): Promise<Space> {
  const rehearsalId = newRehearsalId()
  const nonce = randomBytes(NONCE_BYTES).toString('base64url')
  await insertRehearsal(sql, rehearsalId, nonce, people)
  return { rehearsalId, nonce, organiserId: organiserIdOf(rehearsalId) }
}

/** Adds the accounts of the organiser and of everybody who takes part. */
export async function fillSpace(
  sql: Sql,
  { rehearsalId, organiserId }: Space,
  people: number,
  neighbours: Pick<RehearsalNeighbours, 'addOrganiser' | 'addPeople'>,
  onProgress: (done: number) => void,
): Promise<void> {
  await neighbours.addOrganiser(sql, organiserId)
  for (let from = 0; from < people; from += PEOPLE_AT_ONCE) {
    const count = Math.min(PEOPLE_AT_ONCE, people - from)
    await neighbours.addPeople(
      sql,
      Array.from({ length: count }, (_, at) => personId(rehearsalId, from + at)),
    )
    onProgress(from + count)
  }
}

/** Opens the lobby. @returns the event, and the database's time of it. */
export const openSale = (
  db: Database,
  { rehearsalId, organiserId }: Space,
  sale: SaleOfRehearsal,
  neighbours: Pick<RehearsalNeighbours, 'addEvent'>,
): Promise<{ eventId: string; openedAt: Date }> =>
  db.transaction(async (tx) => {
    const [clock] = await tx<{ now: Date }[]>`select now()`
    const now = clock?.now ?? new Date(Number.NaN)
    const eventId = await neighbours.addEvent(tx, { rehearsalId, organiserId, sale, now })
    await setEvent(tx, rehearsalId, eventId)
    return { eventId, openedAt: now }
  })

/** Removes one rehearsal, whole or in pieces; again and again changes nothing. @returns how many rows went. */
export async function removeSpace(db: Database, row: RehearsalRow, neighbours: RehearsalNeighbours): Promise<number> {
  const { rehearsalId, removedAt } = row
  const accounts = accountsOf(rehearsalId)
  if (removedAt === null) {
    await neighbours.endEvent(db, rehearsalId)
    await wait(LET_GO_MS)
  }
  const sale = await neighbours.removeSale(db.sql, { ...row, organiserId: organiserIdOf(rehearsalId), accounts })
  const people = await neighbours.removePeople(db.sql, accounts)
  await markRemoved(db.sql, rehearsalId)
  return sale + people
}

/**
 * Removes every rehearsal that is there, and what came late of those that were. The caller holds the lock. One that cannot
 * be removed keeps none of the others. @throws what the first of those threw, once all have had their turn.
 */
export async function removeAll(
  db: Database,
  neighbours: RehearsalNeighbours,
): Promise<{ rehearsals: number; rows: number }> {
  let [rehearsals, rows] = [0, 0]
  const failed: unknown[] = []
  for (const row of await findRehearsals(db.sql)) {
    try {
      rows += await removeSpace(db, row, neighbours)
      if (row.removedAt === null) rehearsals++
    } catch (error) {
      failed.push(error)
    }
  }
  await forgetRemoved(db.sql, KEPT_HOURS)
  if (failed.length > 0) throw failed[0]
  return { rehearsals, rows }
}

/**
 * Does what only one may do at a time: rehearse, or remove rehearsals. The lock is the session's, so it is free the moment
 * the process that held it is gone. @returns undefined, with nothing done, while another holds it.
 */
export async function whileAlone<T>(db: Database, work: () => Promise<T>): Promise<{ done: T } | undefined> {
  const session = await db.sql.reserve()
  try {
    if (!(await takeLock(session))) return undefined
    try {
      return { done: await work() }
    } finally {
      await releaseLock(session)
    }
  } finally {
    session.release()
  }
}
