import type { Sql } from '@foyer/server/platform/database'

/** Minutes between an event and each of its copies: they fall on other days and hours. */
const STEP_MINUTES = 2_231
const YEAR_MINUTES = 365 * 24 * 60

/**
 * Makes a catalogue of events many times as large: each event gets copies on other days, written table by table. Ten
 * times as fast as adding them as an importer does, and alike in all that search reads. Indexes are made at the end.
 */
export async function multiplyCatalog(sql: Sql, times: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await tx`set local maintenance_work_mem = '1GB'`
    const indexes = await tx<{ name: string; definition: string }[]>`
      select indexname as name, indexdef as definition from pg_indexes
       where tablename in ('event_search', 'events') and indexname not in (select conname from pg_constraint)`
    for (const { name } of indexes) await tx.unsafe(`drop index ${name}`)
    await tx`
      create temporary table copies on commit drop as
      select e.event_id as of, gen_random_uuid() as event_id, n,
             now() + make_interval(mins => (extract(epoch from e.starts_at - now())::int / 60 + n * ${STEP_MINUTES}::int)
                                           % ${YEAR_MINUTES}::int) as starts_at
        from events e cross join generate_series(1, ${times - 1}::int) as n`
    const day = `(c.starts_at at time zone v.time_zone)::date`
    const copies = 'copies c'
    await copy('event_heads', { event_id: 'c.event_id' }, `${copies} join event_heads t on t.event_id = c.of`)
    await copy(
      'events',
      { event_id: 'c.event_id', starts_at: 'c.starts_at', local_date: day, source_id: `t.source_id || '/' || c.n` },
      `${copies} join events t on t.event_id = c.of join venues v on v.venue_id = t.venue_id`,
    )
    await copy('price_levels', { event_id: 'c.event_id' }, `${copies} join price_levels t on t.event_id = c.of`)
    await copy(
      'event_search',
      { event_id: 'c.event_id', starts_at: 'c.starts_at', local_date: day },
      `${copies} join event_search t on t.event_id = c.of join venues v on v.venue_id = t.venue_id`,
    )
    for (const { definition } of indexes) await tx.unsafe(definition)

    async function copy(table: string, changed: Record<string, string>, from: string): Promise<void> {
      const columns = await tx<{ name: string }[]>`
        select attname as name from pg_attribute
         where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`
      const names = columns.map(({ name }) => name)
      const values = names.map((name) => changed[name] ?? `t.${name}`)
      await tx.unsafe(`insert into ${table} (${names.join()}) select ${values.join()} from ${from}`)
    }
  })
  await sql`set statement_timeout = 0`
  await sql`vacuum analyze`
}

/** As on a day like any other: of a third of the events some places are taken, and of some of them all. */
export const takePlaces = (sql: Sql) => sql`
  update event_heads h set taken = t.taken, accessible_taken = least(t.taken, s.accessible_places),
         taken_by_category = jsonb_build_object('standard', t.taken)
    from event_search s
   cross join lateral (
     select least(s.places, (s.places * 1.3 * (hashtext(s.event_id::text) & 1023) / 1023)::int) as taken) t
   where h.event_id = s.event_id and hashtext(s.event_id::text) % 3 = 0`
