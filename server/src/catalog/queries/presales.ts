import type { PresaleView } from '@foyer/contract/catalog.presales'
import type { Queryable, Tx } from '../../platform/database.ts'

type PresaleRow = Omit<PresaleView, 'startsAt' | 'endsAt'> & { readonly startsAt: Date; readonly endsAt: Date }

/** Presales of an event with how far their codes are used, the first to open first. */
export const findPresales = (sql: Queryable, eventId: string) => sql<PresaleRow[]>`
  select p.presale_id as id, p.name, p.starts_at as "startsAt", p.ends_at as "endsAt", p.allowance,
         count(c.code_hash) as codes, coalesce(sum(c.people), 0)::bigint as people
    from presales p left join presale_codes c using (presale_id)
   where p.event_id = ${eventId}
   group by p.presale_id order by p.starts_at, p.presale_id`

export interface NewPresale {
  readonly presaleId: string
  readonly eventId: string
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly allowance: number | null
}

export const insertPresale = (tx: Tx, presale: NewPresale) => tx`
  insert into presales (presale_id, event_id, name, starts_at, ends_at, allowance)
  values (${presale.presaleId}, ${presale.eventId}, ${presale.name}, ${presale.startsAt}, ${presale.endsAt},
          ${presale.allowance})`

/** @returns whether there was one. */
export async function deletePresale(tx: Tx, eventId: string, presaleId: string): Promise<boolean> {
  const deleted = await tx`delete from presales where event_id = ${eventId} and presale_id = ${presaleId}`
  return deleted.count > 0
}

/** Adds codes that the event does not have yet. @returns how many. */
export async function insertCodes(
  tx: Tx,
  presale: { readonly eventId: string; readonly presaleId: string },
  hashes: readonly Buffer[],
  peopleMax: number,
): Promise<number> {
  const added = await tx`
    insert into presale_codes (event_id, presale_id, code_hash, people_max)
    select ${presale.eventId}, ${presale.presaleId}, hash, ${peopleMax}
      from unnest(${hashes.map((hash) => `\\x${hash.toString('hex')}`)}::text[]::bytea[]) as hash order by hash
    on conflict do nothing`
  return added.count
}

export interface OpenPresale {
  readonly allowance: number | null
  readonly used: boolean
}

/** The presale that a code opens now, and whether this person has used the code before. */
export async function findOpenPresale(
  sql: Queryable,
  eventId: string,
  accountId: string,
  hash: Buffer,
): Promise<OpenPresale | undefined> {
  const [row] = await sql<OpenPresale[]>`
    select p.allowance, exists (
             select from presale_uses u
              where u.event_id = c.event_id and u.code_hash = c.code_hash and u.account_id = ${accountId}) as used
      from presale_codes c join presales p using (presale_id)
     where c.event_id = ${eventId} and c.code_hash = ${hash} and now() >= p.starts_at and now() < p.ends_at`
  return row
}

/** Counts a person among those who use a code. False, and nothing counted, when as many have used it as may. */
export async function countUse(tx: Tx, eventId: string, accountId: string, hash: Buffer): Promise<boolean> {
  // First the use, whose key makes twins wait for one another: the second of them then finds that it is counted.
  const first = await tx`
    insert into presale_uses (event_id, code_hash, account_id) values (${eventId}, ${hash}, ${accountId})
    on conflict do nothing`
  if (first.count === 0) return true
  const counted = await tx`
    update presale_codes set people = people + 1
     where event_id = ${eventId} and code_hash = ${hash} and people < people_max`
  if (counted.count > 0) return true
  await tx`
    delete from presale_uses where event_id = ${eventId} and code_hash = ${hash} and account_id = ${accountId}`
  return false
}
