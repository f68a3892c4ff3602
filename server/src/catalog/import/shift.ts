import { Temporal } from 'temporal-polyfill'

/** At least so many days lie between today and the first event of a source whose dates were moved. */
const LEAD_DAYS = 7

/**
 * By how many days the dates of a source move so that the first of them lies one to two weeks ahead: whole weeks, so that
 * a Saturday stays one. Dates that are still to come stay where they are.
 */
export function decideShift(firstDay: string, today: string): number {
  const behind = Temporal.PlainDate.from(firstDay).until(Temporal.PlainDate.from(today), { largestUnit: 'day' }).days
  return behind < 0 ? 0 : Math.ceil((behind + LEAD_DAYS) / 7) * 7
}
