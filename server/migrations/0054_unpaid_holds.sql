-- Adds who left holds of an event unpaid, so that they pause before the next one. A new table, and one function that does
-- what it did before, and writes the table where it is told to: the old program runs on.

create table unpaid_holds (
  event_id    uuid not null,
  account_id  uuid not null,
  holds       integer not null check (holds > 0),
  last_at     timestamptz not null,
  primary key (event_id, account_id)
);
comment on table unpaid_holds is 'Accounts that let holds of an event end unpaid: part of the fold of its log, written with the entry that changes it. Kept for a day after the last.';
comment on column unpaid_holds.holds is 'Of them that count: since the last day on which none did.';
comment on column unpaid_holds.last_at is 'When the last of them ended.';

-- The rarer writes of a batch: {put: [hold], set: [hold with was_state, was_expires, guard], unclaim: [{place, hold}],
-- claim: [{place, hold, state}]}, all or none of these, and {unpaid: {accounts, holds, ends}}, array literals.
-- `guard` says what the database's clock must agree with: 'live' or 'over'.
create or replace function commit_others(in_event uuid, in_at bigint, others jsonb) returns void language plpgsql as $$
declare
  counted integer;
  unpaid jsonb := others -> 'unpaid';
begin
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
