-- What a batch changes is looked up by its keys, one hold after the other: the planner takes every list for a hundred rows,
-- and so read all holds and claims of an event to change a handful. Places that are sold to the hold that has them are
-- marked, where they were taken out and put in again. Replaces a function: no table is touched, nothing waits. A node of
-- before sends no `mark`, and lists those places in `unclaim` and `claim`.

-- The rarer writes of a batch: {put: [hold], set: [hold with was_state, was_expires, guard], mark: [{hold, places, state}],
-- unclaim: [{place, hold}], claim: [{place, hold, state}]}, all or none of these; {networks}, as in 0055; and {unpaid:
-- {accounts, holds, ends}}, array literals. `guard` says what the database's clock must agree with: 'live' or 'over'.
create or replace function commit_others(in_event uuid, in_at bigint, others jsonb) returns void language plpgsql
  -- Plans are made while tables are new, and kept.
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  one record;
  counted integer;
  changed integer := 0;
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

  for one in select * from jsonb_to_recordset(others -> 'mark') m (hold uuid, places integer[], state claim_state) loop
    update claims c set state = one.state
     where c.event_id = in_event and c.place_no = any(one.places) and c.hold_id = one.hold;
    get diagnostics counted = row_count;
    if counted <> cardinality(one.places) then
      raise exception 'of % places of a hold to mark, % were claimed', cardinality(one.places), counted
        using errcode = 'FY002';
    end if;
  end loop;

  for one in select * from jsonb_to_recordset(others -> 'unclaim') u (place integer, hold uuid) loop
    delete from claims c
     where c.event_id = in_event and c.place_no = one.place and c.hold_id is not distinct from one.hold;
    if found then changed := changed + 1; end if;
  end loop;
  if changed <> jsonb_array_length(others -> 'unclaim') then
    raise exception 'of % places to free, % were claimed', jsonb_array_length(others -> 'unclaim'), changed
      using errcode = 'FY002';
  end if;

  changed := 0;
  for one in
    select * from jsonb_to_recordset(others -> 'set') s (hold uuid, was_state hold_state, was_expires bigint, guard text,
      state hold_state, expires bigint, extended boolean, order_id uuid, places integer[], returned integer[])
  loop
    update holds h
       set state = one.state, expires_at = to_timestamp(one.expires::double precision / 1000), extended = one.extended,
           order_id = one.order_id, places = one.places, returned = one.returned
     where h.event_id = in_event and h.hold_id = one.hold and h.state = one.was_state
       and date_trunc('milliseconds', h.expires_at) = to_timestamp(one.was_expires::double precision / 1000)
       and (one.guard is null or (one.guard = 'live') = (h.expires_at > now()));
    if found then changed := changed + 1; end if;
  end loop;
  if changed <> jsonb_array_length(others -> 'set') then
    raise exception 'of % holds to change, % could', jsonb_array_length(others -> 'set'), changed using errcode = 'FY001';
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
