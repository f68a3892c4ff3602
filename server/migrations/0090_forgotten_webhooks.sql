-- Finds webhooks that were worked on long ago by an index: without it each forgetting reads the whole inbox, which a busy
-- installation does not end within the time that a statement has, and so never forgets any. Building it keeps webhooks
-- from being written for as long as it takes to read the inbox once; the provider sends them again.

create index webhook_inbox_worked on webhook_inbox (worked_at) where worked_at is not null;
