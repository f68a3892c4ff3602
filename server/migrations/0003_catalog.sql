-- Creates the catalogue: venues, halls, plans, manifests, performers, shows, events and price levels.
-- New tables only: nothing that runs is touched. The extensions are among those that the owner of a database may add.

create extension if not exists unaccent schema public;
create extension if not exists pg_trgm schema public;
create extension if not exists cube schema public;
create extension if not exists fuzzystrmatch schema public;

create function search_fold(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary,
    normalize(regexp_replace(normalize(value, nfkd), '[\u0300-\u036f]', '', 'g'), nfc)));
comment on function search_fold is 'A text as search compares it: no case, no accents, compatibility forms made plain, in any script.';

create function search_text(value text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(regexp_replace(replace(search_fold(value), '''', ''), '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'),
    '[^[:alnum:]]+', ' ', 'g');
comment on function search_text is 'The words of a folded text with single spaces between them: what a search document is made of, so that AC/DC, St.John and O2-Arena are words and not paths, hosts and compounds. Han and kana, which are written without spaces, are words of one character.';

create function search_query(value text) returns tsquery
  language sql immutable strict parallel safe
  return websearch_to_tsquery('simple', regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(
      case when value like '%"%' then replace(search_fold(value), '''', '')
           else regexp_replace(replace(search_fold(value), '''', ''), '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)', ' "\1" ', 'g') end,
      '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'),
    '([^[:space:]"])-', '\1 ', 'g'), '[^[:alnum:]"-]+', ' ', 'g'),
    '-(?!"[[:space:]]*[[:alnum:]]|[[:alnum:]])', ' ', 'g'));
comment on function search_query is 'What a person typed as a query: all words, "a phrase", either OR other, -without. A run of Han or kana is a phrase of its characters. A dash that stands by itself says nothing: the parser would take it for a without, and more than 32 of them for an error.';

create function globe_point(latitude double precision, longitude double precision) returns cube
  language sql immutable strict parallel safe
  return public.cube(array[
    6371008.8 * cos(radians(latitude)) * cos(radians(longitude)),
    6371008.8 * cos(radians(latitude)) * sin(radians(longitude)),
    6371008.8 * sin(radians(latitude))]);
comment on function globe_point is 'A point on a sphere of mean Earth radius in metres; straight-line distance orders as distance on the ground does.';

create table venues (
  venue_id       uuid primary key,
  organiser_id   uuid not null references accounts (account_id),
  name           text not null check (name <> ''),
  street         text,
  additional     text,
  city           text not null check (city <> ''),
  state          text,
  country        text not null check (country ~ '^[A-Z]{2}$'),
  postal_code    text,
  latitude       double precision check (latitude between -90 and 90),
  longitude      double precision check (longitude between -180 and 180),
  location       cube generated always as (globe_point(latitude, longitude)) stored,
  time_zone      text not null check (time_zone <> ''),
  currency       text not null check (currency ~ '^[A-Z]{3}$'),
  transport      text,
  accessibility  text,
  source         text,
  source_id      text,
  source_digest  bytea,
  made_at        timestamptz not null default now(),
  changed_at     timestamptz not null default now(),
  unique (organiser_id, source, source_id),
  check ((latitude is null) = (longitude is null)),
  check ((source is null) = (source_id is null) and (source is null) = (source_digest is null))
);
comment on table venues is 'Where events take place. Anybody may see and use a venue; only its organiser changes it.';
comment on column venues.location is 'The point on the globe, for search by radius and nearest first.';
comment on column venues.time_zone is 'IANA name: local days and times of its events are told in it.';
comment on column venues.currency is 'Currency of prices at this venue unless an event says otherwise.';
comment on column venues.transport is 'How to get there, in words.';
comment on column venues.accessibility is 'Step-free ways, lifts, hearing loops and the like, in words.';
comment on column venues.source is 'Feed that it came from, with its id there and the SHA-256 of what was taken; null: entered by hand.';
create index venues_name on venues using gin (search_fold(name) gin_trgm_ops);
create index venues_city on venues (search_fold(city), venue_id);
create index venues_country on venues (country, search_fold(name), venue_id);
create index venues_order on venues (search_fold(name), venue_id);
create index venues_location on venues using gist (location);

create table halls (
  hall_id        uuid primary key,
  organiser_id   uuid not null references accounts (account_id),
  venue_id       uuid not null references venues,
  name           text not null check (name <> ''),
  source         text,
  source_id      text,
  source_digest  bytea,
  made_at        timestamptz not null default now(),
  changed_at     timestamptz not null default now(),
  unique (venue_id, name),
  unique (organiser_id, source, source_id),
  check ((source is null) = (source_id is null) and (source is null) = (source_digest is null))
);
comment on table halls is 'Rooms of a venue: auditoriums, screens, the bowl of a stadium.';

create table manifests (
  hash              text primary key check (hash ~ '^[0-9a-f]{64}$'),
  body              bytea not null,
  bytes             integer not null check (bytes > 0),
  places            integer not null check (places > 0),
  accessible_places integer not null check (accessible_places between 0 and places),
  category_keys     text[] not null check (cardinality(category_keys) > 0),
  category_places   integer[] not null check (cardinality(category_places) = cardinality(category_keys)),
  made_at           timestamptz not null default now()
);
comment on table manifests is 'Full lists of places, each under the SHA-256 of its canonical JSON; never changed, shared by events.';
comment on column manifests.body is 'Canonical JSON, gzipped; sent as it lies here.';
comment on column manifests.bytes is 'Length of the JSON before compression.';
comment on column manifests.category_keys is 'Categories that have at least one place, in the order of the document.';
comment on column manifests.category_places is 'How many places each of them has, in the same order.';
alter table manifests alter column body set storage external;

create table seating_plans (
  seating_plan_id uuid primary key,
  organiser_id    uuid not null references accounts (account_id),
  hall_id         uuid not null references halls,
  name            text not null check (name <> ''),
  manifest_hash   text not null references manifests,
  source          text,
  source_id       text,
  source_digest   bytea,
  made_at         timestamptz not null default now(),
  changed_at      timestamptz not null default now(),
  unique (hall_id, name),
  unique (organiser_id, source, source_id),
  check ((source is null) = (source_id is null) and (source is null) = (source_digest is null))
);
comment on table seating_plans is 'Ways to seat a hall, by name; an event takes the manifest of one, and keeps it when the plan moves on.';

create table performers (
  performer_id   uuid primary key,
  organiser_id   uuid not null references accounts (account_id),
  name           text not null check (name <> ''),
  kind           text not null check (kind in ('person', 'group', 'team')),
  genres         text[] not null default '{}',
  description    text,
  source         text,
  source_id      text,
  source_digest  bytea,
  made_at        timestamptz not null default now(),
  changed_at     timestamptz not null default now(),
  unique (organiser_id, source, source_id),
  check ((source is null) = (source_id is null) and (source is null) = (source_digest is null))
);
comment on table performers is 'Who appears: artists, ensembles, teams. Anybody may see and name a performer; only its organiser changes it.';
create index performers_name on performers using gin (search_fold(name) gin_trgm_ops);
create index performers_order on performers (search_fold(name), performer_id);

create table shows (
  show_id         uuid primary key,
  organiser_id    uuid not null references accounts (account_id),
  kind            text not null check (kind in ('concert', 'classical', 'festival', 'sport', 'theatre', 'comedy', 'film', 'family', 'other')),
  title           text not null check (title <> ''),
  description     text,
  genres          text[] not null default '{}',
  cast_names      text[] not null default '{}',
  directors       text[] not null default '{}',
  rating          text,
  runtime_minutes integer check (runtime_minutes between 1 and 10000),
  trailer_url     text,
  language        text,
  source          text,
  source_id       text,
  source_digest   bytea,
  made_at         timestamptz not null default now(),
  changed_at      timestamptz not null default now(),
  unique (organiser_id, source, source_id),
  check ((source is null) = (source_id is null) and (source is null) = (source_digest is null))
);
comment on table shows is 'What is presented: a film, a tour, a play, a fixture. Public once one of its events is.';
comment on column shows.rating is 'Age rating as its board words it, e.g. 12A.';
comment on column shows.language is 'BCP 47 tag of the language spoken.';
create index shows_title on shows using gin (search_fold(title) gin_trgm_ops);
create index shows_order on shows (search_fold(title), show_id);

create table show_performers (
  show_id       uuid not null references shows on delete cascade,
  performer_id  uuid not null references performers,
  billing       integer not null check (billing >= 0),
  role          text,
  primary key (show_id, performer_id)
);
comment on table show_performers is 'Who appears in every event of a show; billing 0 heads the bill.';
create index show_performers_performer on show_performers (performer_id);

create table events (
  event_id           uuid primary key,
  organiser_id       uuid not null references accounts (account_id),
  show_id            uuid not null references shows,
  venue_id           uuid not null references venues,
  hall_id            uuid references halls,
  title              text check (title <> ''),
  description        text,
  status             text not null default 'draft'
                     check (status in ('draft', 'scheduled', 'postponed', 'rescheduled', 'cancelled')),
  starts_at          timestamptz not null,
  previous_starts_at timestamptz,
  doors_at           timestamptz check (doors_at <= starts_at),
  ends_at            timestamptz check (ends_at > starts_at),
  local_date         date not null,
  on_sale_at         timestamptz,
  off_sale_at        timestamptz check (off_sale_at > on_sale_at),
  allowance          integer not null default 10 check (allowance between 1 and 10),
  features           text[] not null default '{}',
  manifest_hash      text references manifests,
  revision           integer not null default 0 check (revision >= 0),
  source             text,
  source_id          text,
  source_digest      bytea,
  made_at            timestamptz not null default now(),
  changed_at         timestamptz not null default now(),
  published_at       timestamptz,
  unique (organiser_id, source, source_id),
  check ((source is null) = (source_id is null) and (source is null) = (source_digest is null)),
  check (status = 'draft' or manifest_hash is not null),
  check (status = 'draft' or published_at is not null)
);
comment on table events is 'Dated occurrences of shows at venues. Nothing is stored per place: publishing costs the same for a club and a stadium.';
comment on column events.title is 'Null: the title of the show.';
comment on column events.previous_starts_at is 'When it was to start before it was postponed or rescheduled.';
comment on column events.local_date is 'Day of the start in the time zone of the venue.';
comment on column events.on_sale_at is 'Null: on sale as soon as published.';
comment on column events.off_sale_at is 'Null: on sale until it starts.';
comment on column events.allowance is 'Tickets at most for one person, across orders.';
comment on column events.features is 'What sets this occurrence apart: subtitled, audio-described, relaxed, imax, 3d.';
comment on column events.published_at is 'When it was first before the public. From then on others go by its place numbers, and its manifest may only grow at its end, also while it is a draft again.';
comment on column events.revision is 'Grows with each change that readers see.';
create index events_organiser on events (organiser_id, starts_at, event_id);
create index events_organiser_status on events (organiser_id, status, starts_at, event_id);
create index events_show on events (show_id, starts_at, event_id);
create index events_venue on events (venue_id, starts_at, event_id);

create table event_performers (
  event_id      uuid not null references events on delete cascade,
  performer_id  uuid not null references performers,
  billing       integer not null check (billing >= 0),
  role          text,
  primary key (event_id, performer_id)
);
comment on table event_performers is 'Who appears in this event alone, beside the performers of its show.';
create index event_performers_performer on event_performers (performer_id);

create table price_levels (
  event_id        uuid not null references events on delete cascade,
  price_level_id  uuid not null,
  name            text not null check (name <> ''),
  position        integer not null check (position >= 0),
  category_keys   text[] not null check (cardinality(category_keys) > 0),
  face_minor      bigint not null check (face_minor >= 0),
  fees_minor      bigint not null check (fees_minor >= 0),
  all_in_minor    bigint not null check (all_in_minor = face_minor + fees_minor),
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (event_id, price_level_id),
  unique (event_id, name)
);
comment on table price_levels is 'What places cost. Each category of the manifest belongs to exactly one price level of the event.';
comment on column price_levels.category_keys is 'Categories of the manifest that are sold at this price.';
comment on column price_levels.all_in_minor is 'What the buyer pays: face value and fees, in minor units.';

create table import_shifts (
  organiser_id  uuid not null references accounts (account_id),
  source        text not null check (source <> ''),
  shift_days    integer not null,
  recorded_at   timestamptz not null default now(),
  primary key (organiser_id, source)
);
comment on table import_shifts is 'By how many whole days the dates of a source were moved; recorded at its first import and kept, so that a second run changes nothing.';
