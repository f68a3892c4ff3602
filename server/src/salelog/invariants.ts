import type { Invariant } from '../platform/invariant.ts'

/** How many leaves, hashes and sizes each log has, told in three ways. */
const COUNTED = `
  select log.event_id, log.size, log.entries,
         coalesce((select sum(leaves) from sale_log_bundles b where b.event_id = log.event_id), 0) as leaves,
         (select max(size) from sale_log_checkpoints c where c.event_id = log.event_id) as signed
    from sale_logs log`

export const saleLogInvariants: readonly Invariant[] = [
  {
    name: 'salelog.size-is-what-is-there',
    says: 'A public log has as many leaves as its last checkpoint says.',
    sql: `select * from (${COUNTED}) counted where size <> leaves or signed is distinct from nullif(size, 0)`,
  },
  {
    name: 'salelog.hashes-stand-over-all-leaves',
    says: 'Each level of tiles has one hash for every 256 of the level below, and the lowest one for every leaf.',
    sql: `select log.event_id, level, log.size, coalesce(sum(length(t.hashes)) / 32, 0) as hashes
            from sale_logs log cross join generate_series(0, 7) level
            left join sale_log_tiles t using (event_id, level)
           group by log.event_id, level, log.size
          having coalesce(sum(length(t.hashes)) / 32, 0) <> floor(log.size / (256::numeric ^ level))`,
  },
  {
    name: 'salelog.rows-are-full-but-the-last',
    says: 'Tiles and bundles follow one another without gaps, and all but the last are full.',
    sql: `select event_id, level, tile from (
            select event_id, level, tile, length(hashes) / 32 as width,
                   row_number() over (partition by event_id, level order by tile) - 1 as place,
                   lead(tile) over (partition by event_id, level order by tile) as next
              from (select event_id, level, tile, hashes from sale_log_tiles
                    union all
                    select event_id, -1, bundle, decode(repeat('00', leaves * 32), 'hex') from sale_log_bundles) rows) told
           where place <> tile or (next is not null and width <> 256)`,
  },
  {
    name: 'salelog.never-ahead',
    says: 'A public log tells of no entry that the event log does not have.',
    sql: `select log.event_id, log.entries, head.seq from sale_logs log left join event_heads head using (event_id)
           where log.entries > coalesce(head.seq, 0)`,
  },
  {
    name: 'salelog.every-sale-is-told-once',
    says: 'Every sale of the entries that a public log tells of has its leaf, and no other order has one.',
    sql: `select event_id, sold.order_id as sold, told.order_id as told
            from (select log.event_id, (change ->> 2)::uuid as order_id
                    from event_log e join sale_logs log on log.event_id = e.event_id and e.seq <= log.entries,
                         jsonb_array_elements(e.body::jsonb -> 'changes') change
                   where change ->> 0 in ('confirmed', 'reclaimed')) sold
            full join (select event_id, order_id from sale_log_sales) told using (event_id, order_id)
           where sold.order_id is null or told.order_id is null`,
  },
  {
    name: 'salelog.documents-are-kept',
    says: 'The document of the last manifest is there.',
    sql: `select event_id from sale_logs log
           where version > 0 and not exists (
             select from sale_log_documents d
              where d.event_id = log.event_id and d.digest = decode(log.manifest ->> 'document', 'hex'))`,
  },
]
