-- Adds when a webhook that waits is to be looked at again, so that one that always fails takes nobody's turn. The default is
-- no rewrite; the index of the waiting, who are few, is replaced. The program before runs on: it goes by received_at.

alter table webhook_inbox add column look_at timestamptz not null default now() + interval '5 seconds';
comment on column webhook_inbox.look_at is 'While it waits: when it is taken over, should whoever received it not have worked on it, and after a failure when it is tried again.';
drop index webhook_inbox_waiting;
create index webhook_inbox_waiting on webhook_inbox (look_at) where worked_at is null;
