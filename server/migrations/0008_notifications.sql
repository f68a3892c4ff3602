-- Creates notifications. A new table only: nothing that runs is touched.

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
