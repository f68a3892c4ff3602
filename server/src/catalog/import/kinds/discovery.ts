import type { EventStatus } from '@foyer/contract/catalog.events'
import type { PerformerKind, ShowKind } from '@foyer/contract/catalog.schemas'
import { readCountry } from '../countries.ts'
import { jsonRows } from '../json-rows.ts'
import type { FileRow, StreamedKind } from '../kind.ts'
import { listingRecord, momentIn } from '../listing-record.ts'
import type { ListedMoment, ListedPerformer, ListedVenue } from '../listing.ts'
import { cleanText, isRecord, Reading } from '../reading.ts'
import type { MappedRow } from '../record.ts'

/** Answers of Ticketmaster's Discovery API: searches and single events, or a list of such answers. */
export const discovery: StreamedKind = {
  name: 'discovery',
  says: 'events as the Discovery API of Ticketmaster answers them: pages of a search, or one event',
  source: 'discovery',
  rows: (file) => jsonRows(file, { lists: ['$._embedded.events.*'], rowsIn: eventsIn }),
  mapRow: mapEvent,
}

const NESTED_MAX = 5_000

/** Events of a page, of several pages, or of one answer that is an event itself. */
function eventsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.slice(0, NESTED_MAX).flatMap(eventsIn)
  const embedded = isRecord(value) ? value['_embedded'] : undefined
  const events = isRecord(embedded) ? embedded['events'] : undefined
  return Array.isArray(events) ? events : [value]
}

function mapEvent({ row, path, value }: FileRow, { capacity }: { capacity?: number }): MappedRow {
  const read = new Reading(value, { row, path })
  const embedded = read.object('_embedded')
  const venue = readVenue(embedded)
  const { kind, genres } = readClassification(read)
  const starts = readStart(read)
  const sales = optionalObject(optionalObject(read, 'sales'), 'public')
  const price = firstOf(read, 'priceRanges')
  const [id, title] = [read.text('id'), read.text('name')]
  const record =
    id === '' || title === '' || !starts || !venue
      ? undefined
      : listingRecord(read, {
          id,
          title,
          kind,
          genres,
          description: read.optionalText('info'),
          starts,
          doors: optionalMoment(optionalObject(read, 'doorsTimes'), 'dateTime'),
          onSale: saleMoment(sales, 'startDateTime', starts),
          status: readStatus(read),
          venue,
          performers: readAttractions(embedded),
          currency: price?.optionalText('currency'),
          ...(price?.has('min') ? { prices: [{ name: 'Standard', amount: String(price.number('min', 0, 1e7)) }] } : {}),
          capacity,
        })
  return { record: read.refusals.length > 0 ? undefined : record, refused: read.refusals, flagged: read.flags }
}

const optionalObject = (read: Reading | undefined, field: string): Reading | undefined =>
  read && isRecord(read.raw(field)) ? read.object(field) : undefined

const firstOf = (read: Reading, field: string): Reading | undefined =>
  Array.isArray(read.raw(field)) && read.list(field).length > 0 ? read.item(field, 0) : undefined

/** Day and time at the venue stand beside the moment; those that are still to be told are refused. */
function readStart(read: Reading): ListedMoment | undefined {
  const dates = read.object('dates')
  const start = dates.object('start')
  for (const unknown of ['dateTBD', 'dateTBA', 'timeTBA', 'noSpecificTime'])
    if (start.raw(unknown) === true) start.refuse(unknown, 'its date or time is still to be told')
  if (start.has('dateTime')) return momentIn(start, 'dateTime', true)
  const [date, time] = [start.text('localDate'), start.text('localTime')]
  if (date === '' || time === '') return undefined
  return momentIn(new Reading({ local: `${date}T${time}` }, read.at, read.within('dates.start.')), 'local', true)
}

const optionalMoment = (read: Reading | undefined, field: string): ListedMoment | undefined =>
  read && momentIn(read, field, false)

/** The API tells "always on sale" as a date long past: that is no date. */
function saleMoment(sales: Reading | undefined, field: string, starts: ListedMoment): ListedMoment | undefined {
  const moment = optionalMoment(sales, field)
  return moment === undefined || moment.date < '1990' || moment.date >= starts.date ? undefined : moment
}

const STATUSES: Readonly<Record<string, EventStatus>> = {
  cancelled: 'cancelled',
  canceled: 'cancelled',
  postponed: 'postponed',
  rescheduled: 'rescheduled',
}

function readStatus(read: Reading): EventStatus {
  const status = optionalObject(optionalObject(read, 'dates'), 'status')
  return STATUSES[status?.optionalText('code')?.toLowerCase() ?? ''] ?? 'scheduled'
}

function readVenue(embedded: Reading): ListedVenue | undefined {
  const venue = embedded.item('venues', 0)
  const country = venue.object('country')
  const code = readCountry(country.text('countryCode'))
  if (code === undefined && country.has('countryCode'))
    country.refuse('countryCode', 'an ISO 3166-1 code was expected', country.raw('countryCode'))
  const [name, city] = [venue.text('name'), venue.object('city').text('name')]
  if (code === undefined || name === '' || city === '') return undefined
  return {
    id: venue.optionalText('id'),
    name,
    city,
    street: optionalObject(venue, 'address')?.optionalText('line1'),
    state: optionalObject(venue, 'state')?.optionalText('name'),
    country: code,
    postalCode: venue.optionalText('postalCode'),
    timeZone: venue.optionalText('timezone'),
    point: readPoint(optionalObject(venue, 'location')),
  }
}

/** Numbers that the API tells as texts. */
function readPoint(location: Reading | undefined): ListedVenue['point'] {
  const [lat, lng] = [location?.optionalText('latitude'), location?.optionalText('longitude')].map(Number)
  if (lat === undefined || lng === undefined || Number.isNaN(lat) || Number.isNaN(lng)) return undefined
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined
}

function readAttractions(embedded: Reading): ListedPerformer[] {
  const list = embedded.raw('attractions')
  return (Array.isArray(list) ? list : []).slice(0, PERFORMERS_MAX).flatMap((_, index): ListedPerformer[] => {
    const one = embedded.item('attractions', index)
    const [name, id] = [one.text('name'), one.optionalText('id')]
    const { segment, genres } = readClassification(one)
    const kind: PerformerKind = segment === 'sports' ? 'team' : 'group'
    return name === '' ? [] : [{ id, name, kind, genres }]
  })
}

const PERFORMERS_MAX = 100

const KINDS: Readonly<Record<string, ShowKind>> = {
  music: 'concert',
  sports: 'sport',
  film: 'film',
  'arts & theatre': 'theatre',
}
const KINDS_BY_GENRE: Readonly<Record<string, ShowKind>> = {
  classical: 'classical',
  comedy: 'comedy',
  family: 'family',
  "children's theatre": 'family',
}

function readClassification(read: Reading): { kind: ShowKind; segment: string; genres: string[] } {
  const first = firstOf(read, 'classifications')
  const nameOf = (part: string) => {
    const text = cleanText(optionalObject(first, part)?.raw('name'))
    return /^(?:undefined|other|miscellaneous)$/i.test(text) ? '' : text.toLowerCase()
  }
  const [segment, genre, subGenre] = [nameOf('segment'), nameOf('genre'), nameOf('subGenre')]
  const genres = [...new Set([genre, subGenre])].filter((name) => name !== '' && name.length <= GENRE_MAX)
  // A comedy on film is a film.
  const kind = segment === 'film' ? 'film' : (KINDS_BY_GENRE[genre] ?? KINDS[segment] ?? 'other')
  return { kind, segment, genres }
}

const GENRE_MAX = 60
