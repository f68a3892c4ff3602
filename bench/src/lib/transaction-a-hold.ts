import type { Sql } from '@foyer/server/platform/database'
import { newId } from '@foyer/server/platform/ids'

/**
 * What the engine is compared with: the same rows and the same promises (unique claims, allowance, gapless chained log),
 * one transaction for each two-place hold, as one function call. The hot row is locked last, which is the best order.
 * @returns holds a second with so many connections, each sending its next hold when the last is answered.
 */
export async function transactionAHold(sql: Sql, connections: number, seconds: number): Promise<number> {
  await sql.unsafe(HOLD_ONE)
  const eventId = newId()
  await sql`insert into event_heads (event_id) values (${eventId})`
  const until = performance.now() + seconds * 1_000
  let [next, done] = [0, 0]
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const first = next++ * 2
      await sql`select hold_one(${eventId}::uuid, ${newId()}::uuid, ${newId()}::uuid, ${[first, first + 1]}::integer[])`
      done++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  await sql`delete from event_heads where event_id = ${eventId}`
  for (const table of ['holds', 'claims', 'allowances', 'event_log'])
    await sql`delete from ${sql(table)} where event_id = ${eventId}`
  return Math.round(done / seconds)
}

const HOLD_ONE = `
  create or replace function hold_one(in_event uuid, in_hold uuid, in_account uuid, in_places integer[])
  returns void language plpgsql as $$
  declare
    head record;
    body text;
  begin
    insert into holds (event_id, hold_id, account_id, places, digest, state, held_at, expires_at)
    values (in_event, in_hold, in_account, in_places, 1, 'held', now(), now() + interval '10 minutes');
    insert into claims (event_id, place_no, hold_id, state)
    select in_event, place, in_hold, 'held' from unnest(in_places) place;
    insert into allowances as a (event_id, account_id, places, ceiling)
    values (in_event, in_account, cardinality(in_places), 10)
    on conflict (event_id, account_id) do update set places = a.places + excluded.places;
    update event_heads set seq = seq + 1 where event_id = in_event returning seq, hash into head;
    body := json_build_object('eventId', in_event, 'seq', head.seq, 'changes',
      json_build_array(json_build_array('held', in_hold, in_account, in_places)))::text;
    insert into event_log (event_id, seq, body, prev_hash, hash)
    values (in_event, head.seq, body, head.hash, sha256(head.hash || convert_to(body, 'UTF8')));
    update event_heads set hash = sha256(head.hash || convert_to(body, 'UTF8')) where event_id = in_event;
  end
  $$`
