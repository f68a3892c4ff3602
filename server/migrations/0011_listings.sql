-- Creates what organisers do with listed events: their turns, presales with codes, and verdicts on suspected duplicates.
-- New tables only: nothing that runs is touched.

create table event_turns (
  turn_id             uuid primary key,
  event_id            uuid not null references events on delete cascade,
  status              text not null check (status in ('scheduled', 'postponed', 'rescheduled', 'cancelled', 'draft')),
  starts_at           timestamptz not null,
  previous_starts_at  timestamptz not null,
  reason              text check (reason <> ''),
  turned_at           timestamptz not null default now()
);
comment on table event_turns is 'What became of an event once it was published: one row for each time it was postponed, got another date, was cancelled, or was taken back to a draft. Never changed.';
comment on column event_turns.starts_at is 'When it was to start after the turn.';
comment on column event_turns.previous_starts_at is 'When it was to start before the turn; the same where only the status turned.';
comment on column event_turns.reason is 'What the organiser says to the public about it.';
create index event_turns_event on event_turns (event_id, turn_id);

create table presales (
  presale_id  uuid primary key,
  event_id    uuid not null references events on delete cascade,
  name        text not null check (name <> ''),
  starts_at   timestamptz not null,
  ends_at     timestamptz not null check (ends_at > starts_at),
  allowance   integer check (allowance between 1 and 10),
  made_at     timestamptz not null default now(),
  unique (event_id, name)
);
comment on table presales is 'Windows in which holders of a code may hold places before the sale opens to everybody.';
comment on column presales.allowance is 'Tickets at most for one person while it is a presale; null: as the event says.';

create table presale_codes (
  event_id    uuid not null references events on delete cascade,
  code_hash   bytea not null check (octet_length(code_hash) = 32),
  presale_id  uuid not null references presales on delete cascade,
  people_max  integer not null check (people_max > 0),
  people      integer not null default 0,
  constraint presale_codes_within check (people between 0 and people_max),
  made_at     timestamptz not null default now(),
  primary key (event_id, code_hash)
);
comment on table presale_codes is 'Codes of presales, as keyed digests: a copy of the database opens no presale.';
comment on column presale_codes.people is 'How many people have used it: the number of its rows in presale_uses.';
comment on column presale_codes.people_max is 'How many people may use the code; each as far as their allowance goes.';
create index presale_codes_presale on presale_codes (presale_id);

create table presale_uses (
  event_id    uuid not null,
  code_hash   bytea not null,
  account_id  uuid not null references accounts (account_id),
  used_at     timestamptz not null default now(),
  primary key (event_id, code_hash, account_id),
  foreign key (event_id, code_hash) references presale_codes on delete cascade
);
comment on table presale_uses is 'Who has used which code. A use belongs to a person for good, so that a hold that is repeated, lost or given back costs no second one.';
create index presale_uses_account on presale_uses (account_id);

create table distinct_pairs (
  organiser_id  uuid not null references accounts (account_id),
  kind          text not null check (kind in ('venue', 'performer')),
  first_id      uuid not null,
  second_id     uuid not null check (first_id < second_id),
  said_at       timestamptz not null default now(),
  primary key (organiser_id, kind, first_id, second_id)
);
comment on table distinct_pairs is 'Pairs that looked like duplicates and that a person of the organiser has said are two. They are not suspected again.';
