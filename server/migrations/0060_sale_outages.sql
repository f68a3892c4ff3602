-- Adds when the sale was last served, and the outages that holds were given time for. New tables only: nothing that runs is
-- touched, and the program before does not know of them.

create table sale_watch (
  one        boolean primary key default true check (one),
  served_at  timestamptz not null default now()
) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table sale_watch is 'One row: when a node that serves the sale last said so, each second. None before the first.';

create table sale_outages (
  began_at   timestamptz primary key,
  ended_at   timestamptz not null check (ended_at > began_at),
  holds      integer not null check (holds >= 0),
  noted_at   timestamptz not null default now()
);
comment on table sale_outages is 'Times in which the sale could not be served, by which every hold that was live was made longer, in the same transaction.';
comment on column sale_outages.began_at is 'When the clocks of holds stood still: four seconds after the sale was last served.';
comment on column sale_outages.holds is 'How many holds were made longer.';
