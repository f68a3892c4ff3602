import type { Invariant } from '../platform/invariant.ts'

/** What must always hold of partner feeds. */
export const partnerInvariants: readonly Invariant[] = [
  {
    name: 'partners.waiting-is-early',
    says: 'Every message that waits comes after the one that its feed expects.',
    sql: `select m.feed_id, m.sequence, f.expecting from partner_messages m join partner_feeds f using (feed_id)
           where m.sequence < f.expecting`,
  },
  {
    name: 'partners.told-once',
    says: 'No sequence of what was told stands there twice, and none is beyond the last.',
    sql: `select t.feed_id, t.told from partner_told t join partner_feeds f using (feed_id)
           group by t.feed_id, t.told, f.told having count(*) > 1 or t.told > f.told`,
  },
]
