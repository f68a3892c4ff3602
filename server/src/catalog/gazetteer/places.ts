import type { Queryable } from '../../platform/database.ts'
import {
  findTown,
  findTownsBeginning,
  findTownsNamed,
  findTownsNear,
  findTownsSpeltLike,
  type TownRow,
} from './queries.ts'
import { countryName, countryNamesOf, regionName } from './regions.ts'

/** A town as people tell it from others of its name. */
export interface Town extends TownRow {
  readonly regionName: string | null
  /** Name, region where people go by it, and country: "Dallas, Texas, United States". */
  readonly label: string
}

/** What a text means on the map: the town that is likeliest, and the others that it may mean. */
export interface Resolved {
  readonly town: Town
  readonly others: readonly Town[]
}

const CANDIDATES_MAX = 50
const OTHERS_MAX = 5

/**
 * The town that a text names: "Dallas", "Dallas, Georgia", "London CA", "東京", or the id of a town in GeoNames. Of
 * several the largest is meant, and the others are told. Undefined where there is none.
 */
export async function resolveTown(sql: Queryable, text: string): Promise<Resolved | undefined> {
  if (/^\d{1,9}$/.test(text)) {
    const row = await findTown(sql, Number(text))
    return row && { town: townOf(row), others: [] }
  }
  for (const { name, within } of readings(text)) {
    const rows = (await findTownsNamed(sql, name, CANDIDATES_MAX)).filter((row) => isWithin(row, within))
    if (rows.length > 0) return chosen(rows)
  }
  const [reading] = readings(text)
  if (reading === undefined) return undefined
  const near = await findTownsSpeltLike(sql, reading.name, CANDIDATES_MAX)
  const rows = near.filter((row) => isWithin(row, reading.within))
  return rows.length > 0 ? chosen(rows) : undefined
}

/** Towns with names that begin with what was typed so far; "dallas, t" looks within what begins with t. */
export async function suggestTowns(sql: Queryable, typed: string, limit: number): Promise<Town[]> {
  const [name = '', ...rest] = typed.split(',')
  const within = rest.join(',').trim()
  const enough = within === '' ? limit : CANDIDATES_MAX
  const large = await findTownsBeginning(sql, name, true, enough)
  const rows = large.length < enough ? await findTownsBeginning(sql, name, false, enough) : large
  return rows
    .map(townOf)
    .filter((town) => within === '' || beginsWithin(town, within))
    .slice(0, limit)
}

const REACHES_DEGREES = [0.5, 3, 15]

/** The towns nearest to a point; none in the middle of an ocean. */
export async function townsNear(sql: Queryable, point: { lat: number; lng: number }, limit: number): Promise<Town[]> {
  for (const reach of REACHES_DEGREES) {
    const rows = await findTownsNear(sql, point, reach, limit)
    if (rows.some((row) => isWithinReach(row, point, reach))) return rows.map(townOf)
  }
  return []
}

/** A band of latitude goes round the globe: nearest in it is near only where the longitude agrees. */
const isWithinReach = (row: TownRow, { lat, lng }: { lat: number; lng: number }, reach: number): boolean => {
  const degrees = Math.abs(((row.lng - lng + 540) % 360) - 180) * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(degrees, row.lat - lat) <= reach
}

const chosen = (rows: readonly TownRow[]): Resolved => {
  const [town, ...others] = rows.map(townOf)
  if (town === undefined) throw new Error('a town is chosen among none')
  return { town, others: others.slice(0, OTHERS_MAX) }
}

export function townOf(row: TownRow): Town {
  const region = regionName(row.country, row.region) ?? null
  return {
    ...row,
    regionName: region,
    label: [row.name, ...(region === null ? [] : [region]), countryName(row.country)].join(', '),
  }
}

/** Ways to read a text: as a name with what it lies within after a comma, as a name alone, with its last word apart. */
function readings(text: string): { name: string; within: string }[] {
  const comma = text.indexOf(',')
  if (comma >= 0) return [{ name: text.slice(0, comma), within: text.slice(comma + 1).trim() }]
  const whole = { name: text, within: '' }
  const space = text.trim().lastIndexOf(' ')
  return space < 0 ? [whole] : [whole, { name: text.trim().slice(0, space), within: text.trim().slice(space + 1) }]
}

/** Whether a town lies in what was named beside it: its region or country, by code or by name. */
function isWithin(row: TownRow, within: string): boolean {
  if (within === '') return true
  const town = townOf(row)
  return within.split(',').every((one) => placesAround(town).includes(one.trim().toLowerCase()))
}

const beginsWithin = (town: Town, within: string): boolean =>
  placesAround(town).some((one) => one.startsWith(within.toLowerCase()))

const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = { GB: ['uk'], US: ['usa'] }

const placesAround = (town: Town): string[] =>
  [
    town.country,
    ...countryNamesOf(town.country),
    ...(SHORT_NAMES[town.country] ?? []),
    // A region that people do not go by may be a number: "Tokyo, 40" means nothing.
    ...(town.regionName === null ? [] : [town.region ?? '', town.regionName]),
  ].map((one) => one.toLowerCase())
