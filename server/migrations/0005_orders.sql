-- Creates orders and their lines. New tables only: nothing that runs is touched.

create table orders (
  event_id        uuid not null,
  order_id        uuid not null,
  buyer_id        uuid not null references accounts,
  hold_id         uuid not null,
  state           text not null check (state in
                    ('payment_pending', 'cancelling', 'authorised', 'confirmed', 'expired', 'cancelled', 'capture_failed',
                     'review', 'refund_pending', 'refund_failed', 'partly_refunded', 'refunded', 'disputed', 'dispute_lost')),
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  face_minor      bigint not null check (face_minor >= 0),
  fees_minor      bigint not null check (fees_minor >= 0),
  amount_minor    bigint not null,
  places          smallint not null check (places > 0),
  pay_by          timestamptz not null,
  settle_at       timestamptz,
  ended_because   text check (ended_because in
                    ('unpaid', 'cancelled-by-buyer', 'places-gone', 'capture-failed', 'refused-by-provider')),
  review_because  text check (review_because <> ''),
  made_at         timestamptz not null default now(),
  authorised_at   timestamptz,
  confirmed_at    timestamptz,
  ended_at        timestamptz,
  primary key (event_id, order_id),
  constraint orders_one_per_hold unique (event_id, hold_id),
  constraint orders_amount_is_the_sum check (amount_minor = face_minor + fees_minor),
  constraint orders_say_why_they_ended check (
    case when state in ('cancelling', 'expired', 'cancelled', 'capture_failed') then ended_because is not null
         when state in ('payment_pending', 'authorised', 'confirmed') then ended_because is null
         else true end),
  constraint orders_say_why_they_are_in_review check ((state = 'review') <= (review_because is not null)),
  constraint orders_confirmed_say_when check ((state = 'confirmed') <= (confirmed_at is not null))
);
comment on table orders is 'A purchase of the places of one hold: from waiting for the money to tickets, or to one of the side roads. Owned by orders.';
comment on column orders.event_id is 'Head of every key here, so that tables can be distributed by event. No foreign key: every sale of an event would lock the same row.';
comment on column orders.hold_id is 'The hold it was made from; one order a hold.';
comment on column orders.state is 'Moves only as orderMoves in contract/src/orders.ts allows; every change is conditional on the state before.';
comment on column orders.face_minor is 'Face values of its lines, in minor units.';
comment on column orders.fees_minor is 'Fees of its lines, in minor units.';
comment on column orders.amount_minor is 'What the buyer pays, all in; 0 for a free order, which has no payment.';
comment on column orders.places is 'How many lines it has.';
comment on column orders.pay_by is 'When it stops taking payment: a little before its hold ends, so that a payment of the last moment still finds its places held.';
comment on column orders.settle_at is 'When to look at it again if nothing else happens; null: nothing is pending. This makes each row its own job.';
comment on column orders.ended_because is 'Why it ends or ended without tickets.';
comment on column orders.review_because is 'What does not fit, when a person must look at it.';
comment on column orders.ended_at is 'When it ended without tickets.';
create index orders_of_buyer on orders (buyer_id, order_id);
create index orders_to_settle on orders (settle_at) where settle_at is not null;

create table order_lines (
  event_id        uuid not null,
  order_id        uuid not null,
  place_no        integer not null check (place_no >= 0),
  price_level_id  uuid not null,
  face_minor      bigint not null check (face_minor >= 0),
  fees_minor      bigint not null check (fees_minor >= 0),
  all_in_minor    bigint not null,
  primary key (event_id, order_id, place_no),
  foreign key (event_id, order_id) references orders,
  check (all_in_minor = face_minor + fees_minor)
);
comment on table order_lines is 'One place of an order and what it cost when it was ordered. Owned by orders.';
comment on column order_lines.place_no is 'Number of the place in the manifest of the event. A late payer may be given another place of the same price level.';
comment on column order_lines.all_in_minor is 'Face value and fees, in minor units of the order''s currency.';
