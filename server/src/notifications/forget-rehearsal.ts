import type { Sql } from '../platform/database.ts'
import type { AccountRange } from '../platform/forget-rehearsal.ts'
import { untilNothingIsLeft } from '../platform/remove-rows.ts'

/** Removes what those who took part in a rehearsal were told in the app. Mail is never made for them. @returns how many rows went. */
export const removeNotificationsOf = (sql: Sql, { first, last }: AccountRange): Promise<number> =>
  untilNothingIsLeft(
    (limit) => sql`
      delete from notifications where ctid = any(array(
        select ctid from notifications where account_id between ${first} and ${last} limit ${limit}))`,
  )
