-- Creates what search reads: a row for each published event, the words and names that are known, and a gazetteer of towns.
-- New tables only: nothing that runs is touched. The towns themselves are loaded by the program, once, in the background.

create table event_search (
  event_id          uuid primary key references events on delete cascade,
  starts_at         timestamptz not null,
  local_date        date not null,
  time_zone         text not null,
  status            text not null,
  venue_id          uuid not null,
  show_id           uuid not null,
  kind              text not null,
  city_key          text not null,
  country           text not null,
  performer_ids     uuid[] not null,
  performer_keys    text[] not null,
  genre_keys        text[] not null,
  feature_keys      text[] not null,
  currency          text,
  from_minor        bigint,
  to_minor          bigint,
  places            integer not null check (places >= 0),
  accessible_places integer not null check (accessible_places between 0 and places),
  category_keys     text[] not null,
  category_places   integer[] not null,
  category_prices   bigint[] not null,
  name_keys         text[] not null,
  place_keys        text[] not null,
  names             tsvector not null,
  document          tsvector not null,
  check (cardinality(category_keys) = cardinality(category_places) and cardinality(category_keys) = cardinality(category_prices))
);
comment on table event_search is 'One narrow row for each published event, rewritten in the transaction that changes what it is made of: all that search filters, sorts and matches by.';
comment on column event_search.city_key is 'The city as search_text writes it, as towns are kept.';
comment on column event_search.genre_keys is 'Genres of show and performers and the kind of show, folded by search_fold, as performer_keys and feature_keys are.';
comment on column event_search.performer_keys is 'Names of performers and of the cast.';
comment on column event_search.from_minor is 'Lowest all-in price in minor units; to_minor is the highest.';
comment on column event_search.places is 'Places of the manifest, taken or not; how many are taken is in event_heads.';
comment on column event_search.category_keys is 'Categories of the manifest, with their places and all-in prices beside them: what is left at a price follows from these and the head of the event.';
comment on column event_search.name_keys is 'Titles of the event and its show, and names of its performers, as search_text writes them: who types one whole finds it first.';
comment on column event_search.place_keys is 'The name of the venue and of its city, written so too: after names, before whatever else has the words.';
comment on column event_search.names is 'The words of those, folded and not stemmed: events come in many languages.';
comment on column event_search.document is 'The same, with venue, city, genre, features, cast, directors, and a description that is no longer than a line.';
create index event_search_date on event_search (starts_at, event_id);
create index event_search_venue on event_search (venue_id, starts_at, event_id);
create index event_search_show on event_search (show_id, starts_at, event_id);
create index event_search_city on event_search (city_key, starts_at, event_id);
create index event_search_country on event_search (country, starts_at, event_id);
create index event_search_price on event_search (currency, from_minor, starts_at, event_id);
create index event_search_words on event_search
  using gin (document, names, name_keys, place_keys, performer_ids, performer_keys, genre_keys, feature_keys);

create function places_left(keys text[], places integer[], prices bigint[], taken jsonb, lowest bigint, highest bigint) returns bigint
  language sql immutable parallel safe
  return (select coalesce(sum(count - coalesce((taken ->> key)::integer, 0)), 0)
            from unnest(keys, places, prices) as category (key, count, price)
           where price between coalesce(lowest, 0) and coalesce(highest, 9223372036854775807));
comment on function places_left is 'How many places are left at prices within bounds, all-in and in minor units; a bound that is null does not bound.';

create table search_words (
  word text primary key check (word <> '')
);
comment on table search_words is 'Every word that ever stood in a search document: misspelt words of a query are put right by the nearest of these. Words are only ever added.';
create index search_words_near on search_words using gin (word gin_trgm_ops);
create index search_words_shape on search_words (left(word, 1), length(word));

create table suggestions (
  kind       text not null check (kind in ('event', 'show', 'performer', 'venue', 'city')),
  ref        text not null,
  name       text not null,
  detail     text,
  until      timestamptz not null,
  events     integer not null check (events >= 0),
  weighed_at timestamptz not null default now(),
  primary key (kind, ref)
);
comment on table suggestions is 'Names that may be meant while somebody types. Written with the events they stand for; counted anew once an hour.';
comment on column suggestions.ref is 'Id of what is named; of a city its key and country.';
comment on column suggestions.detail is 'What tells it from others of the name: the city of a venue, the country of a city, the kind of a show.';
comment on column suggestions.until is 'Start of the last of its events: from then on it is suggested no more.';
comment on column suggestions.events is 'About how many events are ahead: the more, the earlier it is suggested.';

create table suggestion_keys (
  key    text collate "C" not null check (key <> ''),
  kind   text not null,
  ref    text not null,
  place  smallint not null check (place >= 0),
  primary key (key, kind, ref),
  foreign key (kind, ref) references suggestions on update cascade on delete cascade
);
comment on table suggestion_keys is 'Each suggestion under its name from every word on, as search_text writes it: what is typed is the beginning of one.';
comment on column suggestion_keys.place is 'Number of words left out before it; 0 is the whole name.';
create index suggestion_keys_of on suggestion_keys (kind, ref);

create function suggestion_keys_of(name text) returns table (key text, place smallint)
  language sql immutable strict parallel safe
  begin atomic
    select left(array_to_string(words[first : first + 7], ' '), 80), (first - 1)::smallint
      from (select string_to_array(btrim(search_text(name)), ' ') as words) named,
           generate_series(1, least(8, cardinality(words))) as first
     where words[first] <> '';
  end;
comment on function suggestion_keys_of is 'A name from each of its first eight words on.';

create table towns (
  town_id     integer primary key,
  name        text not null check (name <> ''),
  country     text not null check (country ~ '^[A-Z]{2}$'),
  region      text,
  time_zone   text not null,
  population  bigint not null check (population >= 0),
  latitude    double precision not null check (latitude between -90 and 90),
  longitude   double precision not null check (longitude between -180 and 180)
);
comment on table towns is 'Towns of the world, from GeoNames (CC BY 4.0): what "near Dallas" and a point on the map mean. Loaded once, read only.';
comment on column towns.town_id is 'Id in GeoNames.';
comment on column towns.region is 'Code of the first administrative division in GeoNames, e.g. TX.';
create index towns_latitude on towns (latitude);

create table town_names (
  name_key   text collate "C" not null check (name_key <> ''),
  town_id    integer not null,
  population bigint not null,
  is_main    boolean not null,
  primary key (name_key, town_id)
);
comment on table town_names is 'Names of towns in many languages and scripts, as search_text writes them. Written with the towns, all at once, so that no key between them is checked row by row.';
comment on column town_names.population is 'Of the town: the larger, the likelier it is meant.';
comment on column town_names.is_main is 'Whether the town is shown by this name, or by it without its accents.';
create index town_names_town on town_names (town_id);
create index town_names_large on town_names (name_key) where population >= 100000;

create table gazetteer_loads (
  source     text primary key,
  towns      integer not null check (towns > 0),
  loaded_at  timestamptz not null default now()
);
comment on table gazetteer_loads is 'Which edition of the gazetteer the towns are from; no row: they are not there yet.';
