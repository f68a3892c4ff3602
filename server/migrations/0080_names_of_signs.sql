-- Names that are signs ("!!!", "+/-", "∆") are words too. Reads every search row once, which takes a second for a hundred
-- thousand, and rewrites those alone that have such a name.

create function search_signs(value text) returns text[]
  language sql immutable strict parallel safe
  return (
    with folded as (
      select regexp_replace(search_fold(value), '["''\\\uFE0E\uFE0F\u200D]', '', 'g') as text),
    parted as (
      select text ~ '[[:alnum:]]' as is_mixed,
             case when text ~ '[[:alnum:]]' then translate(text, '()[]{}', '      ') else text end as text from folded)
    select coalesce(array_agg(left(sign, 100) order by n), '{}')
      from parted cross join regexp_split_to_table(text, '[[:space:]]+') with ordinality as sign (sign, n)
     where sign <> '' and sign !~ '[[:alnum:]]' and not (is_mixed and sign ~ '^([-–—&/|:;,.·•+*~]|\.+|-+)$'));
comment on function search_signs is 'The words of a name that are nothing but signs, folded: all of one that has no others, else such as stand by themselves and are no punctuation. They are kept as they are, since the parser of full text search drops them.';

create or replace function search_text(value text) returns text
  language sql immutable strict parallel safe
  return case when value ~ '[[:alnum:]]' or search_fold(value) ~ '[[:alnum:]]' then
    regexp_replace(regexp_replace(replace(search_fold(value), '''', ''), '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'),
      '[^[:alnum:]]+', ' ', 'g')
    else array_to_string(search_signs(value), ' ') end;
comment on function search_text is 'The words of a folded text with single spaces between them: what a search document is made of, so that AC/DC, St.John and O2-Arena are words and not paths, hosts and compounds. Han and kana, which are written without spaces, are words of one character. Where there are no letters and no figures, signs are words.';

create or replace function search_query(value text) returns tsquery
  language sql immutable strict parallel safe
  return case when value ~ '[[:alnum:]]' or search_fold(value) ~ '[[:alnum:]]' then
    websearch_to_tsquery('simple', regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(
      case when value like '%"%' then replace(search_fold(value), '''', '')
           else regexp_replace(replace(search_fold(value), '''', ''), '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)', ' "\1" ', 'g') end,
      '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'),
    '([^[:space:]"])-', '\1 ', 'g'), '[^[:alnum:]"-]+', ' ', 'g'),
    '-(?!"[[:space:]]*[[:alnum:]]|[[:alnum:]])', ' ', 'g'))
    else (select coalesce(string_agg('''' || sign || '''', ' & '), '') from unnest(search_signs(value)) as sign)::tsquery end;
comment on function search_query is 'What a person typed as a query: all words, "a phrase", either OR other, -without. A run of Han or kana is a phrase of its characters. A dash that stands by itself says nothing: the parser would take it for a without, and more than 32 of them for an error. Where nothing but signs was typed, they are what is searched for.';

create or replace function suggestion_keys_of(name text) returns table (key text, place smallint)
  language sql immutable strict parallel safe
  begin atomic
    select left(array_to_string(words[first : first + 7], ' '), 80), (first - 1)::smallint
      from (select string_to_array(btrim(search_text(name)), ' ') as words) named,
           generate_series(1, least(8, cardinality(words))) as first
     where words[first] <> ''
    union all
    select left(sign, 80), 1::smallint from unnest(search_signs(name)) as sign
     where search_fold(name) ~ '[[:alnum:]]';
  end;
comment on function suggestion_keys_of is 'A name from each of its first eight words on, and by each of its signs.';

with named as (
  select r.event_id, s.title as name from event_search r join shows s using (show_id)
  union select r.event_id, e.title from event_search r join events e using (event_id) where e.title is not null
  union select r.event_id, p.name
          from event_search r cross join unnest(r.performer_ids) as id join performers p on p.performer_id = id
), signs as (
  select event_id, array_agg(distinct sign) as signs,
         coalesce(array_agg(distinct btrim(search_text(name))) filter (where search_fold(name) !~ '[[:alnum:]]'), '{}') as keys
    from named cross join unnest(search_signs(name)) as sign
   where name ~ '(^|[[:space:](\[{])[^[:alnum:][:space:]]+([[:space:])\]}]|$)'
   group by event_id
)
update event_search r
   set name_keys = array_remove(r.name_keys, '') || signs.keys,
       names = r.names || array_to_tsvector(signs.signs), document = r.document || array_to_tsvector(signs.signs)
  from signs where r.event_id = signs.event_id;

insert into suggestion_keys (key, kind, ref, place)
select k.key, s.kind, s.ref, min(k.place)
  from suggestions s cross join suggestion_keys_of(s.name) k
 where s.name ~ '(^|[[:space:](\[{])[^[:alnum:][:space:]]+([[:space:])\]}]|$)'
 group by k.key, s.kind, s.ref
on conflict do nothing;
