import type { Invariant } from '../platform/invariant.ts'

/** What must always hold in the catalogue. */
export const catalogInvariants: readonly Invariant[] = [
  {
    name: 'catalog.event-has-inventory',
    says: 'Each event has an open inventory.',
    sql: `select e.event_id from events e
           where not exists (select from event_heads h where h.event_id = e.event_id)`,
  },
  {
    name: 'catalog.categories-priced-once',
    says: 'Each category of the manifest of a published event belongs to exactly one of its price levels.',
    sql: `select e.event_id, category, count(l.price_level_id) as levels
            from events e
            join manifests m on m.hash = e.manifest_hash
           cross join unnest(m.category_keys) as category
            left join price_levels l on l.event_id = e.event_id and category = any(l.category_keys)
           where e.status <> 'draft'
           group by e.event_id, category having count(l.price_level_id) <> 1`,
  },
  {
    name: 'catalog.one-currency',
    says: 'All prices of an event are in one currency.',
    sql: `select event_id, array_agg(distinct currency) as currencies from price_levels
           group by event_id having count(distinct currency) > 1`,
  },
  {
    name: 'catalog.zone-known',
    says: 'The time zone of each venue is one that the database knows.',
    sql: `select venue_id, time_zone from venues v
           where not exists (select from pg_timezone_names z where z.name = v.time_zone)`,
  },
  {
    name: 'catalog.local-day',
    says: 'The local day of each event is the day of its start in the zone of its venue.',
    sql: `select e.event_id, e.local_date, e.starts_at, v.time_zone from events e join venues v using (venue_id)
           where v.time_zone in (select name from pg_timezone_names)
             and e.local_date <> (e.starts_at at time zone v.time_zone)::date`,
  },
  {
    name: 'catalog.hall-in-venue',
    says: 'The hall of an event is a hall of its venue.',
    sql: `select e.event_id, e.hall_id, e.venue_id from events e join halls h using (hall_id)
           where h.venue_id <> e.venue_id`,
  },
  {
    name: 'catalog.show-of-organiser',
    says: 'An event presents a show of its own organiser, or a film.',
    sql: `select e.event_id, e.show_id from events e join shows s using (show_id)
           where s.organiser_id <> e.organiser_id and s.kind <> 'film'`,
  },
  {
    name: 'catalog.search-row',
    says: 'Each published event has a search row that says the same; drafts, and what is made for a rehearsal, have none.',
    sql: `select e.event_id, e.status from events e left join event_search s using (event_id)
           where (e.status = 'draft' or e.rehearsal_id is not null) <> (s.event_id is null)
              or (s.starts_at, s.local_date, s.venue_id, s.show_id)
                 is distinct from (e.starts_at, e.local_date, e.venue_id, e.show_id)
                 and e.status <> 'draft' and e.rehearsal_id is null
              or (s.status <> e.status
                  or s.from_minor is distinct from (select min(all_in_minor) from price_levels l where l.event_id = s.event_id)
                  or s.to_minor is distinct from (select max(all_in_minor) from price_levels l where l.event_id = s.event_id))
                 and e.status <> 'draft' and e.rehearsal_id is null`,
  },
  {
    name: 'catalog.search-places',
    says: 'The search row of an event counts the places of its manifest, and prices each category of it.',
    sql: `select s.event_id from event_search s join events e using (event_id) join manifests m on m.hash = e.manifest_hash
           where (s.places, s.accessible_places, s.category_keys, s.category_places)
                 is distinct from (m.places, m.accessible_places, m.category_keys, m.category_places)
              or s.category_prices is distinct from (
                   select array_agg((select l.all_in_minor from price_levels l
                                      where l.event_id = s.event_id and category = any(l.category_keys) limit 1) order by n)
                     from unnest(m.category_keys) with ordinality as kept (category, n))`,
  },
  {
    name: 'catalog.suggested',
    says: 'The show of each event ahead, and its venue, are suggested by their present names, where these have words.',
    sql: `select s.event_id, named.kind, named.name
            from event_search s
            join shows using (show_id)
            join venues using (venue_id)
           cross join lateral (values ('show', s.show_id::text, shows.title), ('venue', s.venue_id::text, venues.name))
                      as named (kind, ref, name)
           -- A name of signs alone, like "!!!", has no words to be typed.
           where s.starts_at >= now() and btrim(search_text(named.name)) <> '' and not exists (
             select from suggestions g join suggestion_keys k using (kind, ref)
              where (g.kind, g.ref, g.name) = (named.kind, named.ref, named.name) and k.place = 0 and g.until >= now())`,
  },
  {
    name: 'catalog.search-names',
    says: 'Each published event is found by the present title of its show and the present names of its performers.',
    sql: `select s.event_id, name from event_search s
           cross join lateral (
             select title as name from shows where shows.show_id = s.show_id
             union all
             select p.name from performers p
              where p.performer_id in (
                select performer_id from show_performers where show_performers.show_id = s.show_id
                union all
                select performer_id from event_performers where event_performers.event_id = s.event_id)) present
           where btrim(search_text(name)) <> all(s.name_keys)`,
  },
  {
    name: 'catalog.presale-uses-counted',
    says: 'Each presale code says how many people have used it, and no more than may.',
    sql: `select c.event_id, c.presale_id, c.people from presale_codes c
           where c.people <> (select count(*) from presale_uses u
                               where u.event_id = c.event_id and u.code_hash = c.code_hash)`,
  },
]
