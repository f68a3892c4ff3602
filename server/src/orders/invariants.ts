import type { Invariant } from '../platform/invariant.ts'

/** What must always be true of orders and of the places they keep. */
export const orderInvariants: readonly Invariant[] = [
  {
    name: 'orders.cards-are-counted',
    says: 'What a card has paid for is the sum of its orders, and none of them has ended without tickets.',
    sql: `select c.event_id, encode(c.card, 'hex') as card, c.places, coalesce(o.places, 0) as counted, coalesce(o.ended, 0) as ended
            from card_places c
            left join (select u.event_id, u.card, sum(u.places) as places,
                              count(*) filter (where r.state in ('expired', 'cancelled', 'capture_failed')) as ended
                         from card_orders u join orders r using (event_id, order_id) group by u.event_id, u.card) o
                   using (event_id, card)
           where c.places <> coalesce(o.places, 0) or o.ended > 0`,
  },
  {
    name: 'orders.are-the-sum-of-their-lines',
    says: 'Amounts and number of places of an order are those of its lines.',
    sql: `select o.event_id, o.order_id, o.face_minor, o.fees_minor, o.places, sum(l.face_minor) as lines_face,
                 sum(l.fees_minor) as lines_fees, count(l.place_no) as lines
            from orders o left join order_lines l using (event_id, order_id)
           group by o.event_id, o.order_id
          having o.face_minor is distinct from sum(l.face_minor) or o.fees_minor is distinct from sum(l.fees_minor)
              or o.places <> count(l.place_no)`,
  },
  {
    name: 'orders.have-their-hold',
    says: 'Every order was made from a hold of its buyer.',
    sql: `select o.event_id, o.order_id, o.hold_id from orders o left join holds h using (event_id, hold_id)
           where h.account_id is distinct from o.buyer_id`,
  },
  {
    name: 'orders.own-their-places',
    says: 'The places of an order that is paid, or authorised, are sold to it: those of its lines, no others.',
    sql: `select o.event_id, o.order_id, o.state, h.state as hold_state, h.order_id as sold_to, h.places
            from orders o join holds h using (event_id, hold_id)
           where (o.state = 'authorised' or o.confirmed_at is not null)
             and (h.state <> 'confirmed' or h.order_id <> o.order_id
                  or h.places <> array(select l.place_no from order_lines l
                                        where l.event_id = o.event_id and l.order_id = o.order_id order by l.place_no))`,
  },
  {
    name: 'orders.that-ended-keep-no-place',
    says: 'An order that ended without tickets keeps no place from others, and places are sold to an order that exists.',
    sql: `select h.event_id, h.hold_id, h.order_id, o.state from holds h left join orders o using (event_id, order_id)
           where h.state = 'confirmed' and not h.places <@ coalesce(h.returned, '{}')
             and (o.order_id is null or o.state in ('expired', 'cancelled', 'capture_failed', 'refunded'))`,
  },
  {
    name: 'orders.refunded-places-are-returned',
    says: 'Places whose money is back with the buyer are back on sale, and no others of an order with tickets but of a refund that is under way.',
    sql: `select o.event_id, o.order_id, h.returned, r.places from orders o
            join holds h using (event_id, hold_id)
           cross join lateral (
             select coalesce(array_agg(distinct place) filter (where f.places_returned_at is not null), '{}') as places,
                    coalesce(array_agg(place) filter (where f.places_returned_at is null and o.settle_at is not null), '{}')
                      as under_way
               from refunds f, unnest(f.places) place where f.event_id = o.event_id and f.order_id = o.order_id) r
           where o.confirmed_at is not null
             and not (coalesce(h.returned, '{}') <@ (r.places || r.under_way) and r.places <@ coalesce(h.returned, '{}'))`,
  },
  {
    name: 'orders.say-when-to-look',
    says: 'An order with something under way says when it is to be looked at again.',
    sql: `select event_id, order_id, state from orders
           where settle_at is null and state in ('payment_pending', 'cancelling', 'authorised', 'refund_pending', 'disputed')`,
  },
  {
    name: 'orders.are-looked-at',
    says: 'No order has waited a quarter of an hour beyond its time to be looked at: a worker is running.',
    sql: `select event_id, order_id, state, settle_at from orders where settle_at < now() - interval '15 minutes'`,
  },
  {
    name: 'orders.are-payable-as-long-as-their-page',
    says: 'No order takes payment longer than an hour, after which the page of the provider is gone.',
    sql: `select event_id, order_id, made_at, pay_by from orders
           where state = 'payment_pending' and pay_by > made_at + interval '1 hour'`,
  },
]
