import type { EventStatus } from '@foyer/contract/catalog.events'
import type { ShowKind } from '@foyer/contract/catalog.schemas'
import { Temporal } from 'temporal-polyfill'
import { readCountry } from '../countries.ts'
import { jsonRows } from '../json-rows.ts'
import type { FileRow, MapOptions, StreamedKind } from '../kind.ts'
import { listingRecord, momentIn } from '../listing-record.ts'
import type { Listing, ListedPerformer, ListedVenue } from '../listing.ts'
import { cleanText, isRecord, Reading, scalarText } from '../reading.ts'
import type { MappedRow } from '../record.ts'
import { slug } from '../slug.ts'
import { eventNodesIn, typesOf } from './schema-org-nodes.ts'

/** Events in JSON-LD by the vocabulary of schema.org: one, a list, or the nodes of an `@graph`. */
export const schemaOrg: StreamedKind = {
  name: 'schema-org',
  says: 'events as JSON-LD of schema.org: one, a list, or an @graph',
  source: 'schema-org',
  rows: (file) => jsonRows(file, { lists: ['$.@graph.*'], rowsIn: eventNodesIn }),
  mapRow: mapEvent,
}

const KINDS: Readonly<Record<string, ShowKind>> = {
  MusicEvent: 'concert',
  SportsEvent: 'sport',
  TheaterEvent: 'theatre',
  ComedyEvent: 'comedy',
  ScreeningEvent: 'film',
  Festival: 'festival',
  ChildrensEvent: 'family',
}

const STATUSES: Readonly<Record<string, EventStatus>> = {
  EventCancelled: 'cancelled',
  EventPostponed: 'postponed',
  EventRescheduled: 'rescheduled',
}

function mapEvent({ row, path, value }: FileRow, options: MapOptions): MappedRow {
  const { capacity } = options
  const read = new Reading(value, { row, path })
  const types = typesOf(value)
  const [title, starts] = [read.text('name'), momentIn(read, 'startDate', true)]
  const venue = readVenue(read, options.country)
  const work = optional(read, 'workPresented') ?? optional(read, 'workPerformed')
  const offer = firstOf(read, 'offers')
  const price = offer?.raw('price') ?? offer?.raw('lowPrice')
  const places = read.raw('maximumAttendeeCapacity')
  const listing: Listing | undefined =
    title === '' || !starts || !venue
      ? undefined
      : {
          id: idOf(read, title, starts.date + starts.time, venue),
          title,
          kind: types.map((type) => KINDS[type]).find((kind) => kind !== undefined) ?? 'other',
          description: read.optionalText('description'),
          runtimeMinutes: readMinutes(read.raw('duration') ?? work?.raw('duration')),
          starts,
          doors: momentIn(read, 'doorTime', false),
          ends: momentIn(read, 'endDate', false),
          onSale: saleMoment(offer, 'validFrom', starts.date),
          offSale: saleMoment(offer, 'validThrough', starts.date),
          status: STATUSES[typeName(read.raw('eventStatus'))] ?? 'scheduled',
          venue,
          performers: [...readPeople(read, 'performer'), ...readPeople(read, 'competitor'), ...readTeams(read)],
          currency: offer?.optionalText('priceCurrency'),
          ...(price === undefined ? {} : { prices: [{ name: 'Standard', amount: scalarText(price) }] }),
          capacity: typeof places === 'number' && places >= 1 && Number.isInteger(places) ? places : capacity,
        }
  const record = listing && read.refusals.length === 0 ? listingRecord(read, listing, options) : undefined
  return { record: read.refusals.length > 0 ? undefined : record, refused: read.refusals, flagged: read.flags }
}

/** The identifier of a page is its address; without one, an event is what it is called, when and where. */
function idOf(read: Reading, title: string, starts: string, venue: ListedVenue): string {
  const told = [read.raw('@id'), read.raw('identifier'), read.raw('url')].map(cleanText).find((text) => text !== '')
  return (told ?? `${slug(title)}@${starts}@${slug(venue.name)}`).slice(0, ID_MAX)
}

const ID_MAX = 500

const optional = (read: Reading, field: string): Reading | undefined =>
  isRecord(read.raw(field)) ? read.object(field) : undefined

/** The record in a field, or the first of several. */
function firstOf(read: Reading, field: string): Reading | undefined {
  const value = read.raw(field)
  if (!Array.isArray(value)) return optional(read, field)
  return isRecord(value[0]) ? read.item(field, 0) : undefined
}

/** `https://schema.org/EventCancelled`, `schema:EventCancelled` and `EventCancelled` are one. */
const typeName = (value: unknown): string => (typeof value === 'string' ? (value.split(/[/:#]/).pop() ?? '') : '')

/** A sale cannot begin after the start: such an offer was dated by its event. */
function saleMoment(offer: Reading | undefined, field: string, startDay: string): Listing['onSale'] {
  const text = offer?.optionalText(field)
  if (offer === undefined || text === undefined) return undefined
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) || text.slice(0, 10) >= startDay) return undefined
  return momentIn(offer, field, false)
}

function readVenue(read: Reading, unlessTold: string | undefined): ListedVenue | undefined {
  const location = firstOf(read, 'location')
  if (location === undefined) {
    read.refuse('location', 'a place with its name and address was expected', read.raw('location'))
    return undefined
  }
  if (typesOf(location.value).includes('VirtualLocation')) {
    location.refuse('@type', 'the event is on line: there is no venue')
    return undefined
  }
  const address = optional(location, 'address')
  if (address === undefined) {
    location.refuse(
      'address',
      'an address with addressLocality and addressCountry was expected',
      location.raw('address'),
    )
    return undefined
  }
  const [name, city] = [location.text('name'), address.text('addressLocality')]
  const told = isRecord(address.raw('addressCountry'))
    ? address.object('addressCountry').text('name')
    : (address.optionalText('addressCountry') ?? unlessTold ?? address.text('addressCountry'))
  const country = readCountry(told)
  if (country === undefined && told !== '') address.refuse('addressCountry', 'a country was expected', told)
  if (country === undefined || name === '' || city === '') return undefined
  return {
    id: cleanText(location.raw('@id')) || undefined,
    name,
    city,
    country,
    street: address.optionalText('streetAddress'),
    state: address.optionalText('addressRegion'),
    postalCode: address.optionalText('postalCode'),
    point: readPoint(optional(location, 'geo')),
  }
}

function readPoint(geo: Reading | undefined): ListedVenue['point'] {
  if (geo === undefined) return undefined
  const [lat, lng] = [Number(geo.raw('latitude') ?? Number.NaN), Number(geo.raw('longitude') ?? Number.NaN)]
  if (Math.abs(lat) <= 90 && Math.abs(lng) <= 180) return { lat, lng }
  geo.flag('latitude', 'it is no point on the globe, and was left out', geo.raw('latitude'))
  return undefined
}

const PERFORMERS_MAX = 100

function readPeople(read: Reading, field: string): ListedPerformer[] {
  const value = read.raw(field)
  const list = Array.isArray(value) ? value.slice(0, PERFORMERS_MAX) : value === undefined ? [] : [value]
  return list.flatMap((one: unknown): ListedPerformer[] => {
    const name = cleanText(isRecord(one) ? one['name'] : one)
    if (name === '' || name.length > NAME_MAX) {
      read.flag(field, 'a performer without a name was left out')
      return []
    }
    const kind = typesOf(one).some((type) => type === 'Person') ? 'person' : field === 'competitor' ? 'team' : 'group'
    return [{ name, kind }]
  })
}

const NAME_MAX = 200

const readTeams = (read: Reading): ListedPerformer[] =>
  (['homeTeam', 'awayTeam'] as const).flatMap((field) =>
    readPeople(read, field).map((team) => ({
      ...team,
      kind: 'team' as const,
      role: field === 'homeTeam' ? 'home' : 'away',
    })),
  )

const RUNTIME_MAX = 10_000

/** A length as ISO 8601 writes it: `PT1H30M`. */
function readMinutes(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^PT(?:\d{1,3}H)?(?:\d{1,4}M)?(?:\d{1,5}S)?$/.test(value) || value === 'PT')
    return undefined
  const minutes = Math.round(Temporal.Duration.from(value).total('minutes'))
  return minutes >= 1 && minutes <= RUNTIME_MAX ? minutes : undefined
}
