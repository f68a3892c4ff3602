import type { Ending, OrderState, PaymentState } from '@foyer/contract/orders'
import type { Queryable } from '../platform/database.ts'
import { inOrder } from './queries.ts'

/** An order as its buyer may see it. */
export interface OrderView {
  readonly eventId: string
  readonly orderId: string
  readonly holdId: string
  readonly state: OrderState
  readonly currency: string
  readonly faceMinor: number
  readonly feesMinor: number
  readonly amountMinor: number
  readonly places: number
  readonly payBy: Date
  readonly endedBecause: Ending | null
  readonly madeAt: Date
  readonly confirmedAt: Date | null
  readonly paymentState: PaymentState | null
  readonly paymentUrl: string | null
  readonly refundedMinor: number
  readonly lines: readonly LineView[]
}

export interface LineView {
  readonly placeNo: number
  readonly priceLevelId: string
  readonly faceMinor: number
  readonly feesMinor: number
  readonly allInMinor: number
}

/** Which order of whom. */
export interface AskedView {
  readonly buyerId: string
  readonly orderId: string
}

/** Orders of these buyers, with their lines by place, in one round trip; undefined for any that is not theirs. */
export async function findOrderViews(
  sql: Queryable,
  asked: readonly AskedView[],
): Promise<readonly (OrderView | undefined)[]> {
  const views = await sql<(OrderView & { n: number })[]>`
    select n, o.event_id as "eventId", o.order_id as "orderId", o.hold_id as "holdId", o.state, o.currency,
           o.face_minor as "faceMinor", o.fees_minor as "feesMinor", o.amount_minor as "amountMinor", o.places,
           o.pay_by as "payBy", o.ended_because as "endedBecause", o.made_at as "madeAt",
           o.confirmed_at as "confirmedAt", p.state as "paymentState", p.session_url as "paymentUrl",
           (select coalesce(sum(r.amount_minor), 0)::bigint from refunds r
             where r.event_id = o.event_id and r.order_id = o.order_id and r.state <> 'failed') as "refundedMinor",
           (select jsonb_agg(jsonb_build_object(
                     'placeNo', l.place_no, 'priceLevelId', l.price_level_id, 'faceMinor', l.face_minor,
                     'feesMinor', l.fees_minor, 'allInMinor', l.all_in_minor) order by l.place_no)
              from order_lines l where l.event_id = o.event_id and l.order_id = o.order_id) as lines
      from unnest(${asked.map((one) => one.buyerId)}::uuid[], ${asked.map((one) => one.orderId)}::uuid[])
             with ordinality as asked (buyer_id, order_id, n)
      join orders o on o.buyer_id = asked.buyer_id and o.order_id = asked.order_id
      left join payments p on p.event_id = o.event_id and p.order_id = o.order_id`
  return inOrder(asked.length, views, (view) => view)
}

export const findOrderView = async (sql: Queryable, buyerId: string, orderId: string): Promise<OrderView | undefined> =>
  (await findOrderViews(sql, [{ buyerId, orderId }]))[0]

export type OrderSummaryView = Omit<OrderView, 'lines' | 'holdId' | 'paymentState' | 'paymentUrl' | 'refundedMinor'>

/** Orders of a buyer made before the given one, newest first. */
export const listOrderViews = (sql: Queryable, buyerId: string, before: string | null, limit: number) => sql<
  OrderSummaryView[]
>`
  select event_id as "eventId", order_id as "orderId", state, currency, face_minor as "faceMinor",
         fees_minor as "feesMinor", amount_minor as "amountMinor", places, pay_by as "payBy",
         ended_because as "endedBecause", made_at as "madeAt", confirmed_at as "confirmedAt"
    from orders
   where buyer_id = ${buyerId} and (${before}::uuid is null or order_id < ${before}::uuid)
   order by order_id desc limit ${limit}`

export type OrderOfEventView = Omit<OrderSummaryView, 'places'> & {
  readonly buyerName: string
  readonly placeNos: readonly number[]
  readonly refundedMinor: number
}

/** Orders of an event made before the given one, newest first, with the buyers' names and nothing else of them. */
export const listOrdersOfEvent = (
  sql: Queryable,
  eventId: string,
  state: OrderState | null,
  before: string | null,
  limit: number,
) => sql<OrderOfEventView[]>`
  select o.event_id as "eventId", o.order_id as "orderId", o.state, o.currency, o.face_minor as "faceMinor",
         o.fees_minor as "feesMinor", o.amount_minor as "amountMinor", o.pay_by as "payBy",
         o.ended_because as "endedBecause", o.made_at as "madeAt", o.confirmed_at as "confirmedAt",
         a.name as "buyerName",
         array(select l.place_no from order_lines l
                where l.event_id = o.event_id and l.order_id = o.order_id order by l.place_no) as "placeNos",
         (select coalesce(sum(r.amount_minor), 0)::bigint from refunds r
           where r.event_id = o.event_id and r.order_id = o.order_id and r.state <> 'failed') as "refundedMinor"
    from orders o join accounts a on a.account_id = o.buyer_id
   where o.event_id = ${eventId} and (${before}::uuid is null or o.order_id < ${before}::uuid)
     and (${state}::text is null or o.state = ${state})
   order by o.order_id desc limit ${limit}`
