import { Temporal } from 'temporal-polyfill'

/**
 * When something starts, as a source tells it: a day and a time of day, at a stated offset from UTC in minutes, or by
 * the clock on the venue's wall.
 */
export interface SourceMoment {
  readonly date: string
  readonly time: string
  readonly utcOffset?: number
}

/**
 * Day and time on the venue's wall.
 * @throws RangeError for a day, time or zone that there is not.
 */
export function wallClock(moment: SourceMoment, timeZone: string): Temporal.PlainDateTime {
  const stated = Temporal.PlainDate.from(moment.date).toPlainDateTime(moment.time)
  if (moment.utcOffset === undefined) return stated
  return stated.subtract({ minutes: moment.utcOffset }).toZonedDateTime('UTC').withTimeZone(timeZone).toPlainDateTime()
}

/**
 * The moment, moved by whole days with the clock on the wall unchanged: 19:30 stays 19:30 on either side of a change to
 * summer time. A time that the change skips becomes the one an hour later.
 */
export function movedMoment(moment: SourceMoment, timeZone: string, days: number): Date {
  const moved = wallClock(moment, timeZone).add({ days })
  return new Date(moved.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
}

/** Whether a text is a day that there is, as `2026-06-11`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = text.split('-').map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day))
  return date.toISOString().startsWith(text)
}

/** Reads `13:00 UTC-6`, `20:30 UTC+5:30`, `12:00 UTC`. */
export function parseTimeWithOffset(text: string): { time: string; utcOffset: number } | undefined {
  const found = /^([01]\d|2[0-3]):([0-5]\d) UTC(?:([+-])(\d{1,2})(?::([0-5]\d))?)?$/.exec(text)
  if (!found) return undefined
  const minutes = Number(found[4] ?? 0) * 60 + Number(found[5] ?? 0)
  if (minutes > UTC_OFFSET_MAX_MINUTES) return undefined
  return { time: `${found[1]}:${found[2]}`, utcOffset: found[3] === '-' ? -minutes : minutes }
}

const UTC_OFFSET_MAX_MINUTES = 14 * 60

/** Reads a time of a twelve-hour clock, `7:30PM`, as `19:30`. */
export function parseTwelveHourTime(text: string): string | undefined {
  const found = /^(1[0-2]|0?[1-9]):([0-5]\d) ?([AP])M$/i.exec(text.trim())
  if (!found) return undefined
  const hour = (Number(found[1]) % 12) + (found[3]?.toUpperCase() === 'P' ? 12 : 0)
  return `${String(hour).padStart(2, '0')}:${found[2]}`
}

/** Reads a moment in UTC to the minute, `2025-01-23T17:15:00Z`. */
export function parseUtcMoment(text: string): Required<SourceMoment> | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d):[0-5]\d(?:\.\d+)?Z$/.exec(text)
  if (!found?.[1] || !found[2] || !isDay(found[1])) return undefined
  return { date: found[1], time: found[2], utcOffset: 0 }
}
