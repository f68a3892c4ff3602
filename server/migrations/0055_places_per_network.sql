-- Adds how many places of a rush one network may have, and counts them as places are counted for accounts. Columns that
-- may be empty, new tables, and one function that does what it did before and writes them where it is told to: the old
-- program runs on, and knows nothing of networks: set a limit once it is gone.

alter table on_sales
  add column places_per_network integer check (places_per_network between 1 and 10000),
  add column network_salt bytea default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
comment on column on_sales.places_per_network is 'Places that may be held and bought from one network, by whatever accounts; null: as many as they like.';
comment on column on_sales.network_salt is 'Goes into the digests of the networks of this event. Forgotten with its people: from then on nobody can say which network a digest stands for.';

create table hold_networks (
  event_id  uuid not null,
  hold_id   uuid not null,
  network   text not null check (network ~ '^[0-9a-f]+$'),
  primary key (event_id, hold_id)
);
comment on table hold_networks is 'The network that a hold counts for, of events that limit them. Owned by the inventory.';
comment on column hold_networks.network is 'Keyed digest of event, salt and network: neither the network nor that it is one of another event can be told from it.';

create table network_allowances (
  event_id  uuid not null,
  network   text not null,
  places    integer not null,
  ceiling   integer not null,
  primary key (event_id, network),
  constraint network_allowances_within check (places between 1 and ceiling)
) with (fillfactor = 80);
comment on table network_allowances is 'Places that a network keeps on an event, held and sold, across accounts; no row for none.';
comment on column network_allowances.ceiling is 'Places at most, as the rule of the event was when the network last took some.';

-- Counts places for networks: {holds, of_holds} are new holds and the networks they count for, {networks, before, after}
-- how many places networks keep, all of them array literals; {ceiling} how many they may.
create function commit_networks(in_event uuid, given jsonb) returns void language plpgsql as $$
declare
  names text[] := (given ->> 'networks')::text[];
  counted integer;
  changed integer := 0;
begin
  insert into hold_networks (event_id, hold_id, network)
  select in_event, n.hold_id, n.network
    from unnest((given ->> 'holds')::uuid[], (given ->> 'of_holds')::text[]) n (hold_id, network);
  delete from network_allowances a
   using unnest(names, (given ->> 'before')::integer[], (given ->> 'after')::integer[]) c (network, before, after)
   where c.after = 0 and a.event_id = in_event and a.network = c.network and a.places = c.before;
  get diagnostics counted = row_count;
  changed := changed + counted;
  update network_allowances a
     set places = c.after, ceiling = case when c.after > c.before then (given ->> 'ceiling')::integer else a.ceiling end
    from unnest(names, (given ->> 'before')::integer[], (given ->> 'after')::integer[]) c (network, before, after)
   where c.before > 0 and c.after > 0 and a.event_id = in_event and a.network = c.network and a.places = c.before;
  get diagnostics counted = row_count;
  changed := changed + counted;
  insert into network_allowances (event_id, network, places, ceiling)
  select in_event, c.network, c.after, (given ->> 'ceiling')::integer
    from unnest(names, (given ->> 'before')::integer[], (given ->> 'after')::integer[]) c (network, before, after)
   where c.before = 0;
  get diagnostics counted = row_count;
  changed := changed + counted;
  if changed <> cardinality(names) then
    raise exception 'of % networks to count for, % could', cardinality(names), changed using errcode = 'FY002';
  end if;
end
$$;

-- The rarer writes of a batch: {put: [hold], set: [hold with was_state, was_expires, guard], unclaim: [{place, hold}],
-- claim: [{place, hold, state}]}, all or none of these; {networks}, as above; and {unpaid: {accounts, holds, ends}}, array
-- literals. `guard` says what the database's clock must agree with: 'live' or 'over'.
create or replace function commit_others(in_event uuid, in_at bigint, others jsonb) returns void language plpgsql as $$
declare
  counted integer;
  unpaid jsonb := others -> 'unpaid';
begin
  if others ? 'networks' then perform commit_networks(in_event, others -> 'networks'); end if;
  if unpaid is not null then
    insert into unpaid_holds (event_id, account_id, holds, last_at)
    select in_event, u.account_id, u.holds, to_timestamp(u.ends::double precision / 1000)
      from unnest((unpaid ->> 'accounts')::uuid[], (unpaid ->> 'holds')::integer[], (unpaid ->> 'ends')::bigint[])
             u (account_id, holds, ends)
     where u.holds > 0
    on conflict (event_id, account_id) do update set holds = excluded.holds, last_at = excluded.last_at;
    delete from unpaid_holds
     where event_id = in_event
       and account_id in (select u.account_id
                            from unnest((unpaid ->> 'accounts')::uuid[], (unpaid ->> 'holds')::integer[]) u (account_id, holds)
                           where u.holds = 0);
  end if;
  if not others ? 'set' then return; end if;
  delete from claims c
   using jsonb_to_recordset(others -> 'unclaim') u (place integer, hold uuid)
   where c.event_id = in_event and c.place_no = u.place and c.hold_id is not distinct from u.hold;
  get diagnostics counted = row_count;
  if counted <> jsonb_array_length(others -> 'unclaim') then
    raise exception 'of % places to free, % were claimed', jsonb_array_length(others -> 'unclaim'), counted
      using errcode = 'FY002';
  end if;
  update holds h
     set state = s.state, expires_at = to_timestamp(s.expires::double precision / 1000), extended = s.extended, order_id = s.order_id,
         places = s.places, returned = s.returned
    from jsonb_to_recordset(others -> 'set') s (hold uuid, was_state hold_state, was_expires bigint, guard text, state hold_state,
         expires bigint, extended boolean, order_id uuid, places integer[], returned integer[])
   where h.event_id = in_event and h.hold_id = s.hold and h.state = s.was_state
     and date_trunc('milliseconds', h.expires_at) = to_timestamp(s.was_expires::double precision / 1000)
     and (s.guard is null or (s.guard = 'live') = (h.expires_at > now()));
  get diagnostics counted = row_count;
  if counted <> jsonb_array_length(others -> 'set') then
    raise exception 'of % holds to change, % could', jsonb_array_length(others -> 'set'), counted
      using errcode = 'FY001';
  end if;
  insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at, extended, order_id,
                     returned, fit)
  select in_event, p.hold, p.account, p.places, p.digest, p.state, to_timestamp(p.held::double precision / 1000),
         to_timestamp(p.expires::double precision / 1000), p.extended, p.order_id, p.returned, p.fit
    from jsonb_to_recordset(others -> 'put') p (hold uuid, account uuid, places integer[], digest bigint, state hold_state,
         held bigint, expires bigint, extended boolean, order_id uuid, returned integer[], fit text);
  insert into claims (event_id, place_no, hold_id, state)
  select in_event, c.place, c.hold, c.state
    from jsonb_to_recordset(others -> 'claim') c (place integer, hold uuid, state claim_state);
end
$$;
