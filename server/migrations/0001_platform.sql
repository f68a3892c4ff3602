-- Creates the outbox and the store of idempotency keys. New tables only: nothing that runs is touched.

create table outbox (
  outbox_id   uuid primary key,
  kind        text not null check (kind <> ''),
  event_id    uuid,
  subject     text not null check (subject <> ''),
  data        jsonb not null,
  made_at     timestamptz not null default now(),
  taken_at    timestamptz,
  attempts    integer not null default 0 check (attempts >= 0)
);
comment on table outbox is 'What happened, written in the transaction in which it happened; taken at least once by each subscriber, in order for one subject.';
comment on column outbox.subject is 'What it is about, e.g. order:<id>; entries of one subject are taken in order.';
comment on column outbox.taken_at is 'When every subscriber had it; null: still to be taken.';
create index outbox_waiting on outbox (outbox_id) where taken_at is null;

create table idempotency_keys (
  account_id  uuid not null,
  key         text not null check (length(key) between 1 and 255),
  operation   text not null,
  digest      bytea not null,
  status      integer,
  answer      jsonb,
  made_at     timestamptz not null default now(),
  primary key (account_id, key)
);
comment on table idempotency_keys is 'Answers to requests that carried an Idempotency-Key, for 24 hours: repeating the request gives the same answer.';
comment on column idempotency_keys.digest is 'SHA-256 of operation and body: the same key with another body is refused.';
comment on column idempotency_keys.answer is 'Null while the first request is still being worked on.';
create index idempotency_keys_age on idempotency_keys (made_at);
