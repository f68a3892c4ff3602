import type { Database } from '../../platform/database.ts'

/** One counting at a time; whoever comes second has nothing to do. */
const ADVISORY_LOCK = 0x0f0_7e_14

/**
 * Counts anew how many events are ahead under each suggestion, and when the last of them starts. What has none is
 * forgotten. Reads every event ahead once: a second for a hundred thousand.
 */
export async function weighSuggestions(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx`set local statement_timeout = '5min'`
    const [lock] = await tx<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(${ADVISORY_LOCK}) as mine`
    if (lock?.mine !== true) return
    await tx`
      create temporary table weighed on commit drop as
      select named.kind, named.ref, count(*)::int as events, max(r.starts_at) as until
        from event_search r
       cross join lateral (
         select 'show' as kind, r.show_id::text as ref
         union all select 'event', r.event_id::text
         union all select 'venue', r.venue_id::text
         union all select 'city', r.city_key || '|' || r.country
         union all select 'performer', unnest(r.performer_ids)::text) named
       where r.starts_at >= now()
       group by named.kind, named.ref`
    await tx`
      update suggestions s set events = w.events, until = w.until, weighed_at = now()
        from weighed w where (w.kind, w.ref) = (s.kind, s.ref) and (w.events, w.until) <> (s.events, s.until)`
    await tx`
      delete from suggestions s
       where until < now() and not exists (select from weighed w where (w.kind, w.ref) = (s.kind, s.ref))`
  })
}
