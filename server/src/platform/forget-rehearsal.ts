import type { Sql } from './database.ts'
import { removeRowsOfEvent, untilNothingIsLeft } from './remove-rows.ts'

/** First and last id of accounts whose ids follow one another. */
export interface AccountRange {
  readonly first: string
  readonly last: string
}

/**
 * Removes what the platform keeps of an event of a rehearsal: announcements, taken or not, and answers under the keys of
 * those who took part.
 */
export async function forgetRehearsal(sql: Sql, eventId: string | null, people: AccountRange): Promise<number> {
  const announcements = eventId === null ? 0 : await removeRowsOfEvent(sql, ['outbox'], eventId)
  const keys = await untilNothingIsLeft(
    (limit) => sql`
      delete from idempotency_keys where ctid = any(array(
        select ctid from idempotency_keys where account_id between ${people.first} and ${people.last} limit ${limit}))`,
  )
  return announcements + keys
}
