import { sync, type VEvent } from 'node-ical'
import { calendarRows } from '../calendar-rows.ts'
import type { FileRow, MapOptions, StreamedKind } from '../kind.ts'
import { listingRecord, readMoment } from '../listing-record.ts'
import type { ListedMoment } from '../listing.ts'
import { cleanText, Reading, refusal } from '../reading.ts'
import type { MappedRow } from '../record.ts'
import { isTimeZone } from '../../zones.ts'

/** Events of an iCalendar file (RFC 5545) at a venue of the catalogue. */
export const calendar: StreamedKind = {
  name: 'calendar',
  says: 'an iCalendar file; --venue names the venue where its events take place',
  source: 'calendar',
  rows: calendarRows,
  mapRow: mapEvent,
}

function mapEvent({ row, path, value }: FileRow, { venueId, capacity }: MapOptions): MappedRow {
  const at = { row, path }
  const lines = Array.isArray(value) ? (value as readonly string[]) : []
  const parsed = parseEvent(lines)
  if ('unreadable' in parsed)
    return { refused: [refusal(at, '', `it is no VEVENT: ${parsed.unreadable}`)], flagged: [] }
  const { event } = parsed
  const read = new Reading(
    { UID: event.uid, SUMMARY: textOf(event.summary), DESCRIPTION: textOf(event.description), VENUE: venueId },
    at,
  )
  const [id, title] = [read.text('UID'), read.text('SUMMARY')]
  const starts = readStart(read, event, lines)
  if (venueId === undefined)
    read.refuse('VENUE', '--venue was expected: a calendar does not say where its zone and city are')
  if (event.rrule) read.refuse('RRULE', 'it recurs: each date is an event of its own here, with tickets of its own')
  if (read.refusals.length > 0 || !starts || venueId === undefined)
    return { refused: read.refusals, flagged: read.flags }
  const record = listingRecord(read, {
    id: event.recurrenceid instanceof Date ? `${id}/${event.recurrenceid.toISOString()}` : id,
    title,
    kind: 'other',
    genres: (event.categories ?? [])
      .map(cleanText)
      .filter((genre) => genre !== '' && genre.length <= GENRE_MAX)
      .slice(0, GENRES_MAX),
    description: read.optionalText('DESCRIPTION'),
    starts,
    ends: readEnd(event, starts),
    status: event.status === 'CANCELLED' ? 'cancelled' : event.status === 'TENTATIVE' ? 'postponed' : 'scheduled',
    venue: { venueId },
    performers: [],
    capacity,
  })
  return { record, refused: read.refusals, flagged: read.flags }
}

const GENRE_MAX = 60
const GENRES_MAX = 20

function parseEvent(lines: readonly string[]): { event: VEvent } | { unreadable: string } {
  try {
    const document = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n')
    const found = Object.values(sync.parseICS(document)).find((one) => one?.type === 'VEVENT')
    return found?.type === 'VEVENT' ? { event: found } : { unreadable: 'it has no UID' }
  } catch (error) {
    // Whatever a library says of a broken file, it is that file's fault alone.
    return { unreadable: error instanceof Error ? error.message.slice(0, REASON_MAX) : 'it cannot be read' }
  }
}

const REASON_MAX = 200

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null && 'val' in value
      ? String(value.val)
      : undefined

/**
 * The start as it is written: the library takes a day that there is not for the one after it, and a time without a zone
 * for one of this machine. So day and time come from the line itself, and from the library only what a zone is called.
 */
function readStart(read: Reading, event: VEvent, lines: readonly string[]): ListedMoment | undefined {
  const line = unfolded(lines).find((one) => /^DTSTART[;:]/i.test(one)) ?? ''
  const found = /:(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z)?)?\s*$/.exec(line)
  const [, year, month, day, hour, minute, utc] = found ?? []
  const moment = found
    ? readMoment(`${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}`}${utc ?? ''}`)
    : undefined
  if (moment === undefined) read.refuse('DTSTART', 'a day and time that there are were expected', line)
  if (moment === 'day') read.refuse('DTSTART', 'a time was expected: it is told as a whole day', line)
  if (moment === undefined || moment === 'day') return undefined
  if (utc !== undefined) return moment
  const start: { readonly tz?: string | undefined } | undefined = event.start
  const zone = start?.tz
  if (!/TZID=/i.test(line)) {
    read.flag('DTSTART', 'no zone is told: it was taken as the clock at the venue', line)
    return moment
  }
  if (zone === undefined || !isTimeZone(zone)) {
    read.refuse('DTSTART', 'its zone is none that is known', line)
    return undefined
  }
  return atUtc(event.start)
}

/** Folded lines are one (RFC 5545, section 3.1). */
const unfolded = (lines: readonly string[]): string[] =>
  lines
    .join('\n')
    .replaceAll(/\n[ \t]/g, '')
    .split('\n')

const atUtc = (moment: Date): ListedMoment => ({
  date: moment.toISOString().slice(0, 10),
  time: moment.toISOString().slice(11, 16),
  utcOffset: 0,
})

const LENGTH_MAX_MS = 31 * 24 * 3_600_000

/** As long after the start as the library finds; so a time without a zone is no matter. */
function readEnd(event: VEvent, starts: ListedMoment): ListedMoment | undefined {
  const [start, end]: (Date | undefined)[] = [event.start, event.end]
  const length = (end?.getTime() ?? Number.NaN) - (start?.getTime() ?? Number.NaN)
  if (!(length > 0) || length > LENGTH_MAX_MS) return undefined
  const over = new Date(Date.parse(`${starts.date}T${starts.time}:00Z`) + length)
  const { date, time } = atUtc(over)
  return { date, time, ...(starts.utcOffset === undefined ? {} : { utcOffset: starts.utcOffset }) }
}
