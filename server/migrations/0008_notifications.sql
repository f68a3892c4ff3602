-- Creates notifications and mails. New tables only: nothing that runs is touched.

create table notifications (
  account_id       uuid not null references accounts,
  notification_id  uuid not null,
  kind             text not null check (kind <> ''),
  event_id         uuid,
  data             jsonb not null,
  made_at          timestamptz not null,
  read_at          timestamptz,
  primary key (account_id, notification_id)
);
comment on table notifications is 'What a person is told in the app, one row for each announcement that concerns them. Owned by notifications.';
comment on column notifications.notification_id is 'The id of the announcement in the outbox: hearing it twice makes one notification, and ids sort by time.';
comment on column notifications.kind is 'One of notificationKinds in the contract.';
comment on column notifications.data is 'What the kind needs to be put into words: ids, amounts, reasons. Never a name or an address.';
create index notifications_unread on notifications (account_id) where read_at is null;
create index notifications_age on notifications (made_at);

create table mails (
  mail_id      uuid primary key,
  kind         text not null check (kind in ('code', 'order-confirmed', 'order-undone', 'order-refunded')),
  account_id   uuid references accounts,
  data         jsonb not null,
  made_at      timestamptz not null default now(),
  tries        smallint not null default 0 check (tries >= 0),
  sent_at      timestamptz,
  given_up_at  timestamptz,
  given_up_because  text check (given_up_because in ('nothing-to-say', 'refused', 'too-many-tries')),
  check (sent_at is null or given_up_at is null),
  check ((given_up_at is null) = (given_up_because is null))
);
comment on table mails is 'Mail to people, one row for each announcement that is told by mail; written in full only at the moment of sending. Owned by notifications.';
comment on column mails.mail_id is 'The id of the announcement in the outbox, and the Message-ID: hearing it twice makes one mail, and sending it twice shows.';
comment on column mails.account_id is 'Whose it is; null for a code, which may go to somebody who has no account.';
comment on column mails.data is 'Ids of what the mail is about. Never a name, an address or a code.';
create index mails_unsent on mails (made_at) where sent_at is null and given_up_at is null;
create index mails_of_account on mails (account_id);
create index mails_age on mails (made_at);
