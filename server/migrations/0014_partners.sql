-- Creates partner feeds: what cinemas and other partners send, and what they were told. New tables only: nothing that runs is
-- touched.

create table partner_feeds (
  feed_id           uuid primary key,
  organiser_id      uuid not null references accounts (account_id),
  name              text not null check (name <> ''),
  key_number        integer not null default 1 check (key_number > 0),
  expecting         bigint not null default 1 check (expecting > 0),
  told              bigint not null default 0 check (told >= 0),
  working_until     timestamptz,
  last_received_at  timestamptz,
  made_at           timestamptz not null default now(),
  revoked_at        timestamptz,
  unique (organiser_id, name)
);
comment on table partner_feeds is 'Partners of an organiser who send films, screens and showtimes, and are told what is left. Their secrets are derived, never stored.';
comment on column partner_feeds.key_number is 'Which secret is theirs; the next one takes its place when they lose it.';
comment on column partner_feeds.expecting is 'Sequence of the next message. All before it were taken.';
comment on column partner_feeds.told is 'Sequence of the last change of availability that can be read.';
comment on column partner_feeds.working_until is 'A node is taking messages until then at most: of two, one waits.';

create table partner_messages (
  feed_id      uuid not null references partner_feeds on delete cascade,
  sequence     bigint not null check (sequence > 0),
  body         text not null,
  received_at  timestamptz not null default now(),
  primary key (feed_id, sequence)
);
comment on table partner_messages is 'Messages that came before those in front of them; taken and deleted when the gap is closed. A thousand a feed at most.';

create table partner_refusals (
  feed_id     uuid not null references partner_feeds on delete cascade,
  sequence    bigint not null,
  position    integer not null,
  change      text not null,
  faults      jsonb not null,
  refused_at  timestamptz not null default now(),
  primary key (feed_id, sequence, position)
);
comment on table partner_refusals is 'Changes that were not taken, with their faults; the latest thousand of a feed.';

create table partner_told (
  feed_id    uuid not null references partner_feeds on delete cascade,
  event_id   uuid not null,
  showtime   text not null,
  version    bigint not null,
  told       bigint not null,
  available  integer not null check (available >= 0),
  places     integer not null,
  bitmap     bytea not null,
  told_at    timestamptz not null default now(),
  primary key (feed_id, event_id)
);
comment on table partner_told is 'What a partner can read about each showtime: its latest availability, and at which sequence it was told. Nothing older is kept, since the latest says all.';
comment on column partner_told.version is 'Sequence in the log of the event that this is the state of.';
create index partner_told_order on partner_told (feed_id, told);
