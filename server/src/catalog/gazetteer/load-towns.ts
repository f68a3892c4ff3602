import { pipeline } from 'node:stream/promises'
import type { Database, Tx } from '../../platform/database.ts'
import { SOURCE, townTable } from './source.ts'

/** Two processes that start at once: the second waits, and finds the work done. */
const ADVISORY_LOCK = 0x0f0_7e_13
/** Smaller ones are left out, unless a state or a country is governed from there. */
const POPULATION_MIN = 1_000
/** Of smaller ones, the names in other languages are left out. */
const OTHER_NAMES_POPULATION_MIN = 15_000
/** Names that are longer are sentences. */
const NAME_LENGTH_MAX = 60

/**
 * Loads the towns of the world, unless this edition is there already. All or nothing, in one transaction that touches no
 * other table; it takes some seconds, in which everything else goes on. Given up at once when the signal says so.
 * @returns how many towns were loaded; 0 when they were there.
 */
export async function loadTowns(
  db: Database,
  { populationMin = POPULATION_MIN, signal }: { populationMin?: number; signal?: AbortSignal } = {},
): Promise<number> {
  return db.transaction(async (tx) => {
    await using _cancelling = await cancelledBy(db, tx, signal)
    await tx`set local statement_timeout = 0`
    await tx`set local idle_in_transaction_session_timeout = 0`
    await tx`set local lock_timeout = 0`
    await tx`set local synchronous_commit = off`
    await tx`select pg_advisory_xact_lock(${ADVISORY_LOCK})`
    const there = await tx`select from gazetteer_loads where source = ${SOURCE}`
    if (there.length > 0) return 0
    await copyTable(tx, signal)
    await tx`delete from gazetteer_loads`
    await tx`delete from town_names`
    await tx`delete from towns`
    const { count: towns } = await insertTowns(tx, populationMin)
    await insertNames(tx)
    await tx`insert into gazetteer_loads (source, towns) values (${SOURCE}, ${towns})`
    return towns
  })
}

/** Until it is disposed of, the signal ends whatever statement the transaction is at. */
async function cancelledBy(db: Database, tx: Tx, signal: AbortSignal | undefined): Promise<AsyncDisposable> {
  const [session] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
  signal?.throwIfAborted()
  let cancelled: PromiseLike<unknown> = Promise.resolve()
  const cancel = () => {
    cancelled = db.sql`select pg_cancel_backend(${session?.pid ?? 0})`.catch(() => undefined)
  }
  signal?.addEventListener('abort', cancel, { once: true })
  return {
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', cancel)
      await cancelled
    },
  }
}

async function copyTable(tx: Tx, signal: AbortSignal | undefined): Promise<void> {
  await tx`
    create temporary table geonames (
      id integer, name text, ascii_name text, other_names text, latitude double precision, longitude double precision,
      class text, code text, country text, countries text, region text, county text, district text, parish text,
      population bigint, elevation text, height text, time_zone text, changed text) on commit drop`
  // As CSV with a quote that no name has: nothing in the table is to be read as an escape.
  const table = await tx`copy geonames from stdin (format csv, delimiter E'\t', quote E'\x01')`.writable()
  await pipeline(townTable(), table, signal === undefined ? {} : { signal })
}

/** Parts of towns, and towns that are no more, would answer for their name before the towns that people mean. */
const insertTowns = (tx: Tx, populationMin: number) => tx`
  insert into towns (town_id, name, country, region, time_zone, population, latitude, longitude)
  select id, name, country, region, time_zone, coalesce(population, 0), latitude, longitude
    from geonames
   where country ~ '^[A-Z]{2}$' and code not in ('PPLX', 'PPLQ', 'PPLH', 'PPLW', 'PPLCH')
     and (coalesce(population, 0) >= ${populationMin} or code in ('PPLC', 'PPLA') and ${populationMin <= POPULATION_MIN})`

/** Most names are plain: folding those in full would take twice as long. In order, so that the index grows at its end. */
const insertNames = (tx: Tx) => tx`
  insert into town_names (name_key, town_id, population, is_main)
  select key, town_id, population, bool_or(is_main)
    from (select t.town_id, t.population, is_main,
                 btrim(case when named.name ~ '^[ -~]+$'
                            then regexp_replace(replace(lower(named.name), '''', ''), '[^a-z0-9]+', ' ', 'g')
                            else search_text(named.name) end) as key
            from geonames g join towns t on t.town_id = g.id
           cross join lateral (
             select g.name, true as is_main union all select g.ascii_name, true
             union all
             select other, false from unnest(string_to_array(g.other_names, ',')) as other
              where t.population >= ${OTHER_NAMES_POPULATION_MIN}) named
           where length(named.name) between 1 and ${NAME_LENGTH_MAX}) folded
   where key <> ''
   group by key, town_id, population
   order by key collate "C", town_id`
