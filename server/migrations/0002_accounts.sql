-- Creates accounts, sessions, refresh tokens and rate limits. New tables only: nothing that runs is touched.

create table accounts (
  account_id         uuid primary key,
  kind               text not null check (kind in ('individual', 'vendor')),
  email              text,
  email_key          text constraint accounts_email_key unique,
  password_hash      text,
  name               text not null,
  organisation_name  text,
  made_at            timestamptz not null default now(),
  deleted_at         timestamptz,
  check ((kind = 'vendor') = (organisation_name is not null)),
  constraint accounts_deleted_carry_no_person check (
    case when deleted_at is null
      then email is not null and email_key is not null and password_hash is not null and name <> ''
      else email is null and email_key is null and password_hash is null and name = ''
    end)
);
comment on table accounts is 'Who may sign in: individuals buy, vendors sell. A deleted account keeps its id, so that orders stay whole, and nothing of the person.';
comment on column accounts.email is 'As the person wrote it, where mail goes.';
comment on column accounts.email_key is 'The address brought to one form (Unicode, case, domain): two people never share it.';
comment on column accounts.password_hash is 'argon2id in PHC format, with its parameters and salt.';
comment on column accounts.organisation_name is 'Who sells, as buyers see it; vendors only. Stays when a vendor is deleted, since tickets sold name their seller.';

create table sessions (
  session_id     uuid primary key,
  account_id     uuid not null references accounts,
  device         text not null,
  network        bytea not null,
  started_at     timestamptz not null default now(),
  last_used_at   timestamptz not null default now(),
  expires_at     timestamptz not null,
  ended_at       timestamptz,
  ended_because  text check (ended_because in
                   ('signed-out', 'signed-out-everywhere', 'password-changed', 'token-reused', 'too-many', 'account-deleted')),
  check ((ended_at is null) = (ended_because is null)),
  check (expires_at > started_at)
);
comment on table sessions is 'A sign-in on one device, and the family of refresh tokens that descend from it.';
comment on column sessions.device is 'What the client calls itself (User-Agent), so that a person knows their devices.';
comment on column sessions.network is 'Keyed digest of the address signed in from: tells a known network from a strange one without naming it.';
comment on column sessions.expires_at is 'When the session is over; each refresh moves it on, up to a limit from its start.';
create index sessions_open on sessions (account_id) where ended_at is null;
create index sessions_networks on sessions (account_id, network, started_at);
create index sessions_ended on sessions (ended_at) where ended_at is not null;
create index sessions_expiring on sessions (expires_at);

create table refresh_tokens (
  token_hash  bytea primary key check (octet_length(token_hash) = 32),
  session_id  uuid not null references sessions on delete cascade,
  made_at     timestamptz not null default now(),
  used_at     timestamptz
);
comment on table refresh_tokens is 'SHA-256 of every refresh token of a session. Used ones stay: meeting one again means that two parties hold it.';
create unique index refresh_tokens_one_live on refresh_tokens (session_id) where used_at is null;
create index refresh_tokens_of_session on refresh_tokens (session_id);

create unlogged table rate_limits (
  bucket    text not null,
  subject   bytea not null,
  empty_at  timestamptz not null,
  primary key (bucket, subject)
);
comment on table rate_limits is 'Leaky buckets shared by all processes. Unlogged: a crash empties them, which costs a guesser a few tries and nobody a seat.';
comment on column rate_limits.subject is 'Keyed digest of the account or network that is limited: the table names nobody.';
comment on column rate_limits.empty_at is 'When the bucket will have drained; the fuller it is, the further away.';
create index rate_limits_empty on rate_limits (empty_at);
