-- Adds indexes by event to webhooks, announcements and sales that were published, so that those of one event are found
-- without reading all. While each is built, about a second for a million rows, its table can be read and not written to.

create index webhook_inbox_event on webhook_inbox (event_id) where event_id is not null;
create index outbox_event on outbox (event_id) where event_id is not null;
create index sale_log_sales_event on sale_log_sales (event_id);
-- Holds are written too often for another index of that kind (4 % of what a hold costs): blocks by when they were made.
create index holds_held_at on holds using brin (held_at);
