import type { Tx } from '../../platform/database.ts'
import type { Feed } from '../feed.ts'

/**
 * By how many days the dates of this source are moved: what was recorded at its first import, which is recorded now if
 * there was none.
 */
export async function recordShift(tx: Tx, feed: Feed, shiftDays: number): Promise<number> {
  await tx`
    insert into import_shifts (organiser_id, source, shift_days)
    values (${feed.organiserId}, ${feed.source}, ${shiftDays}) on conflict do nothing`
  const [recorded] = await tx<{ shiftDays: number }[]>`
    select shift_days as "shiftDays" from import_shifts
     where organiser_id = ${feed.organiserId} and source = ${feed.source}`
  return recorded?.shiftDays ?? shiftDays
}
