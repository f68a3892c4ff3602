import { fromLocal, toLocal } from '../on-sale/local-time.ts'

/** A day and its hours as they stand in a form, on the clocks of the venue: `2035-05-04`, `19:30`. Empty: not said. */
export interface Hours {
  readonly date: string
  readonly starts: string
  readonly doors: string
  readonly ends: string
}

export interface Moments {
  readonly startsAt: string
  readonly doorsAt: string | null
  readonly endsAt: string | null
}

const DAY_MS = 86_400_000
const HALF_DAY_MS = DAY_MS / 2

/**
 * What the hours of a form mean in a time zone. Doors open within the half day up to the start, so 23:30 before a start
 * at 00:15 is the evening before; it ends at the first such time after the start. Undefined for hours that cannot be read.
 */
export function momentsOf({ date, starts, doors, ends }: Hours, timeZone: string): Partial<Moments> {
  const startsAt = fromLocal(`${date}T${starts}`, timeZone)
  if (startsAt === undefined) return {}
  const onDay = (time: string, days: number) => fromLocal(`${dayAfter(date, days)}T${time}`, timeZone)
  const doorsOn = (days: number) => {
    const at = onDay(doors, days)
    const before = at === undefined ? -1 : startsAt.getTime() - at.getTime()
    return before >= 0 && before <= HALF_DAY_MS ? at : undefined
  }
  const doorsAt = doors === '' ? null : (doorsOn(0) ?? doorsOn(-1))
  const sameDay = ends === '' ? null : onDay(ends, 0)
  const endsAt = sameDay && sameDay <= startsAt ? onDay(ends, 1) : sameDay
  return {
    startsAt: startsAt.toISOString(),
    ...(doorsAt === undefined ? {} : { doorsAt: doorsAt?.toISOString() ?? null }),
    ...(endsAt === undefined ? {} : { endsAt: endsAt?.toISOString() ?? null }),
  }
}

/** The hours of an event, as a form shows them. */
export function hoursOf({ startsAt, doorsAt, endsAt }: Moments, timeZone: string): Hours {
  const [date = '', starts = ''] = toLocal(new Date(startsAt), timeZone).split('T')
  const time = (instant: string | null) =>
    instant === null ? '' : (toLocal(new Date(instant), timeZone).split('T')[1] ?? '')
  return { date, starts, doors: time(doorsAt), ends: time(endsAt) }
}

function dayAfter(date: string, days: number): string {
  const day = Date.parse(`${date}T12:00:00Z`) + days * DAY_MS
  return Number.isNaN(day) ? '' : new Date(day).toISOString().slice(0, 10)
}
