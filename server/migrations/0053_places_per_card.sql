-- Adds how many places of a rush one card may pay for, and counts them. A column that is empty, new tables, and one more
-- word in a check: the old program runs on as before.

alter table on_sales add column places_per_card integer check (places_per_card between 1 and 1000);
comment on column on_sales.places_per_card is 'Places that may be paid for with one card, by whatever accounts; null: as many as they like.';

alter table orders drop constraint orders_ended_because_check;
alter table orders add constraint orders_ended_because_check check (ended_because in
  ('unpaid', 'cancelled-by-buyer', 'places-gone', 'capture-failed', 'refused-by-provider', 'too-many-for-card'));

create table card_places (
  event_id  uuid not null,
  card      bytea not null check (length(card) = 32),
  places    integer not null,
  ceiling   integer not null,
  primary key (event_id, card),
  constraint card_places_within check (places between 0 and ceiling)
);
comment on table card_places is 'Places of an event that were paid for with one card, across accounts. Owned by orders.';
comment on column card_places.card is 'Keyed digest of the event and of what the provider calls the card: neither the card nor its name can be told from it, nor that it was used for another event.';
comment on column card_places.ceiling is 'Places at most, as the rule was when it last paid for some.';

create table card_orders (
  event_id  uuid not null,
  order_id  uuid not null,
  card      bytea not null,
  places    integer not null check (places > 0),
  primary key (event_id, order_id)
);
comment on table card_orders is 'Orders that are counted in card_places: each once, until it ends without tickets.';

-- Counts an order for its card, once. False when the card would pay for more than it may: then nothing is changed. The row
-- of the card is the lock: of two orders at once the second sees what the first has counted.
create function count_for_card(in_event uuid, in_order uuid, in_card bytea, in_places integer, in_ceiling integer)
returns boolean language plpgsql as $$
begin
  insert into card_places (event_id, card, places, ceiling) values (in_event, in_card, 0, in_ceiling)
  on conflict do nothing;
  perform from card_places where event_id = in_event and card = in_card for update;
  if exists (select from card_orders where event_id = in_event and order_id = in_order) then return true; end if;
  update card_places set places = places + in_places, ceiling = in_ceiling
   where event_id = in_event and card = in_card and places + in_places <= in_ceiling;
  if not found then return false; end if;
  insert into card_orders (event_id, order_id, card, places) values (in_event, in_order, in_card, in_places);
  return true;
end $$;
