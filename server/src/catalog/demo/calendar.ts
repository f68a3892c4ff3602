import { Temporal } from 'temporal-polyfill'

/** When something is on: days of the week (1 is Monday) and times on the venue's wall; every week unless said. */
export interface Schedule {
  readonly days: readonly number[]
  readonly times: readonly string[]
  /** Of so many weeks one, counted from a fixed Monday, so that a day is on or not whenever one looks. */
  readonly weeks?: { readonly of: number; readonly nth: number }
}

/** A Monday. */
const WEEK_ZERO = Temporal.PlainDate.from('2024-01-01')

/** Every day and time of a schedule from one day to another, both included. */
export function occurrences(
  { days, times, weeks = { of: 1, nth: 0 } }: Schedule,
  from: string,
  to: string,
): { date: string; time: string }[] {
  return daysBetween(from, to).flatMap((date) => {
    const week = Math.floor(WEEK_ZERO.until(date, { largestUnit: 'day' }).days / 7)
    const on = days.includes(date.dayOfWeek) && ((week % weeks.of) + weeks.of) % weeks.of === weeks.nth
    return on ? times.map((time) => ({ date: date.toString(), time })) : []
  })
}

/** Days from one to another, both included. */
export function daysBetween(from: string, to: string): Temporal.PlainDate[] {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  return Array.from({ length: first.until(last, { largestUnit: 'day' }).days + 1 }, (_, days) => first.add({ days }))
}

/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()
