import type { Queryable } from '../../platform/database.ts'

/** Somebody at the door. */
export interface Entrant {
  readonly accountId: string
  readonly entryId: string
  readonly nonce: Buffer
  readonly commitment: Buffer
  /** Keyed digest of where they come from. */
  readonly network: Buffer
  readonly proof: { readonly digest: Buffer; readonly until: Date } | null
}

export type EntryOutcome = 'entered' | 'known' | 'proof-spent' | 'not-open' | 'no-queue'

export interface EntryRow {
  readonly accountId: string
  readonly outcome: EntryOutcome
  /** Null where somebody was not let enter. */
  readonly entryId: string | null
  readonly nonce: Buffer | null
  /** Of whoever came after the lobby closed. */
  readonly number: number | null
}

/** Enters a batch of different accounts in the order given; those who are in already get what they have. */
export const enterQueue = (sql: Queryable, eventId: string, entrants: readonly Entrant[]) => sql<EntryRow[]>`
  select account_id as "accountId", entry_id as "entryId", nonce, number, outcome
    from enter_queue(${eventId},
      ${entrants.map((one) => one.accountId)}::uuid[], ${entrants.map((one) => one.entryId)}::uuid[],
      ${entrants.map((one) => one.nonce.toString('hex'))}::text[], ${entrants.map((one) => one.commitment.toString('hex'))}::text[],
      ${entrants.map((one) => one.network.toString('hex'))}::text[],
      ${entrants.map((one) => one.proof?.digest.toString('hex') ?? null)}::text[],
      ${entrants.map((one) => one.proof?.until.toISOString() ?? null)}::timestamptz[])`

/** The entry that an account has. */
export async function findEntry(
  sql: Queryable,
  eventId: string,
  accountId: string,
): Promise<{ entryId: string; nonce: Buffer; number: number | null } | undefined> {
  const [row] = await sql<{ entryId: string; nonce: Buffer; number: number | null }[]>`
    select entry_id as "entryId", nonce, number from queue_entries
     where event_id = ${eventId} and account_id = ${accountId}`
  return row
}

/** The places of an account, the latest first. */
export const findPlacesOf = (sql: Queryable, accountId: string, limit: number) => sql<
  { eventId: string; entryId: string; nonce: string; number: number | null; enteredAt: Date }[]
>`
  select event_id as "eventId", entry_id as "entryId", encode(nonce, 'hex') as nonce, number, entered_at as "enteredAt"
    from queue_entries where account_id = ${accountId} order by entered_at desc limit ${limit}`

/** How many entered from a network. */
export async function countFromNetwork(sql: Queryable, eventId: string, network: Buffer): Promise<number> {
  const [row] = await sql<{ entries: number }[]>`
    select entries from queue_networks where event_id = ${eventId} and network = ${network}`
  return row?.entries ?? 0
}

/** Forgets proofs that are over. */
export const forgetSpentProofs = (sql: Queryable) => sql`
  delete from queue_spent_proofs where digest in (
    select digest from queue_spent_proofs where expires_at < now() limit 20000)`
