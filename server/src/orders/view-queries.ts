import type { Ending, OrderState, PaymentState } from '@foyer/contract/orders'
import type { Queryable } from '../platform/database.ts'

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

/** An order of this buyer, with its lines by place, in one round trip; undefined for any other. */
export async function findOrderView(sql: Queryable, buyerId: string, orderId: string): Promise<OrderView | undefined> {
  const [view] = await sql<OrderView[]>`
    select o.event_id as "eventId", o.order_id as "orderId", o.hold_id as "holdId", o.state, o.currency,
           o.face_minor as "faceMinor", o.fees_minor as "feesMinor", o.amount_minor as "amountMinor", o.places,
           o.pay_by as "payBy", o.ended_because as "endedBecause", o.made_at as "madeAt",
           o.confirmed_at as "confirmedAt", p.state as "paymentState", p.session_url as "paymentUrl",
           (select coalesce(sum(r.amount_minor), 0)::bigint from refunds r
             where r.event_id = o.event_id and r.order_id = o.order_id and r.state <> 'failed') as "refundedMinor",
           (select jsonb_agg(jsonb_build_object(
                     'placeNo', l.place_no, 'priceLevelId', l.price_level_id, 'faceMinor', l.face_minor,
                     'feesMinor', l.fees_minor, 'allInMinor', l.all_in_minor) order by l.place_no)
              from order_lines l where l.event_id = o.event_id and l.order_id = o.order_id) as lines
      from orders o left join payments p on p.event_id = o.event_id and p.order_id = o.order_id
     where o.buyer_id = ${buyerId} and o.order_id = ${orderId}`
  return view
}

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
