import type { Queryable } from '../../platform/database.ts'

export interface TownRow {
  readonly townId: number
  readonly name: string
  readonly country: string
  readonly region: string | null
  readonly timeZone: string
  readonly population: number
  readonly lat: number
  readonly lng: number
}

const columns = (sql: Queryable) => sql`
  t.town_id as "townId", t.name, t.country, t.region, t.time_zone as "timeZone", t.population,
  t.latitude as lat, t.longitude as lng`

/** A name in another language counts for so much less than the name by which a town is shown. */
const OTHER_NAME_SHARE = 0.2

/** Whether any edition of the gazetteer has been loaded. */
export async function hasTowns(sql: Queryable): Promise<boolean> {
  const rows = await sql`select from gazetteer_loads limit 1`
  return rows.length > 0
}

export async function findTown(sql: Queryable, townId: number): Promise<TownRow | undefined> {
  const [row] = await sql<TownRow[]>`select ${columns(sql)} from towns t where t.town_id = ${townId}`
  return row
}

/** Towns of this name in any language, those that are likeliest meant first. */
export const findTownsNamed = (sql: Queryable, name: string, limit: number) => sql<TownRow[]>`
  select ${columns(sql)}
    from town_names n join towns t using (town_id)
   where n.name_key = btrim(search_text(${name}))
   order by n.population * case when n.is_main then 1 else ${OTHER_NAME_SHARE}::float8 end desc, t.town_id
   limit ${limit}`

/** Slips of the pen at most between what was written and the name of a town. */
const SLIPS_MAX = 2

/** Towns of a size whose name begins alike and is spelt almost so, the nearest spelling first. */
export const findTownsSpeltLike = (sql: Queryable, name: string, limit: number) => sql<TownRow[]>`
  select ${columns(sql)}
    from (select town_id, min(slips) as slips, max(population) as population
            from (select town_id, population,
                         levenshtein_less_equal(n.name_key, asked.key, ${SLIPS_MAX}::int) as slips
                    from (select left(btrim(search_text(${name})), 60) as key) asked
                    join town_names n on n.name_key >= left(asked.key, 1) and n.name_key < left(asked.key, 1) || U&'\\FFFD'
                     and n.population >= 100000
                     and length(n.name_key) between length(asked.key) - ${SLIPS_MAX}::int and length(asked.key) + ${SLIPS_MAX}::int
                   where length(asked.key) > 2 * ${SLIPS_MAX}::int) near
           where slips <= ${SLIPS_MAX}::int
           group by town_id) meant
    join towns t using (town_id)
   order by slips, meant.population desc limit ${limit}`

/** Towns with a name that begins so, the likeliest first; only large ones, or any. */
export const findTownsBeginning = (sql: Queryable, beginning: string, onlyLarge: boolean, limit: number) => sql<
  TownRow[]
>`
  select ${columns(sql)}
    from (select n.town_id, max(n.population * case when n.name_key = asked.key then 10 when n.is_main then 1
                                                   else ${OTHER_NAME_SHARE}::float8 end) as weight
            from (select btrim(search_text(${beginning})) as key) asked
            join town_names n on starts_with(n.name_key, asked.key)
                             and n.name_key >= asked.key and n.name_key < asked.key || U&'\\FFFD'
           where asked.key <> '' and ${onlyLarge ? sql`n.population >= 100000` : sql`true`}
           group by n.town_id order by weight desc, n.town_id limit ${limit}) likely
    join towns t using (town_id)
   order by likely.weight desc, t.town_id`

/** Towns around a point, the nearest first. `reach` is how far to look, in degrees of latitude. */
export const findTownsNear = (
  sql: Queryable,
  { lat, lng }: { lat: number; lng: number },
  reach: number,
  limit: number,
) =>
  sql<TownRow[]>`
  select ${columns(sql)} from towns t
   where t.latitude between ${lat - reach}::float8 and ${lat + reach}::float8
   order by globe_point(t.latitude, t.longitude) <-> globe_point(${lat}, ${lng}) limit ${limit}`
