import { currencyOf } from '@foyer/contract/currencies'
import { readCountry } from '../countries.ts'
import { csvRows } from '../csv-rows.ts'
import type { FileRow, StreamedKind } from '../kind.ts'
import { openStand } from './football-teams.ts'
import { FOOTBALL_SOURCE, teamId } from './football-teams.ts'
import { Reading } from '../reading.ts'
import type { MappedRow } from '../record.ts'
import lookUpTimeZone from '@photostructure/tz-lookup'

/** Grounds of clubs with their points and capacities, as jokecamp/FootballData lists them: each becomes a venue. */
export const footballStadiums: StreamedKind = {
  name: 'football-stadiums',
  says: 'grounds of football clubs in a CSV file: Team, City, Stadium, Capacity, Latitude, Longitude, Country',
  source: FOOTBALL_SOURCE,
  rows: (file) => csvRows(file, COLUMNS),
  mapRow: mapStadium,
}

const COLUMNS = ['Team', 'City', 'Stadium', 'Capacity', 'Latitude', 'Longitude', 'Country']
const CAPACITY_MIN = 500
const CAPACITY_MAX = 250_000

function mapStadium({ row, path, value }: FileRow): MappedRow {
  const read = new Reading(value, { row, path })
  const [team, name, city, told] = [read.text('Team'), read.text('Stadium'), read.text('City'), read.text('Country')]
  const country = readCountry(told)
  if (country === undefined && told !== '') read.refuse('Country', 'a country was expected', told)
  const capacity = numberIn(read, 'Capacity', CAPACITY_MIN, CAPACITY_MAX)
  const [lat, lng] = [numberIn(read, 'Latitude', -90, 90), numberIn(read, 'Longitude', -180, 180)]
  const currency = country && currencyOf(country)
  if (country !== undefined && currency === undefined) read.refuse('Country', 'no currency of it is known', told)
  if (read.refusals.length > 0 || country === undefined || currency === undefined)
    return { refused: read.refusals, flagged: read.flags }
  const id = teamId(team)
  return {
    record: {
      at: read.at,
      venue: {
        sourceId: id,
        name,
        city,
        country,
        currency,
        location: { lat, lng },
        timeZone: lookUpTimeZone(lat, lng),
      },
      hall: { sourceId: id, venue: id, name: 'Stands' },
      plan: { sourceId: id, hall: id, name: 'All seats', manifest: openStand(name, Math.round(capacity)) },
    },
    refused: [],
    flagged: read.flags,
  }
}

function numberIn(read: Reading, field: string, min: number, max: number): number {
  const text = read.text(field)
  const value = Number(text)
  if (text !== '' && value >= min && value <= max) return value
  if (text !== '') read.refuse(field, `a number from ${min} to ${max} was expected`, text)
  return Number.NaN
}
