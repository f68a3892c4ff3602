import type { Invariant } from '../platform/invariant.ts'

/** What must always be true of the waiting rooms. */
export const queueInvariants: readonly Invariant[] = [
  {
    name: 'queue.admitted-were-called',
    says: 'Nobody was let in whose number is beyond the watermark.',
    sql: `select s.event_id, s.account_id, s.number, h.watermark
            from queue_sessions s join queue_heads h using (event_id) where s.number > h.watermark`,
  },
  {
    name: 'queue.admitted-had-a-place',
    says: 'Whoever was let in had entered, and those who came after the lobby by their own number.',
    sql: `select s.event_id, s.account_id, s.number, e.number as entered
            from queue_sessions s left join queue_entries e using (event_id, account_id)
           where e.entry_id is null or (e.number is not null and e.number <> s.number)`,
  },
  {
    name: 'queue.one-number-each',
    says: 'No two who were let in have the same number.',
    sql: `select event_id, number, count(*) from queue_sessions group by event_id, number having count(*) > 1`,
  },
  {
    name: 'queue.entries-are-counted',
    says: 'The head of a queue says how many entered the lobby and how many came later, without a gap in their numbers.',
    sql: `select h.event_id, h.lobby, h.arrivals, e.lobby as entered, e.later, e.highest
            from queue_heads h
            left join (select event_id, count(commitment) as lobby, count(number) as later, max(number) as highest
                         from queue_entries group by event_id) e using (event_id)
           where h.lobby <> coalesce(e.lobby, 0) or h.arrivals <> coalesce(e.later, 0)
              or (e.later > 0 and e.highest <> h.lobby + h.arrivals)`,
  },
  {
    name: 'queue.steps-forward',
    says: 'The watermark never went back, and is where its last step says.',
    sql: `select event_id, at, watermark from (
            select s.event_id, s.at, s.watermark, h.watermark as head,
                   lead(s.watermark) over (partition by s.event_id order by s.at) as next
              from queue_steps s join queue_heads h using (event_id)) s
           where next <= watermark or (next is null and watermark <> head)`,
  },
  {
    name: 'queue.draw-of-the-lobby',
    says: 'A draw is announced of exactly those who entered before the lobby closed.',
    sql: `select d.event_id, h.lobby, d.announcement
            from queue_draws d join queue_heads h using (event_id)
           where h.closed_at is null or d.announced_at < h.closed_at
              or position(format(E'\\nentrants %s\\n', h.lobby) in d.announcement) = 0`,
  },
  {
    name: 'queue.admitted-after-the-draw',
    says: 'Nobody is let in before the lobby was drawn.',
    sql: `select h.event_id, h.watermark from queue_heads h left join queue_draws d using (event_id)
           where h.watermark > 0 and h.lobby > 0 and d.drawn_at is null`,
  },
]
