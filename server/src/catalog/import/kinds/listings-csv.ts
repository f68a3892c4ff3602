import { EventStatus } from '@foyer/contract/catalog.events'
import { ShowKind } from '@foyer/contract/catalog.schemas'
import { readCountry } from '../countries.ts'
import { CSV_FIELDS, type CsvMapping } from '../csv-mapping.ts'
import { csvRows } from '../csv-rows.ts'
import type { FileRow, MapOptions, StreamedKind } from '../kind.ts'
import { listingRecord, momentIn } from '../listing-record.ts'
import type { ListedMoment, ListedVenue } from '../listing.ts'
import { isRecord, Reading } from '../reading.ts'
import type { MappedRow } from '../record.ts'
import { slug } from '../slug.ts'

/** A CSV file with an event in each row; a mapping says which column means what. */
export const listingsCsv: StreamedKind = {
  name: 'csv',
  says: 'events in rows of a CSV file; --mapping names a JSON file that says which column means what',
  source: 'csv',
  rows: (file, { mapping }) => csvRows(file, columnsOf(mapping), mapping?.delimiter),
  mapRow: mapEvent,
}

/** What columns may be called. */
const columnsOf = ({ columns = {} }: CsvMapping = {}): readonly string[] =>
  CSV_FIELDS.map((field) => columns[field] ?? field)

const CAPACITY_MAX = 250_000

function mapEvent({ row, path, value }: FileRow, options: MapOptions): MappedRow {
  const { mapping = {}, capacity: capacityUnlessTold, venueId } = options
  const read = new Reading(mappedCells(value, mapping), { row, path })
  const title = read.text('title')
  const starts = readStart(read, mapping)
  const venue = venueId === undefined ? readVenue(read, options.country) : { venueId }
  const [price, fees] = [read.optionalText('price'), read.optionalText('fees')]
  const told = read.optionalText('capacity')
  if (told !== undefined && (!/^\d{1,6}$/.test(told) || Number(told) < 1 || Number(told) > CAPACITY_MAX))
    read.refuse('capacity', `a whole number from 1 to ${CAPACITY_MAX} was expected`, told)
  const kind = oneOf(read, 'kind', ShowKind.enum) ?? 'other'
  const status = oneOf(read, 'status', EventStatus.enum) ?? 'scheduled'
  const times = {
    doors: otherMoment(read, 'doors', mapping),
    ends: otherMoment(read, 'end', mapping),
    onSale: otherMoment(read, 'on_sale', mapping),
    offSale: otherMoment(read, 'off_sale', mapping),
  }
  if (read.refusals.length > 0 || !starts || !venue) return { refused: read.refusals, flagged: read.flags }
  const place = 'venueId' in venue ? venue.venueId : venue.name
  const capacity = told === undefined ? capacityUnlessTold : Number(told)
  const record = listingRecord(
    read,
    {
      id: read.optionalText('id') ?? `${slug(title)}@${starts.date}T${starts.time}@${slug(place)}`,
      title,
      kind,
      genres: listIn(read, 'genres').map((genre) => genre.toLowerCase()),
      description: read.optionalText('description'),
      starts,
      ...times,
      status,
      venue,
      performers: listIn(read, 'performers').map((name) => ({ name, kind: kind === 'sport' ? 'team' : 'group' })),
      currency: read.optionalText('currency')?.toUpperCase(),
      ...(price === undefined
        ? {}
        : { prices: [{ name: 'Standard', amount: price, ...(fees === undefined ? {} : { fees }) }] }),
      capacity,
    },
    options,
  )
  return { record: read.refusals.length > 0 ? undefined : record, refused: read.refusals, flagged: read.flags }
}

/** The cells of a row under the names of a listing. */
function mappedCells(value: unknown, { columns = {}, constants = {} }: CsvMapping): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(
    CSV_FIELDS.flatMap((field) => {
      const cell = value[columns[field] ?? field]
      const text = typeof cell === 'string' && cell !== '' ? cell : constants[field]
      return text === undefined ? [] : [[field, text]]
    }),
  )
}

/** Start as one moment, or as a day and a time of day. */
function readStart(read: Reading, mapping: CsvMapping): ListedMoment | undefined {
  if (read.has('start')) return momentOf(read, 'start', read.text('start'), mapping, true)
  const [date, time] = [read.text('date'), read.text('time')]
  return date === '' || time === ''
    ? undefined
    : momentOf(read, 'date', `${date} ${time.padStart(5, '0')}`, mapping, true)
}

function otherMoment(read: Reading, field: string, mapping: CsvMapping): ListedMoment | undefined {
  const text = read.optionalText(field)
  return text === undefined ? undefined : momentOf(read, field, text, mapping, false)
}

/** Days as people of that country write them are brought into one form before they are read. */
function momentOf(read: Reading, field: string, text: string, { dateOrder = 'ymd' }: CsvMapping, required: boolean) {
  const found = dateOrder === 'ymd' ? undefined : /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)$/s.exec(text)
  const [, first = '', second = '', year = '', rest = ''] = found ?? []
  const [month, day] = dateOrder === 'dmy' ? [second, first] : [first, second]
  const iso = found ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest}` : text
  const within = new Reading({ [field]: iso }, read.at, read.within(''))
  return momentIn(within, field, required)
}

function readVenue(read: Reading, unlessTold: string | undefined): ListedVenue | undefined {
  const [name, city] = [read.text('venue'), read.text('city')]
  const told = read.optionalText('country') ?? unlessTold ?? read.text('country')
  const country = readCountry(told)
  if (country === undefined && told !== '')
    read.refuse('country', 'a country was expected, by its code or English name', told)
  const point = readPoint(read)
  if (country === undefined || name === '' || city === '') return undefined
  return {
    id: read.optionalText('venue_id'),
    name,
    city,
    country,
    street: read.optionalText('street'),
    state: read.optionalText('state'),
    postalCode: read.optionalText('postal_code'),
    timeZone: read.optionalText('time_zone'),
    point,
  }
}

function readPoint(read: Reading): ListedVenue['point'] {
  if (!read.has('latitude') && !read.has('longitude')) return undefined
  const degrees = (field: string) => Number(read.text(field).replace(',', '.') || Number.NaN)
  const [lat, lng] = [degrees('latitude'), degrees('longitude')]
  if (Math.abs(lat) <= 90 && Math.abs(lng) <= 180) return { lat, lng }
  read.refuse('latitude', 'a point on the globe in decimal degrees was expected', `${lat}, ${lng}`)
  return undefined
}

const LIST_MAX = 20

/** Several in one cell, with semicolons between them. */
const listIn = (read: Reading, field: string): string[] =>
  (read.optionalText(field) ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .slice(0, LIST_MAX)

function oneOf<const T extends string>(read: Reading, field: string, known: readonly T[]): T | undefined {
  const text = read.optionalText(field)?.toLowerCase()
  const found = known.find((one) => one === text)
  if (text !== undefined && found === undefined) read.refuse(field, `one of ${known.join(', ')} was expected`, text)
  return found
}
