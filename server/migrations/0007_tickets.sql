-- Creates tickets. A new table only: nothing that runs is touched.

create table tickets (
  event_id           uuid not null,
  ticket_id          uuid not null,
  order_id           uuid not null,
  place_no           integer not null,
  holder_account_id  uuid not null references accounts,
  holder_name        text not null check (length(holder_name) <= 200),
  state              text not null check (state in ('issued', 'revoked')),
  key_number         smallint not null check (key_number between 1 and 255),
  issued_at          timestamptz not null default now(),
  revoked_at         timestamptz,
  revoked_because    text check (revoked_because in ('refunded', 'cancelled', 'disputed')),
  primary key (event_id, ticket_id),
  foreign key (event_id, order_id, place_no) references order_lines,
  constraint tickets_revoked_say_when_and_why check (
    (state = 'revoked') = (revoked_at is not null) and (state = 'revoked') = (revoked_because is not null))
);
comment on table tickets is 'The right of one holder to one place. Its code is not here: it is signed anew whenever it is read, with a key that the database does not hold. Owned by tickets.';
comment on column tickets.event_id is 'Head of every key here, so that tables can be distributed by event.';
comment on column tickets.place_no is 'Number of the place in the manifest of the event.';
comment on column tickets.holder_account_id is 'Whose it is now; the order knows who bought it.';
comment on column tickets.holder_name is 'As printed. Empty once the holder deleted their account.';
comment on column tickets.state is 'Moves only as ticketMoves in contract/src/tickets.ts allows. Only an issued ticket admits.';
comment on column tickets.key_number is 'Which of the event''s keys signs its code, so that rotating keys leaves tickets that are out valid.';
create unique index tickets_one_live_per_place on tickets (event_id, place_no) where state = 'issued';
create index tickets_of_order on tickets (event_id, order_id);
create index tickets_of_holder on tickets (holder_account_id, ticket_id);
