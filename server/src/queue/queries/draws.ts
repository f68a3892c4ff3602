import type { Queryable } from '../../platform/database.ts'

export interface DrawRow {
  readonly announcement: string
  readonly announcedAt: Date
  readonly secret: string | null
  /** The seed of the order, which takes its time to come by. */
  readonly seed: string | null
  readonly drawnAt: Date | null
}

/** The draw of a queue; undefined before it was announced. */
export async function readDraw(sql: Queryable, eventId: string): Promise<DrawRow | undefined> {
  const [row] = await sql<DrawRow[]>`
    select announcement, announced_at as "announcedAt", secret, seed, drawn_at as "drawnAt"
      from queue_draws where event_id = ${eventId}`
  return row
}

const COMMITMENTS_AT_ONCE = 50_000
const COMMITMENT_BYTES = 32

/** What stands for each of `count` who are drawn, one behind the other: in parts, so that a million never lie there as rows. */
export async function readCommitments(sql: Queryable, eventId: string, count: number): Promise<Uint8Array> {
  const commitments = new Uint8Array(count * COMMITMENT_BYTES)
  let read = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await sql<{ accountId: string; commitment: Buffer }[]>`
      select account_id as "accountId", commitment from queue_entries
       where event_id = ${eventId} and commitment is not null and account_id > ${after}
       order by account_id limit ${COMMITMENTS_AT_ONCE}`
    for (const { commitment } of rows) commitments.set(commitment, COMMITMENT_BYTES * read++)
    const last = rows.at(-1)
    if (last === undefined || rows.length < COMMITMENTS_AT_ONCE) break
    after = last.accountId
  }
  if (read !== count) throw new Error(`of ${count} who entered the lobby of event ${eventId}, ${read} are there`)
  return commitments
}

/**
 * Announces a draw, once: whoever is second changes nothing; nor does whoever comes with it at the time when what decides may
 * be known, or later (null: there is no such time), as one that was halted in between.
 */
export const insertDraw = (
  sql: Queryable,
  eventId: string,
  draw: { readonly announcement: string; readonly announcedAt: Date; readonly before: Date | null },
) => sql`
  insert into queue_draws (event_id, announcement, announced_at)
  select ${eventId}, ${draw.announcement}, ${draw.announcedAt}
   where ${draw.before}::timestamptz is null or clock_timestamp() < ${draw.before}
  on conflict do nothing`

/** Decides a draw, once. */
export const decideDraw = (sql: Queryable, eventId: string, secret: string, seed: string) => sql`
  update queue_draws set secret = ${secret}, seed = ${seed}, drawn_at = now()
   where event_id = ${eventId} and secret is null`
