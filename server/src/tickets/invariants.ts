import type { Invariant } from '../platform/invariant.ts'

export const ticketInvariants: readonly Invariant[] = [
  {
    name: 'tickets.one-live-ticket-per-place',
    says: 'No place of an event has two live tickets.',
    sql: `select event_id, place_no, count(*) as live from tickets where state = 'issued'
           group by event_id, place_no having count(*) > 1`,
  },
  {
    name: 'tickets.live-tickets-have-a-paid-order-line',
    says: 'Every live ticket belongs to one line of an order that is confirmed, or was and still owes its holder entry.',
    sql: `select t.event_id, t.ticket_id, t.order_id, t.place_no, o.state from tickets t
            left join orders o using (event_id, order_id)
            left join order_lines l using (event_id, order_id, place_no)
           where t.state = 'issued' and (l.place_no is null or o.confirmed_at is null)`,
  },
  {
    name: 'tickets.confirmed-orders-have-all-their-tickets',
    says: 'Every line of a confirmed order has exactly one live ticket.',
    sql: `select o.event_id, o.order_id, l.place_no, count(t.ticket_id) as live
            from orders o
            join order_lines l using (event_id, order_id)
            left join tickets t on t.event_id = l.event_id and t.order_id = l.order_id
                               and t.place_no = l.place_no and t.state = 'issued'
           where o.state = 'confirmed'
           group by o.event_id, o.order_id, l.place_no having count(t.ticket_id) <> 1`,
  },
  {
    name: 'tickets.ever-confirmed-orders-were-issued-all-their-tickets',
    says: 'Every line of an order that was ever confirmed has had a ticket, whatever became of it.',
    sql: `select o.event_id, o.order_id, l.place_no
            from orders o join order_lines l using (event_id, order_id)
           where o.confirmed_at is not null
             and not exists (select from tickets t where t.event_id = l.event_id and t.order_id = l.order_id
                                                     and t.place_no = l.place_no)`,
  },
  {
    name: 'tickets.ended-orders-have-no-live-ticket',
    says: 'An order that ended without a sale, or was refunded in whole, has no live ticket.',
    sql: `select t.event_id, t.ticket_id, t.order_id, o.state from tickets t join orders o using (event_id, order_id)
           where t.state = 'issued'
             and o.state in ('payment_pending', 'cancelling', 'authorised', 'expired', 'cancelled', 'capture_failed', 'refunded')`,
  },
]
