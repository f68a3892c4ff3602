-- Creates accounts, sessions, refresh tokens, codes by mail and rate limits. New tables only: nothing that runs is touched.

create table accounts (
  account_id         uuid primary key,
  kind               text not null check (kind in ('individual', 'vendor')),
  email              text,
  email_key          text constraint accounts_email_key unique,
  password_hash      text,
  name               text not null,
  organisation_name  text,
  language           text not null default 'en' check (language in ('en', 'de', 'ja')),
  verified_at        timestamptz,
  made_at            timestamptz not null default now(),
  deleted_at         timestamptz,
  check ((kind = 'vendor') = (organisation_name is not null)),
  constraint accounts_deleted_carry_no_person check (
    case when deleted_at is null
      then email is not null and email_key is not null and name <> ''
      else email is null and email_key is null and password_hash is null and name = '' and verified_at is null
    end),
  constraint accounts_can_be_entered check (
    deleted_at is not null or password_hash is not null or (verified_at is not null and kind = 'individual'))
);
comment on table accounts is 'Who may sign in: individuals buy, vendors sell. A deleted account keeps its id, so that orders stay whole, and nothing of the person.';
comment on column accounts.email is 'As the person wrote it, where mail goes.';
comment on column accounts.email_key is 'The address brought to one form (Unicode, case, domain): two people never share it.';
comment on column accounts.password_hash is 'argon2id in PHC format, with its parameters and salt. Null for a guest, who signs in by codes to a verified address.';
comment on column accounts.language is 'Language that mail to the person is written in.';
comment on column accounts.verified_at is 'When somebody first proved to read the mail of the address; null: it is a name to sign in with and no more.';
comment on column accounts.organisation_name is 'Who sells, as buyers see it; vendors only. Stays when a vendor is deleted, since tickets sold name their seller.';

create table sessions (
  session_id     uuid primary key,
  account_id     uuid not null references accounts,
  device         text not null,
  network        bytea not null,
  carrier        text not null check (carrier in ('answer', 'cookie')),
  started_at     timestamptz not null default now(),
  last_used_at   timestamptz not null default now(),
  expires_at     timestamptz not null,
  ended_at       timestamptz,
  ended_because  text check (ended_because in
                   ('signed-out', 'signed-out-everywhere', 'password-changed', 'token-reused', 'too-many', 'address-proved', 'account-deleted')),
  check ((ended_at is null) = (ended_because is null)),
  check (expires_at > started_at)
);
comment on table sessions is 'A sign-in on one device, and the family of refresh tokens that descend from it.';
comment on column sessions.device is 'What the client calls itself (User-Agent), so that a person knows their devices.';
comment on column sessions.network is 'Keyed digest of the address signed in from: tells a known network from a strange one without naming it.';
comment on column sessions.carrier is 'How its refresh tokens travel: in answers and bodies, or in a cookie that no script reads. One does not pass for the other.';
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

create table address_codes (
  code_id     uuid primary key,
  purpose     text not null check (purpose in ('sign-in', 'reset-password', 'verify-address', 'delete-account')),
  email       text not null,
  email_key   text not null,
  language    text not null check (language in ('en', 'de', 'ja')),
  made_at     timestamptz not null default now(),
  expires_at  timestamptz not null,
  tries       smallint not null default 0 check (tries between 0 and 5),
  spent_at    timestamptz,
  check (expires_at > made_at)
);
comment on table address_codes is 'Codes that were asked for, each to be sent to an address and good once. Forgotten within the hour.';
comment on column address_codes.code_id is 'Known to whoever asked. The code itself is nowhere: it is derived from this by a key that is not in the database.';
comment on column address_codes.email is 'Where the mail goes, as it was written.';
comment on column address_codes.tries is 'Counted before a try is looked at, so that many at one moment gain nothing.';
create index address_codes_expiring on address_codes (expires_at);
create index address_codes_of_address on address_codes (email_key);

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
