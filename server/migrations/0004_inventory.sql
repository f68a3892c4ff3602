-- Creates the inventory: heads, holds, claims, allowances and the log of each event, and the one function that writes
-- them. New tables only: nothing that runs is touched.

create type hold_state as enum ('held', 'released', 'expired', 'confirmed');
create type claim_state as enum ('held', 'sold', 'house', 'kill');

create table event_heads (
  event_id    uuid primary key,
  seq         bigint not null default 0 check (seq >= 0),
  hash        bytea not null default decode(repeat('00', 32), 'hex') check (length(hash) = 32),
  next_due_at timestamptz,
  taken       integer not null default 0 check (taken >= 0),
  accessible_taken integer not null default 0 check (accessible_taken between 0 and taken),
  taken_by_category jsonb not null default '{}',
  opened_at   timestamptz not null default now()
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table event_heads is 'One row for each event whose places can be held. The fence: a batch moves seq from n to n+1 or changes nothing.';
comment on column event_heads.seq is 'Number of entries in the log of the event.';
comment on column event_heads.hash is 'Hash of the last log entry; 32 zero bytes before the first.';
comment on column event_heads.taken is 'How many places somebody has or are blocked: what claims has rows for. Written with the entry that changes it, so that whoever lists events need not count.';
comment on column event_heads.accessible_taken is 'How many of those are accessible.';
comment on column event_heads.taken_by_category is 'How many of them are of each category of the manifest, by its key; none where absent.';
comment on column event_heads.next_due_at is 'No live hold is over before this; null: there is none.';
-- It rarely changes in a rush, so moving the head stays on its page in spite of the index.
create index event_heads_due on event_heads (next_due_at) where next_due_at is not null;

create table holds (
  event_id    uuid not null,
  hold_id     uuid not null,
  account_id  uuid not null,
  places      integer[] not null check (cardinality(places) > 0),
  digest      bigint not null,
  state       hold_state not null,
  held_at     timestamptz not null,
  expires_at  timestamptz not null check (expires_at > held_at),
  extended    boolean not null default false,
  order_id    uuid,
  returned    integer[],
  fit         text check (fit in ('together', 'leaves-single', 'neighbouring-rows', 'scattered')),
  primary key (hold_id, event_id),
  check ((order_id is not null) = (state = 'confirmed')),
  check (returned <@ places)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);
comment on table holds is 'Timed reservations of places, also those that are over. Never deleted while the event is on sale.';
comment on column holds.hold_id is 'Made by the client, UUID version 7; the idempotency key of the request.';
comment on column holds.places is 'Place numbers in the manifest of the event, ascending.';
comment on column holds.digest is 'Of the request: the same id with another digest is refused.';
comment on column holds.expires_at is 'The hold is over when now() reaches this, whatever its state says.';
comment on column holds.extended is 'Whether the buyer has used the one extension.';
comment on column holds.returned is 'Of a confirmed hold: places given back since; null: none.';
comment on column holds.fit is 'How well best available could do; null where the buyer chose.';

create table claims (
  event_id  uuid not null,
  place_no  integer not null check (place_no >= 0),
  hold_id   uuid,
  state     claim_state not null,
  primary key (event_id, place_no),
  check ((hold_id is null) = (state >= 'house'))
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);
comment on table claims is 'The wall: one row for each place that somebody has, none for one that is available. Its key makes selling twice impossible.';
comment on column claims.hold_id is 'Whose it is; null for a place that is blocked.';

create table allowances (
  event_id    uuid not null,
  account_id  uuid not null,
  places      integer not null,
  ceiling     integer not null,
  primary key (event_id, account_id),
  constraint allowances_within check (places between 1 and ceiling)
) with (fillfactor = 80);
comment on table allowances is 'Places that an account keeps on an event, held and sold, across its holds and orders; no row for none.';
comment on column allowances.ceiling is 'Places at most, as the rule of the event was when the account last took some.';

create table event_log (
  event_id   uuid not null,
  seq        bigint not null check (seq > 0),
  body       text not null,
  prev_hash  bytea not null,
  hash       bytea not null,
  logged_at  timestamptz not null default now(),
  primary key (event_id, seq)
);
-- Entries are written once and read whole by machines: compressing them costs more time than the space is worth.
alter table event_log alter column body set storage external;
comment on table event_log is 'What each batch changed, gapless. The state of an event is the fold of its log.';
comment on column event_log.body is 'JSON; hash = sha256(prev_hash || body).';

-- Commits one batch of decisions on one event, or changes nothing. One call, one round trip, one commit.
--
-- outcome 'committed': all is written. 'fenced': the log has moved past in_seq; `missed` has the entries since, and
-- nothing was changed. Raises FY001 when the database's clock disagrees with the decision, FY002 when the tables do.
-- Lists come as array literals of equal length; `others` has whatever is not an ordinary new, released or expired hold.
create function commit_batch(
  in_event uuid, in_seq bigint, in_prev_hash text, in_hash text, in_body text, in_at bigint, in_next_due bigint,
  new_holds uuid[], new_accounts uuid[], new_places text[], new_digests bigint[], new_expiries bigint[],
  new_fits text[], new_claims integer,
  ended_holds uuid[], ended_states hold_state[], ended_claims integer,
  first_accounts uuid[], first_places integer[],
  changed_accounts uuid[], places_before integer[], places_after integer[], in_ceiling integer,
  in_taken integer, in_accessible_taken integer, in_taken_by_category text, others jsonb,
  out outcome text, out at_ms bigint, out missed json
) language plpgsql as $$
declare
  counted integer;
  freed integer;
  updated integer;
  held timestamptz := to_timestamp(in_at::double precision / 1000);
begin
  at_ms := floor(extract(epoch from now()) * 1000);
  update event_heads
     set seq = in_seq + 1, hash = decode(in_hash, 'hex'), next_due_at = to_timestamp(in_next_due::double precision / 1000),
         taken = in_taken, accessible_taken = in_accessible_taken, taken_by_category = in_taken_by_category::jsonb
   where event_id = in_event and seq = in_seq and hash = decode(in_prev_hash, 'hex');
  if not found then
    outcome := 'fenced';
    select json_agg(json_build_array(e.seq, encode(e.hash, 'hex'), e.body)) into missed
      from (select seq, hash, body from event_log where event_id = in_event and seq > in_seq order by seq limit 200) e;
    return;
  end if;
  outcome := 'committed';

  if ended_claims > 0 then
    with ended as (
      update holds h set state = e.state
        from unnest(ended_holds, ended_states) e (hold_id, state)
       where h.event_id = in_event and h.hold_id = e.hold_id and h.state = 'held'
         and (e.state = 'released' or h.expires_at <= now())
      returning h.hold_id, h.places
    ), gone as (
      delete from claims c using ended, unnest(ended.places) place
       where c.event_id = in_event and c.place_no = place and c.hold_id = ended.hold_id
      returning 1
    )
    select (select count(*) from ended), (select count(*) from gone) into counted, freed;
    if counted <> cardinality(ended_holds) then
      raise exception 'of % holds to end, % could', cardinality(ended_holds), counted using errcode = 'FY001';
    end if;
    if freed <> ended_claims then
      raise exception 'of % places to free, % were claimed', ended_claims, freed using errcode = 'FY002';
    end if;
  end if;

  if others is not null then
    perform commit_others(in_event, in_at, others);
  end if;

  if new_claims > 0 then
    with fresh as (
      insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at, fit)
      select in_event, n.hold_id, n.account_id, n.places::integer[], n.digest, 'held', held,
             to_timestamp(n.expires::double precision / 1000), n.fit
        from (select unnest(new_holds) as hold_id, unnest(new_accounts) as account_id, unnest(new_places) as places,
                     unnest(new_digests) as digest, unnest(new_expiries) as expires, unnest(new_fits) as fit) n
      returning hold_id, places
    )
    insert into claims (event_id, place_no, hold_id, state)
    select in_event, unnest(fresh.places), fresh.hold_id, 'held' from fresh;
    get diagnostics counted = row_count;
    if counted <> new_claims then
      raise exception 'of % places to claim, % were listed', new_claims, counted using errcode = 'FY002';
    end if;
  end if;

  if cardinality(changed_accounts) > 0 then
    delete from allowances a
     using unnest(changed_accounts, places_before, places_after) c (account_id, before, after)
     where c.after = 0 and a.event_id = in_event and a.account_id = c.account_id and a.places = c.before;
    get diagnostics counted = row_count;
    update allowances a set places = c.after, ceiling = case when c.after > c.before then in_ceiling else a.ceiling end
      from unnest(changed_accounts, places_before, places_after) c (account_id, before, after)
     where c.after > 0 and a.event_id = in_event and a.account_id = c.account_id and a.places = c.before;
    get diagnostics updated = row_count;
    if counted + updated <> cardinality(changed_accounts) then
      raise exception 'of % allowances to change, % could', cardinality(changed_accounts), counted + updated
        using errcode = 'FY002';
    end if;
  end if;
  if cardinality(first_accounts) > 0 then
    insert into allowances (event_id, account_id, places, ceiling)
    select in_event, unnest(first_accounts), unnest(first_places), in_ceiling;
  end if;

  insert into event_log (event_id, seq, body, prev_hash, hash)
  values (in_event, in_seq + 1, in_body, decode(in_prev_hash, 'hex'), decode(in_hash, 'hex'));
end
$$;

-- The rarer writes of a batch: {put: [hold], set: [hold with was_state, was_expires, guard], unclaim: [{place, hold}],
-- claim: [{place, hold, state}]}. `guard` says what the database's clock must agree with: 'live' or 'over'.
create function commit_others(in_event uuid, in_at bigint, others jsonb) returns void language plpgsql as $$
declare
  counted integer;
begin
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
