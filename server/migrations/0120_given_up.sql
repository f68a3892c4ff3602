-- Keeps of an announcement that was refused too often when that was, and why. Nullable columns, no rewrite; the table is
-- locked for milliseconds. A worker of the version before goes on without them, and what it gives up is tried once more.

alter table outbox add column given_up_at timestamptz, add column last_error text;
comment on column outbox.given_up_at is 'When it had been refused so often that it was left; null: it was not. An operator sets it going again.';
comment on column outbox.last_error is 'Why a subscriber refused it last.';
create index outbox_given_up on outbox (outbox_id) where given_up_at is not null and taken_at is null;
