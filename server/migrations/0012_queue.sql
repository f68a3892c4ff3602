-- Creates the waiting room: what organisers set for an on-sale, who entered, how far people are let in, and the draw.
-- New tables only: nothing that runs is touched.

create table on_sales (
  event_id          uuid primary key,
  lobby_opens_at    timestamptz not null,
  lobby_closes_at   timestamptz not null,
  on_sale_at        timestamptz not null,
  people_at_once    integer not null check (people_at_once between 1 and 1000000),
  people_per_minute integer check (people_per_minute between 1 and 1000000),
  session_seconds   integer not null check (session_seconds between 60 and 3600),
  places_per_person integer check (places_per_person between 1 and 100),
  proof_of_work     boolean not null,
  randomness        text not null check (randomness in ('seed', 'drand')),
  seed_commitment   text check (length(seed_commitment) = 64),
  set_at            timestamptz not null default now(),
  check (lobby_opens_at < lobby_closes_at and lobby_closes_at < on_sale_at),
  check ((seed_commitment is not null) = (randomness = 'seed'))
);
comment on table on_sales is 'What an organiser set for an event with a waiting room. An event without a row has no queue in the way.';
comment on column on_sales.lobby_closes_at is 'Whoever entered before is drawn; whoever comes later follows in order of arrival.';
comment on column on_sales.on_sale_at is 'When people are let in; a later one in the catalogue counts instead.';
comment on column on_sales.people_at_once is 'Sessions at most at one moment.';
comment on column on_sales.people_per_minute is 'Let in at most; null: as many as there is room for.';
comment on column on_sales.session_seconds is 'How long whoever was let in has for choosing and holding.';
comment on column on_sales.places_per_person is 'Lower than the allowance of the event; null: as the event says.';
comment on column on_sales.seed_commitment is 'SHA-256 of the seed that will decide the draw, published from the beginning.';

create table queue_heads (
  event_id     uuid primary key references on_sales on delete cascade,
  lobby        integer not null default 0 check (lobby >= 0),
  closed_at    timestamptz,
  arrivals     bigint not null default 0 check (arrivals >= 0),
  watermark    bigint not null default 0 check (watermark >= 0),
  credit       double precision not null default 0,
  capacity     double precision not null default 200 check (capacity > 0),
  pressed_at   timestamptz,
  stepped_at   timestamptz,
  paused_at    timestamptz,
  message      text check (length(message) between 1 and 500),
  ended_at     timestamptz,
  forgotten_at timestamptz,
  check (arrivals = 0 or closed_at is not null),
  check (watermark <= lobby + arrivals)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table queue_heads is 'One row for each waiting room: how many came, and how far people are let in.';
comment on column queue_heads.lobby is 'Entries before the lobby closed: numbers 1 to lobby are theirs, in the order of the draw.';
comment on column queue_heads.arrivals is 'Entries since: numbers from lobby + 1 on.';
comment on column queue_heads.watermark is 'Whoever has this number or a lower one may go in. Never goes back.';
comment on column queue_heads.credit is 'Part of a person left over from the last step, so that a pace of 100 a minute is one.';
comment on column queue_heads.capacity is 'People a second that the installation was last seen to bear.';
comment on column queue_heads.pressed_at is 'When a node last could not keep up.';
comment on column queue_heads.ended_at is 'Since when nobody needs a pass any more.';
comment on column queue_heads.forgotten_at is 'Since when nobody knows any more who was in it; its draw stays.';

create function refuse_going_back() returns trigger language plpgsql as $$
begin
  if new.watermark < old.watermark then raise exception 'the watermark would go back from % to %', old.watermark, new.watermark; end if;
  if old.closed_at is not null and (new.closed_at is distinct from old.closed_at or new.lobby <> old.lobby) then
    raise exception 'the lobby is closed';
  end if;
  if new.lobby < old.lobby or new.arrivals < old.arrivals then raise exception 'entries are not taken back'; end if;
  return new;
end $$;
create trigger never_back before update on queue_heads for each row execute function refuse_going_back();

create table queue_entries (
  event_id   uuid not null,
  account_id uuid not null,
  entry_id   uuid not null,
  nonce      bytea not null check (length(nonce) between 16 and 32),
  commitment bytea check (length(commitment) = 32),
  number     bigint check (number > 0),
  entered_at timestamptz not null default now(),
  primary key (event_id, account_id),
  check ((commitment is null) = (number is not null))
);
comment on table queue_entries is 'Who entered a waiting room: one row for an account, however often and from wherever it enters.';
comment on column queue_entries.nonce is 'By the entrant; part of what the draw commits to.';
comment on column queue_entries.commitment is 'Of whoever is drawn; null for those who came later.';
comment on column queue_entries.number is 'Of whoever came after the lobby closed; the draw numbers the others.';
create unique index queue_entries_number on queue_entries (event_id, number) where number is not null;

create table queue_draws (
  event_id     uuid primary key references queue_heads on delete cascade,
  announcement text not null,
  announced_at timestamptz not null,
  secret       text check (length(secret) in (64, 96)),
  seed         text check (length(seed) = 64),
  drawn_at     timestamptz,
  check ((secret is null) = (drawn_at is null) and (seed is null) = (drawn_at is null))
);
comment on table queue_draws is 'The draw of a lobby: announced once, then decided once (docs/draw.md).';
comment on column queue_draws.seed is 'Of the order, from announcement and secret: kept, since working it out may take its time.';
comment on column queue_draws.secret is 'Signature of the beacon, or the seed; null until it may be known.';

create table queue_sessions (
  event_id   uuid not null,
  account_id uuid not null,
  number     bigint not null,
  opened_at  timestamptz not null default now(),
  ends_at    timestamptz not null,
  visits     integer not null default 1 check (visits >= 1),
  passes     integer not null default 1 check (passes >= 1),
  unpaid     integer not null default 0 check (unpaid >= 0),
  hold_id    uuid not null,
  primary key (event_id, account_id)
);
comment on table queue_sessions is 'Who was let in: the time that they have, and the hold that their pass is good for.';
comment on column queue_sessions.visits is 'How often this account was let in.';
comment on column queue_sessions.passes is 'Passes of this visit: one after another, each for one hold.';
comment on column queue_sessions.unpaid is 'Visits that ended with a hold left unpaid: the pause before the next one grows with them.';
comment on column queue_sessions.hold_id is 'The one hold that the current pass lets be made. Since a hold is made once, so is the pass used once.';
create index queue_sessions_open on queue_sessions (event_id, ends_at);
create unique index queue_sessions_hold on queue_sessions (event_id, hold_id);

create table queue_steps (
  event_id  uuid not null,
  at        timestamptz not null,
  watermark bigint not null,
  primary key (event_id, at)
);
comment on table queue_steps is 'How the watermark went: what the estimates are made of.';

create table queue_networks (
  event_id uuid not null,
  network  bytea not null,
  entries  integer not null,
  primary key (event_id, network)
);
comment on table queue_networks is 'How many entered from one network, as a keyed digest: the more, the more work a further entry takes.';

create table queue_spent_proofs (
  digest     bytea primary key,
  expires_at timestamptz not null
);
comment on table queue_spent_proofs is 'Proofs of work that were used, until they are over.';
create index queue_spent_proofs_expires on queue_spent_proofs (expires_at);

create table queue_refusals (
  event_id uuid not null,
  reason   text not null,
  count    bigint not null,
  primary key (event_id, reason)
);
comment on table queue_refusals is 'How often people were refused, by reason: for the organiser to see.';

-- Enters a batch of accounts, each at most once, in the order in which they came. One call, one commit. The head is locked
-- first, so entries and the closing of the lobby stand in one order. Bytes come in hexadecimal.
create function enter_queue(
  in_event uuid, in_accounts uuid[], in_entries uuid[], in_nonces text[], in_commitments text[],
  in_networks text[], in_proofs text[], in_proofs_until timestamptz[]
) returns table (account_id uuid, entry_id uuid, nonce bytea, number bigint, outcome text) language plpgsql as $$
#variable_conflict use_column
declare
  head queue_heads;
  plan on_sales;
  fresh uuid[];
begin
  select * into head from queue_heads h where h.event_id = in_event for update;
  select * into plan from on_sales o where o.event_id = in_event;
  if head.event_id is null or head.ended_at is not null then
    return query select a, null::uuid, null::bytea, null::bigint, 'no-queue' from unnest(in_accounts) a;
    return;
  end if;
  if now() < plan.lobby_opens_at then
    return query select a, null::uuid, null::bytea, null::bigint, 'not-open' from unnest(in_accounts) a;
    return;
  end if;
  if head.closed_at is null and now() >= plan.lobby_closes_at then
    update queue_heads h set closed_at = now() where h.event_id = in_event returning h.* into head;
  end if;

  return query
    select e.account_id, e.entry_id, e.nonce, e.number, 'known'
      from queue_entries e where e.event_id = in_event and e.account_id = any(in_accounts);

  with asked as (
    select account, decode(hex, 'hex') as proof, proof_until
      from unnest(in_accounts, in_proofs, in_proofs_until) asked (account, hex, proof_until)
     where not exists (select 1 from queue_entries e where e.event_id = in_event and e.account_id = account)
  ), spent as (
    insert into queue_spent_proofs (digest, expires_at) select proof, proof_until from asked where proof is not null
    on conflict do nothing returning digest
  )
  select array_agg(account) into fresh from asked where proof is null or proof in (select digest from spent);

  return query
    select a, null::uuid, null::bytea, null::bigint, 'proof-spent' from unnest(in_accounts) a
     where a not in (select unnest(coalesce(fresh, '{}')))
       and not exists (select 1 from queue_entries e where e.event_id = in_event and e.account_id = a);
  if fresh is null then return; end if;

  return query
    insert into queue_entries (event_id, account_id, entry_id, nonce, commitment, number)
    select in_event, asked.account, asked.entry, decode(asked.nonce, 'hex'),
           case when head.closed_at is null then decode(asked.commitment, 'hex') end,
           case when head.closed_at is not null
                then head.lobby + head.arrivals + row_number() over (order by asked.place) end
      from unnest(in_accounts, in_entries, in_nonces, in_commitments)
           with ordinality asked (account, entry, nonce, commitment, place)
     where asked.account in (select unnest(fresh))
    returning queue_entries.account_id, queue_entries.entry_id, queue_entries.nonce, queue_entries.number, 'entered';

  update queue_heads h
     set lobby = h.lobby + case when h.closed_at is null then cardinality(fresh) else 0 end,
         arrivals = h.arrivals + case when h.closed_at is null then 0 else cardinality(fresh) end
   where h.event_id = in_event;
  insert into queue_networks (event_id, network, entries)
  select in_event, decode(network, 'hex'), count(*) from unnest(in_accounts, in_networks) asked (account, network)
   where account in (select unnest(fresh)) group by network
  on conflict (event_id, network) do update set entries = queue_networks.entries + excluded.entries;
end $$;
