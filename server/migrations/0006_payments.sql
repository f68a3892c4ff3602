-- Creates payments, refunds, disputes, the inbox of webhooks and the ledger. New tables only: nothing that runs is touched.

create table payments (
  event_id        uuid not null,
  payment_id      uuid not null,
  order_id        uuid not null,
  provider        text not null check (provider in ('stripe')),
  state           text not null check (state in ('starting', 'open', 'authorised', 'captured', 'voided', 'expired', 'failed')),
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor    bigint not null check (amount_minor > 0),
  captured_minor  bigint not null default 0 check (captured_minor >= 0),
  session_key     text not null check (length(session_key) between 1 and 255),
  session_id      text,
  session_url     text,
  intent_id       text,
  capture_key     text not null check (length(capture_key) between 1 and 255),
  capture_until   timestamptz,
  void_key        text not null check (length(void_key) between 1 and 255),
  seen            jsonb,
  seen_at         timestamptz,
  made_at         timestamptz not null default now(),
  primary key (event_id, payment_id),
  constraint payments_one_per_order unique (event_id, order_id),
  foreign key (event_id, order_id) references orders,
  constraint payments_captured_say_how_much check ((state = 'captured') = (captured_minor > 0)),
  constraint payments_know_their_object check (
    (state not in ('open', 'authorised', 'captured') or session_id is not null)
    and (state not in ('authorised', 'captured') or intent_id is not null))
);
comment on table payments is 'The payment of an order at a provider: at most one an order, so at most one is ever captured. Owned by payments.';
comment on column payments.state is 'What the provider last said, as paymentMoves in contract/src/orders.ts allows.';
comment on column payments.captured_minor is 'What the provider says it took, in minor units.';
comment on column payments.session_key is 'Idempotency key of the call that opens the session; stored before the call. A new one only after an answered failure.';
comment on column payments.session_url is 'The provider''s page where the buyer pays, while it is open.';
comment on column payments.capture_key is 'Idempotency key of the capture; the same for every try whose outcome is not known.';
comment on column payments.capture_until is 'Until when a failing capture is tried again; set when it first failed.';
comment on column payments.void_key is 'Idempotency key of the call that gives an authorisation back.';
comment on column payments.seen is 'The provider''s object in short, as it was last read, for a person who looks into it.';
comment on column payments.seen_at is 'When the provider was last asked.';
create index payments_of_intent on payments (intent_id) where intent_id is not null;

create table refunds (
  event_id            uuid not null,
  refund_id           uuid not null,
  order_id            uuid not null,
  payment_id          uuid not null,
  state               text not null check (state in ('asked', 'pending', 'succeeded', 'failed')),
  currency            text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor        bigint not null check (amount_minor > 0),
  fees_minor          bigint not null check (fees_minor between 0 and amount_minor),
  reason              text not null check (reason <> ''),
  asked_by            uuid references accounts,
  places              integer[] not null,
  places_returned_at  timestamptz,
  refund_key          text not null check (length(refund_key) between 1 and 255),
  provider_refund_id  text,
  failed_because      text,
  made_at             timestamptz not null default now(),
  ended_at            timestamptz,
  primary key (event_id, refund_id),
  constraint refunds_once_at_the_provider unique (event_id, provider_refund_id),
  foreign key (event_id, payment_id) references payments,
  check (state not in ('pending', 'succeeded') or provider_refund_id is not null)
);
comment on table refunds is 'Money on its way back to a buyer. Owned by payments.';
comment on column refunds.state is 'Moves only as refundMoves in contract/src/orders.ts allows.';
comment on column refunds.fees_minor is 'Which part of the amount are fees given back.';
comment on column refunds.asked_by is 'Who asked for it; null: Foyer itself, or somebody at the provider.';
comment on column refunds.places is 'Places whose tickets were revoked with it and which go back on sale.';
comment on column refunds.places_returned_at is 'When the inventory had them back; null with places: still to be done.';
comment on column refunds.refund_key is 'Idempotency key of the call; stored before it.';
create index refunds_of_order on refunds (event_id, order_id);

create table disputes (
  event_id             uuid not null,
  dispute_id           uuid not null,
  order_id             uuid not null,
  payment_id           uuid not null,
  provider_dispute_id  text not null,
  state                text not null check (state in ('open', 'won', 'lost')),
  currency             text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor         bigint not null check (amount_minor > 0),
  opened_at            timestamptz not null default now(),
  closed_at            timestamptz,
  primary key (event_id, dispute_id),
  constraint disputes_once unique (event_id, provider_dispute_id),
  foreign key (event_id, payment_id) references payments,
  check ((state = 'open') = (closed_at is null))
);
comment on table disputes is 'A buyer''s bank asks the money back. Owned by payments.';
create index disputes_of_order on disputes (event_id, order_id);

create table webhook_inbox (
  provider           text not null check (provider in ('stripe')),
  provider_event_id  text not null check (length(provider_event_id) between 1 and 255),
  kind               text not null,
  about              text not null check (about in ('payment', 'money-back', 'other')),
  event_id           uuid,
  order_id           uuid,
  body               text not null,
  received_at        timestamptz not null default now(),
  worked_at          timestamptz,
  outcome            text,
  primary key (provider, provider_event_id)
);
comment on table webhook_inbox is 'What providers told us, once each, exactly as received. It is worked on after it is answered; it only ever leads to the order being settled. Owned by payments.';
comment on column webhook_inbox.about is 'Which part of a payment it tells about; other leads to nothing.';
comment on column webhook_inbox.order_id is 'The order that it speaks of; null: none of ours.';
comment on column webhook_inbox.worked_at is 'When the order was settled on its account; null: still to be done.';
comment on column webhook_inbox.outcome is 'In a word what came of it.';
create index webhook_inbox_waiting on webhook_inbox (received_at) where worked_at is null;

create table ledger_entries (
  event_id      uuid not null,
  kind          text not null check (kind in
                  ('capture', 'capture-without-sale', 'refund-asked', 'refund-paid', 'refund-returned',
                   'refund-failed', 'dispute-opened', 'dispute-won', 'dispute-lost')),
  source_id     uuid not null,
  account       text not null check (account in
                  ('provider-clearing', 'organiser-payable', 'platform-fees', 'refund-payable', 'disputed')),
  order_id      uuid not null,
  amount_minor  bigint not null check (amount_minor <> 0),
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  made_at       timestamptz not null default now(),
  primary key (event_id, kind, source_id, account),
  foreign key (event_id, order_id) references orders
);
comment on table ledger_entries is 'Double-entry ledger, append-only. The entries of one kind and source are one transaction: written by one statement, summing to zero, at most once. Owned by payments.';
comment on column ledger_entries.source_id is 'The payment, refund or dispute that moved the money.';
comment on column ledger_entries.account is 'provider-clearing: what the provider holds for us; organiser-payable: owed to organisers; platform-fees: fees earned; refund-payable: owed to buyers; disputed: withheld by the provider.';
comment on column ledger_entries.amount_minor is 'Minor units of the currency; positive is debit, negative is credit.';
create index ledger_entries_of_order on ledger_entries (event_id, order_id);

create function ledger_must_balance() returns trigger language plpgsql as $$
begin
  if exists (
    select from added group by event_id, kind, source_id
    having sum(amount_minor) <> 0 or count(distinct currency) <> 1 or count(distinct order_id) <> 1
  ) then
    raise exception 'ledger entries must sum to zero in one currency, for one order'
      using errcode = 'check_violation', constraint = 'ledger_must_balance';
  end if;
  return null;
end $$;
create trigger ledger_must_balance after insert on ledger_entries
  referencing new table as added for each statement execute function ledger_must_balance();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation', constraint = 'ledger_is_append_only';
end $$;
create trigger ledger_is_append_only before update or delete or truncate on ledger_entries
  for each statement execute function ledger_is_append_only();
