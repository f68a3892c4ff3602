import { readCountry } from '../countries.ts'
import { csvRows } from '../csv-rows.ts'
import type { FileRow, MapOptions, StreamedKind } from '../kind.ts'
import { listingRecord, readMoment } from '../listing-record.ts'
import { Reading } from '../reading.ts'
import type { MappedRow } from '../record.ts'

/** Races of Formula One with their circuits: each becomes an event at its circuit. */
export const f1Races: StreamedKind = {
  name: 'f1-races',
  says: 'races of Formula One in a CSV file, as flattened from f1db; --capacity says how many tickets are sold',
  source: 'f1',
  rows: (file) => csvRows(file, COLUMNS),
  mapRow: mapRace,
}

const COLUMNS = ['id', 'date', 'time_utc', 'official_name', 'circuit_id', 'circuit', 'place', 'country']
const LENGTH_HOURS = 3

function mapRace({ row, path, value }: FileRow, { capacity }: MapOptions): MappedRow {
  const read = new Reading(value, { row, path })
  const [id, title, circuit] = [read.text('id'), read.text('official_name'), read.text('circuit')]
  const [circuitId, city, told] = [read.text('circuit_id'), read.text('place'), read.text('country')]
  const country = readCountry(told)
  if (country === undefined && told !== '') read.refuse('country', 'a country was expected', told)
  const [lat, lng] = [Number(read.text('latitude') || Number.NaN), Number(read.text('longitude') || Number.NaN)]
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180)) read.refuse('latitude', 'a point on the globe was expected')
  const [date, time] = [read.text('date'), read.optionalText('time_utc')]
  if (time === undefined) read.refuse('time_utc', 'the source tells no time for it')
  const starts = time === undefined ? undefined : readMoment(`${date}T${time.slice(0, 5)}Z`)
  if (time !== undefined && (starts === undefined || starts === 'day'))
    read.refuse('date', 'a day and a time that there are were expected', `${date} ${time}`)
  if (read.refusals.length > 0 || !starts || starts === 'day' || country === undefined)
    return { refused: read.refusals, flagged: read.flags }
  const ends = new Date(Date.parse(`${starts.date}T${starts.time}:00Z`) + LENGTH_HOURS * 3_600_000).toISOString()
  const record = listingRecord(read, {
    id: `race/${id}`,
    title,
    kind: 'sport',
    genres: ['motorsport', 'formula one'],
    starts,
    ends: { date: ends.slice(0, 10), time: ends.slice(11, 16), utcOffset: 0 },
    status: 'scheduled',
    venue: { id: `circuit/${circuitId}`, name: circuit, city, country, point: { lat, lng } },
    performers: [],
    capacity,
    // Invented: the source has no prices.
    prices: [{ name: 'Three days', amount: '180' }],
  })
  return { record: read.refusals.length > 0 ? undefined : record, refused: read.refusals, flagged: read.flags }
}
