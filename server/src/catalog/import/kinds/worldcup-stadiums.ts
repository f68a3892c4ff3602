import { currencyOf } from '@foyer/contract/currencies'
import lookUpTimeZone from '@photostructure/tz-lookup'
import { Temporal } from 'temporal-polyfill'
import { parseCoordinates, type Coordinates } from '../coordinates.ts'
import { FirstSeen } from '../first-seen.ts'
import type { ImportKind } from '../kind.ts'
import { STADIUM_CAPACITY_MAX, STADIUM_CAPACITY_MIN, stadiumPlan } from '../../plans/index.ts'
import { readEach } from '../read-each.ts'
import { Reading } from '../reading.ts'
import type { ImportRecord, MappedFile } from '../record.ts'
import { slug } from '../slug.ts'

export const WORLD_CUP_SOURCE = 'worldcup'

const YEAR_UNLESS_TOLD = 2026

/** openfootball `worldcup.stadiums.json`: each stadium becomes a venue with a bowl of its real capacity. */
export const worldcupStadiums: ImportKind = {
  name: 'worldcup-stadiums',
  says: 'stadiums of a World Cup, as openfootball/worldcup.json publishes them',
  source: WORLD_CUP_SOURCE,
  map: mapStadiums,
}

function mapStadiums(document: unknown): MappedFile {
  const file = new Reading(document, { row: 0, path: '' })
  const seen = new FirstSeen()
  const year = Number(/\b(?:19|20)\d\d\b/.exec(file.optionalText('name') ?? '')?.[0] ?? YEAR_UNLESS_TOLD)
  return {
    ...readEach(file, 'stadiums', (read) => mapStadium(read, seen, year)),
    remarks: ['Seats are laid out by a plan of our own with the capacity that the file tells.'],
  }
}

function mapStadium(read: Reading, seen: FirstSeen, year: number): ImportRecord {
  const name = read.text('name')
  const ground = read.text('city')
  const capacity = read.integer('capacity', STADIUM_CAPACITY_MIN, STADIUM_CAPACITY_MAX)
  const country = read.text('cc').toUpperCase()
  const currency = currencyOf(country)
  if (currency === undefined && country !== '') read.refuse('cc', 'no currency is known for this country', country)
  const location = readLocation(read)
  const timeZone = location && zoneAt(read, location, year)
  const id = groundId(ground)
  seen.refuseSecond(read, 'city', id)
  if (read.refusals.length > 0) return { at: read.at }
  const [city, municipality] = splitGround(ground)
  return {
    at: read.at,
    venue: {
      sourceId: id,
      name,
      city,
      country,
      ...(municipality === undefined ? {} : { additional: municipality }),
      ...(location === undefined ? {} : { location }),
      timeZone: timeZone ?? 'UTC',
      currency: currency ?? '',
    },
    hall: { sourceId: id, venue: id, name: 'Bowl' },
    plan: { sourceId: id, hall: id, name: 'All seats', manifest: stadiumPlan({ name, capacity }) },
  }
}

/** The id under which a ground is known: what joins a match to its stadium. */
export const groundId = (ground: string): string => slug(ground)

/** `Boston (Foxborough)`: the city that people look for, and the municipality where the stadium stands. */
function splitGround(ground: string): [string, string | undefined] {
  const found = /^([^()]+?)\s*\(([^()]+)\)$/.exec(ground)
  return found?.[1] ? [found[1], found[2]] : [ground, undefined]
}

function readLocation(read: Reading): Coordinates | undefined {
  const text = read.text('coords')
  const location = parseCoordinates(text)
  if (!location && text !== '') read.refuse('coords', 'degrees with N or S and E or W were expected', text)
  return location
}

/** The zone where the stadium stands; a stated offset that is never its clock shows that one of the two is wrong. */
function zoneAt(read: Reading, { lat, lng }: Coordinates, year: number): string {
  const zone = lookUpTimeZone(lat, lng)
  const stated = read.optionalText('timezone')
  if (stated !== undefined && !offsetsOf(zone, year).includes(stated))
    read.refuse('coords', `they lie in ${zone}, where the clock never shows the stated ${stated}`, read.raw('coords'))
  return zone
}

/** The offsets that a zone shows in the course of a year, as `UTC-7`. */
function offsetsOf(zone: string, year: number): string[] {
  return [1, 7].map((month) => {
    const minutes = new Temporal.PlainDate(year, month, 1).toZonedDateTime(zone).offsetNanoseconds / 60e9
    const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
    return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${rest}`}`
  })
}
