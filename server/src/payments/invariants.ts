import type { Invariant } from '../platform/invariant.ts'

/** What was taken, given back and withheld of each order that has a payment. */
const MONEY = `
  select p.event_id, p.order_id, p.captured_minor as captured,
         coalesce((select sum(amount_minor) from refunds r where r.event_id = p.event_id and r.order_id = p.order_id
                    and r.state = 'succeeded'), 0) as refunded,
         coalesce((select sum(amount_minor) from refunds r where r.event_id = p.event_id and r.order_id = p.order_id
                    and r.state in ('asked', 'pending')), 0) as on_its_way,
         coalesce((select sum(amount_minor) from disputes d where d.event_id = p.event_id and d.order_id = p.order_id
                    and d.state = 'open'), 0) as disputed,
         coalesce((select sum(amount_minor) from disputes d where d.event_id = p.event_id and d.order_id = p.order_id
                    and d.state = 'lost'), 0) as lost
    from payments p`

const balance = (account: string) => `
  coalesce((select sum(amount_minor) from ledger_entries l where l.event_id = m.event_id and l.order_id = m.order_id
             and l.account = '${account}'), 0)`

/** What must always be true of money. */
export const paymentInvariants: readonly Invariant[] = [
  {
    name: 'payments.one-for-each-order-that-costs',
    says: 'An order that costs something has one payment over its amount in its currency; a free one has none.',
    sql: `select o.event_id, o.order_id, o.amount_minor, o.currency, p.amount_minor as paying, p.currency as paying_in
            from orders o left join payments p using (event_id, order_id)
           where (o.amount_minor = 0) <> (p.payment_id is null)
              or p.amount_minor <> o.amount_minor or p.currency <> o.currency`,
  },
  {
    name: 'payments.agree-with-their-order',
    says: 'Money is taken for orders with tickets, or to be given back; set aside for those being confirmed; never kept for those that ended.',
    sql: `select p.event_id, p.order_id, p.state, o.state as order_state from payments p join orders o using (event_id, order_id)
           where case
                   when o.state = 'payment_pending' then p.state not in ('starting', 'open')
                   when o.state = 'authorised' then p.state not in ('open', 'expired', 'authorised')
                   when o.state in ('expired', 'cancelled', 'capture_failed') then p.state not in ('voided', 'expired', 'failed')
                   when o.state in ('cancelling', 'review') then p.state = 'captured'
                   else p.state <> 'captured'
                 end`,
  },
  {
    name: 'payments.captured-what-was-ordered',
    says: 'For an order with tickets exactly its amount was taken.',
    sql: `select o.event_id, o.order_id, o.amount_minor, p.captured_minor
            from orders o join payments p using (event_id, order_id)
           where o.confirmed_at is not null and p.captured_minor <> o.amount_minor`,
  },
  {
    name: 'payments.refunds-within-captured',
    says: 'No more is given back than was taken.',
    sql: `select * from (${MONEY}) m where refunded + on_its_way > captured`,
  },
  {
    name: 'payments.ledger-balances',
    says: 'Every move in the ledger sums to zero, in one currency.',
    sql: `select event_id, kind, source_id, sum(amount_minor), count(distinct currency) from ledger_entries
           group by event_id, kind, source_id having sum(amount_minor) <> 0 or count(distinct currency) <> 1`,
  },
  {
    name: 'payments.ledger-agrees-with-the-provider',
    says: 'What the ledger says the provider holds of an order is what was taken, less what was given back and what is or was disputed away.',
    sql: `select m.*, ${balance('provider-clearing')} as in_ledger from (${MONEY}) m
           where ${balance('provider-clearing')} <> captured - refunded - disputed - lost
              or ${balance('disputed')} <> disputed`,
  },
  {
    name: 'payments.ledger-owes-buyers',
    says: 'Buyers are owed what is on its way back to them, and all that was taken without a sale and is not with them.',
    sql: `select m.*, ${balance('refund-payable')} as in_ledger
            from (${MONEY}) m join orders o using (event_id, order_id)
           where -${balance('refund-payable')} <>
                 case when o.confirmed_at is null then captured - refunded - lost else on_its_way end`,
  },
  {
    name: 'payments.disputes-show',
    says: 'An order is disputed exactly while a dispute about it is open.',
    sql: `select m.event_id, m.order_id, o.state, disputed from (${MONEY}) m join orders o using (event_id, order_id)
           where (o.state = 'disputed') <> (disputed > 0)`,
  },
  {
    name: 'payments.webhooks-are-worked-on',
    says: 'No webhook about an order has waited for a quarter of an hour.',
    sql: `select provider_event_id, kind, order_id, received_at from webhook_inbox
           where worked_at is null and received_at < now() - interval '15 minutes'`,
  },
]
