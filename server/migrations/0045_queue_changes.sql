-- Adds who changed what at a waiting room, for its organiser to see. A new table only: nothing that runs is touched.

create table queue_changes (
  event_id   uuid not null,
  change_id  uuid not null,
  at         timestamptz not null default now(),
  account_id uuid,
  change     jsonb not null check (jsonb_typeof(change) = 'object' and change <> '{}'),
  primary key (event_id, change_id)
);
comment on table queue_changes is 'What was changed at a waiting room: its settings, pace, pause, message, end. Written with the change itself.';
comment on column queue_changes.change_id is 'UUID version 7: in order of time.';
comment on column queue_changes.account_id is 'Who changed it; null: it came about by itself.';
comment on column queue_changes.change is 'As the contract tells it, without when and by whom.';
