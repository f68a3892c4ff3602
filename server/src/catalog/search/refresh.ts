import type { Tx } from '../../platform/database.ts'
import { refreshSuggestions } from './refresh-suggestions.ts'

/** Events at most in one statement: a venue with more is done in several, so that none runs into its time limit. */
const REFRESH_BATCH_MAX = 2_000
/** A description as short as a line says what something is: "World Cup, final". A longer one says all kinds of things. */
const DESCRIPTION_LINE_MAX = 120

/**
 * Writes the search rows of these events anew from what they are made of. Drafts have none. The events are locked first,
 * so that of two who changed different parts of one, the second sees what the first has written.
 */
export async function refreshSearch(tx: Tx, eventIds: readonly string[]): Promise<void> {
  const inOrder = [...eventIds].sort()
  for (let from = 0; from < inOrder.length; from += REFRESH_BATCH_MAX) {
    const batch = inOrder.slice(from, from + REFRESH_BATCH_MAX)
    await tx`select from events where event_id = any(${batch}::uuid[]) order by event_id for no key update`
    await tx`
      delete from event_search s using events e
       where s.event_id = any(${batch}::uuid[]) and e.event_id = s.event_id and e.status = 'draft'`
    await writeSearchRows(tx, batch)
    await addSearchWords(tx, batch)
    await refreshSuggestions(tx, batch)
  }
}

const writeSearchRows = (tx: Tx, eventIds: string[]) => tx`
  insert into event_search (
    event_id, starts_at, local_date, time_zone, status, venue_id, show_id, kind, city_key, country, performer_ids,
    performer_keys, genre_keys, feature_keys, currency, from_minor, to_minor, places, accessible_places,
    category_keys, category_places, category_prices, name_keys, place_keys, names, document)
  select e.event_id, e.starts_at, e.local_date, v.time_zone, e.status, e.venue_id, e.show_id, s.kind,
         btrim(search_text(v.city)), v.country, who.ids,
         array(select search_fold(name) from unnest(who.names || s.cast_names) as name),
         array(select distinct search_fold(genre) from unnest(s.genres || who.genres || s.kind) as genre),
         array(select distinct search_fold(feature) from unnest(e.features) as feature),
         price.currency, price.from_minor, price.to_minor, m.places, m.accessible_places,
         m.category_keys, m.category_places,
         array(select (select l.all_in_minor from price_levels l
                        where l.event_id = e.event_id and category = any(l.category_keys) limit 1)
                 from unnest(m.category_keys) with ordinality as kept (category, n) order by n),
         array(select distinct btrim(search_text(name)) from unnest(who.names || s.title || e.title) as name
                where name is not null),
         array(select distinct btrim(search_text(name)) from unnest(array[v.name, v.city]) as name),
         words.names, words.names || to_tsvector('simple', search_text(concat_ws(' ', v.name, v.city,
           array_to_string(s.genres || who.genres || e.features || s.kind || s.cast_names || s.directors, ' '),
           case when length(s.description) <= ${DESCRIPTION_LINE_MAX}::int then s.description end)))
    from events e
    join shows s using (show_id)
    join venues v using (venue_id)
    join manifests m on m.hash = e.manifest_hash
   cross join lateral (
     select coalesce(array_agg(distinct p.performer_id), '{}') as ids,
            coalesce(array_agg(distinct p.name), '{}') as names,
            coalesce(array_agg(distinct g.genre) filter (where g.genre is not null), '{}') as genres
       from (select performer_id from show_performers where show_id = e.show_id
             union select performer_id from event_performers where event_id = e.event_id) appearing
       join performers p using (performer_id)
       left join lateral unnest(p.genres) as g (genre) on true) who
   cross join lateral (
     select min(all_in_minor) as from_minor, max(all_in_minor) as to_minor, min(currency) as currency
       from price_levels l where l.event_id = e.event_id) price
   cross join lateral (
     select to_tsvector('simple', search_text(concat_ws(' ', e.title, s.title, array_to_string(who.names, ' '))))
           || array_to_tsvector(array(select distinct unnest(search_signs(name))
                                        from unnest(who.names || s.title || e.title) as name where name is not null)) as names
   ) words
   where e.event_id = any(${eventIds}::uuid[]) and e.status <> 'draft' and e.rehearsal_id is null
  on conflict (event_id) do update set
    starts_at = excluded.starts_at, local_date = excluded.local_date, time_zone = excluded.time_zone,
    status = excluded.status, venue_id = excluded.venue_id, show_id = excluded.show_id, kind = excluded.kind,
    city_key = excluded.city_key, country = excluded.country, performer_ids = excluded.performer_ids,
    performer_keys = excluded.performer_keys, genre_keys = excluded.genre_keys, feature_keys = excluded.feature_keys,
    currency = excluded.currency, from_minor = excluded.from_minor, to_minor = excluded.to_minor,
    places = excluded.places, accessible_places = excluded.accessible_places, category_keys = excluded.category_keys,
    category_places = excluded.category_places, category_prices = excluded.category_prices,
    name_keys = excluded.name_keys, place_keys = excluded.place_keys, names = excluded.names, document = excluded.document`

/** Words are added in their order, so that two writers with the same new words wait for one another and never both. */
const addSearchWords = (tx: Tx, eventIds: string[]) => tx`
  insert into search_words (word)
  select distinct word from event_search cross join unnest(tsvector_to_array(document)) as word
   where event_id = any(${eventIds}::uuid[]) and word ~ '[[:alnum:]]' order by word
  on conflict do nothing`
