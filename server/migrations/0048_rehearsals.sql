-- Adds rehearsals and marks what belongs to one. A table, and columns that are null for all that is there: what runs goes on.
-- The ledger stays append-only but for entries of a rehearsal, whose money never was.

create table rehearsals (
  rehearsal_id uuid primary key,
  nonce        text not null check (length(nonce) >= 32),
  event_id     uuid unique,
  people       integer not null check (people between 1 and 1000000),
  begun_at     timestamptz not null default now(),
  removed_at   timestamptz
);
comment on table rehearsals is 'Synthetic on-sales against this installation. One row while a rehearsal goes on, and a day longer, so that what comes late can be removed too.';
comment on column rehearsals.rehearsal_id is 'All but its last eight digits begin the ids of the accounts that take part.';
comment on column rehearsals.nonce is 'What the installation must answer, to show that it reads this very database.';
comment on column rehearsals.event_id is 'The event that is sold; null until it is there.';
comment on column rehearsals.removed_at is 'When all that belonged to it was removed.';

alter table venues add column rehearsal_id uuid;
alter table events add column rehearsal_id uuid;
comment on column venues.rehearsal_id is 'Made for a rehearsal: in no list.';
comment on column events.rehearsal_id is 'Made for a rehearsal: found by its id alone, in no search, list, feed or sitemap, and removed when that is over. Never changes.';

create function rehearsal_mark_stays() returns trigger language plpgsql as $$
begin
  raise exception 'an event is made for a rehearsal, or is not: that never changes'
    using errcode = 'restrict_violation', constraint = 'rehearsal_mark_stays';
end $$;
create trigger rehearsal_mark_stays before update of rehearsal_id on events
  for each row when (old.rehearsal_id is distinct from new.rehearsal_id) execute function rehearsal_mark_stays();

create function ledger_is_kept() returns trigger language plpgsql as $$
begin
  if exists (
    select from removed left join events on events.event_id = removed.event_id where events.rehearsal_id is null
  ) then
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation', constraint = 'ledger_is_append_only';
  end if;
  return null;
end $$;
drop trigger ledger_is_append_only on ledger_entries;
create trigger ledger_is_append_only before update or truncate on ledger_entries
  for each statement execute function ledger_is_append_only();
create trigger ledger_is_kept after delete on ledger_entries referencing old table as removed
  for each statement execute function ledger_is_kept();
