import type { Tx } from '../../platform/database.ts'

/**
 * Makes known by name what these events are, where, and with whom. Written is only what is new, called otherwise, or was
 * over: a venue with a thousand events is not written a thousand times, and two who add events to it do not wait for one
 * another. How many events are ahead is counted by the hour.
 */
export async function refreshSuggestions(tx: Tx, eventIds: readonly string[]): Promise<void> {
  const written = await tx<{ kind: string; ref: string }[]>`
    with named as (
      select 'show' as kind, s.show_id::text as ref, s.title as name, s.kind as detail, r.starts_at
        from event_search r join shows s using (show_id) where r.event_id = any(${[...eventIds]}::uuid[])
      union all
      select 'event', e.event_id::text, e.title, r.kind, r.starts_at
        from event_search r join events e using (event_id) join shows s on s.show_id = r.show_id
       where r.event_id = any(${[...eventIds]}::uuid[]) and e.title <> s.title
      union all
      select 'performer', p.performer_id::text, p.name, p.kind, r.starts_at
        from event_search r cross join unnest(r.performer_ids) as id join performers p on p.performer_id = id
       where r.event_id = any(${[...eventIds]}::uuid[])
      union all
      select place.* from event_search r join venues v using (venue_id)
       cross join lateral (values
         ('venue', v.venue_id::text, v.name, v.city, r.starts_at),
         ('city', r.city_key || '|' || v.country, v.city, v.country, r.starts_at)) as place
       where r.event_id = any(${[...eventIds]}::uuid[])
    ), grouped as (
      select kind, ref, min(name) as name, min(detail) as detail, max(starts_at) as until, count(*)::int as events
        from named group by kind, ref
    )
    insert into suggestions (kind, ref, name, detail, until, events)
    select g.* from grouped g
     where not exists (
       select from suggestions there
        where (there.kind, there.ref) = (g.kind, g.ref) and there.detail is not distinct from g.detail
          -- The city of a venue in other letters is the same city.
          and (there.name = g.name or g.kind = 'city') and (there.until >= now() or g.until < now()))
     order by kind, ref
    on conflict (kind, ref) do update
      set name = excluded.name, detail = excluded.detail, until = greatest(suggestions.until, excluded.until)
    returning kind, ref`
  if (written.length === 0) return
  const kinds = written.map((row) => row.kind)
  const refs = written.map((row) => row.ref)
  await tx`
    delete from suggestion_keys k
     using unnest(${kinds}::text[], ${refs}::text[]) as w (kind, ref)
      join suggestions s using (kind, ref)
     where (k.kind, k.ref) = (w.kind, w.ref)
       and k.key not in (select key from suggestion_keys_of(s.name))`
  await tx`
    insert into suggestion_keys (key, kind, ref, place)
    select key, kind, ref, min(place)
      from unnest(${kinds}::text[], ${refs}::text[]) as w (kind, ref)
      join suggestions s using (kind, ref)
     cross join suggestion_keys_of(s.name)
     group by key, kind, ref order by key, kind, ref
    on conflict do nothing`
}
