import type { Invariant } from '../platform/invariant.ts'

/** Holds with each of the places that they keep now. */
const KEPT = `
  select h.event_id, h.hold_id, h.account_id, place as place_no, case h.state when 'held' then 'held' else 'sold' end as state
    from holds h, unnest(h.places) place
   where h.state = 'held' or (h.state = 'confirmed' and not place = any(coalesce(h.returned, '{}')))`

/** What must always be true of the inventory. Each finds, by full scans, whatever contradicts it. */
export const inventoryInvariants: readonly Invariant[] = [
  {
    name: 'inventory.one-owner',
    says: 'No place is kept by two holds.',
    sql: `select event_id, place_no, count(*) from (${KEPT}) kept group by event_id, place_no having count(*) > 1`,
  },
  {
    name: 'inventory.claims-are-holds',
    says: 'Every claim of a hold stands for a place that the hold keeps, and every place kept has its claim.',
    sql: `select * from (${KEPT}) kept
            full join (select * from claims where hold_id is not null) claim using (event_id, place_no)
           where kept.hold_id is distinct from claim.hold_id or kept.state is distinct from claim.state::text`,
  },
  {
    name: 'inventory.places-exist',
    says: 'Nobody has a place that the manifest of the event does not have.',
    sql: `select event_id, place_no, manifests.places
            from claims join events using (event_id) join manifests on manifests.hash = events.manifest_hash
           where place_no >= manifests.places`,
  },
  {
    name: 'inventory.allowances',
    says: 'What an account is said to keep of an event is what its holds keep.',
    sql: `select event_id, account_id, kept.places as kept, allowance.places as said
            from (select event_id, account_id, count(*) as places from (${KEPT}) kept group by 1, 2) kept
            full join (select event_id, account_id, places from allowances) allowance using (event_id, account_id)
           where kept.places is distinct from allowance.places`,
  },
  {
    name: 'inventory.network-allowances',
    says: 'What a network is said to keep of an event is what the holds keep that count for it.',
    sql: `select event_id, network, kept.places as kept, allowance.places as said
            from (select kept.event_id, network, count(*) as places
                    from (${KEPT}) kept join hold_networks using (event_id, hold_id) group by 1, 2) kept
            full join (select event_id, network, places from network_allowances) allowance using (event_id, network)
           where kept.places is distinct from allowance.places`,
  },
  {
    name: 'inventory.networks-of-holds',
    says: 'Only a hold counts for a network.',
    sql: `select event_id, hold_id from hold_networks
           where not exists (select 1 from holds h where h.hold_id = hold_networks.hold_id
                                and h.event_id = hold_networks.event_id)`,
  },
  {
    name: 'inventory.unpaid-holds',
    says: 'No account is said to have left more holds of an event unpaid than have ended so.',
    sql: `select unpaid.event_id, unpaid.account_id, unpaid.holds
            from unpaid_holds unpaid
           where unpaid.holds > (select count(*) from holds h where h.event_id = unpaid.event_id
                                    and h.account_id = unpaid.account_id and h.state in ('released', 'expired'))`,
  },
  {
    name: 'inventory.confirmed-for-an-order',
    says: 'A hold is confirmed for an order, and no other hold is; no order has two holds.',
    sql: `select event_id, order_id, count(*) from holds where order_id is not null
           group by event_id, order_id having count(*) > 1 or bool_or(state <> 'confirmed')`,
  },
  {
    name: 'inventory.events-are-open',
    says: 'Nothing is held or claimed on an event that was never opened.',
    sql: `select event_id from (select event_id from holds union select event_id from claims) used
           where not exists (select 1 from event_heads head where head.event_id = used.event_id)`,
  },
  {
    name: 'inventory.log-gapless',
    says: 'The log of an event has every entry from 1 to its head.',
    sql: `select head.event_id, head.seq, count(log.seq), min(log.seq), max(log.seq)
            from event_heads head left join event_log log using (event_id)
           group by head.event_id, head.seq
          having count(log.seq) <> head.seq or (head.seq > 0 and (min(log.seq) <> 1 or max(log.seq) <> head.seq))`,
  },
  {
    name: 'inventory.log-chain',
    says: 'Each log entry carries the hash of the one before and of its own text; the head carries the last.',
    sql: `select event_id, seq from (
            select event_id, seq, body, prev_hash, hash,
                   lag(hash, 1, decode(repeat('00', 32), 'hex')) over (partition by event_id order by seq) as before,
                   lead(seq) over (partition by event_id order by seq) as next
              from event_log) log
           where prev_hash <> before or hash <> sha256(prev_hash || convert_to(body, 'UTF8'))
              or (next is null and hash <> (select head.hash from event_heads head where head.event_id = log.event_id))`,
  },
  {
    name: 'inventory.log-tells-holds',
    says: 'Every hold is in the log once, and the last thing that the log tells of it is its state.',
    sql: `with told as (
            select event_id, change ->> 1 as hold_id, change ->> 0 as kind, seq, ordinality
              from event_log, jsonb_array_elements(body::jsonb -> 'changes') with ordinality told (change, ordinality)
             where change ->> 0 in ('held', 'released', 'expired', 'confirmed', 'reclaimed')
          ), last as (
            select distinct on (event_id, hold_id) event_id, hold_id::uuid,
                   case kind when 'reclaimed' then 'confirmed' else kind end as state,
                   count(*) filter (where kind = 'held') over (partition by event_id, hold_id) as times
              from told order by event_id, hold_id, seq desc, ordinality desc)
          select event_id, hold_id, h.state, last.state as told, last.times
            from holds h full join last using (event_id, hold_id)
           where h.state::text is distinct from last.state or last.times is distinct from 1`,
  },
  {
    name: 'inventory.taken-is-counted',
    says: 'The head of an event says how many places have a claim, as many of them by category.',
    sql: `select head.event_id, head.taken, claimed.places, head.taken_by_category
            from event_heads head
            left join (select event_id, count(*) as places from claims group by event_id) claimed using (event_id)
           where head.taken <> coalesce(claimed.places, 0)
              or head.taken <> (select coalesce(sum(value::integer), 0) from jsonb_each_text(head.taken_by_category))`,
  },
  {
    name: 'inventory.due-is-known',
    says: 'No live hold is over before the moment that the head of its event says.',
    sql: `select head.event_id, head.next_due_at, min(h.expires_at)
            from event_heads head join holds h on h.event_id = head.event_id and h.state = 'held'
           group by head.event_id, head.next_due_at
          having head.next_due_at is null or min(h.expires_at) < head.next_due_at`,
  },
  {
    name: 'inventory.holds-end',
    says: 'No live hold lasts longer than two hours, however often it was made longer.',
    sql: `select event_id, hold_id, held_at, expires_at from holds
           where state = 'held' and expires_at > held_at + interval '2 hours'`,
  },
]
