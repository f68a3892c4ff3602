import type { Ending, OrderState } from '@foyer/contract/orders'
import type { Queryable, Tx } from '../platform/database.ts'
import type { OrderRow, PaymentRow } from './facts.ts'

/** Which order: every key begins with the event. */
export interface OrderKey {
  readonly eventId: string
  readonly orderId: string
}

export interface NewOrder extends OrderKey {
  readonly buyerId: string
  readonly holdId: string
  readonly currency: string
  readonly lines: readonly NewLine[]
  readonly payBy: Date
  /** When to look at it if nothing happens, in milliseconds from now. */
  readonly settleInMs: number
}

export interface NewLine {
  readonly placeNo: number
  readonly priceLevelId: string
  readonly faceMinor: number
  readonly feesMinor: number
}

/** Orders. The hold of each must not have been ordered before: `orders_one_per_hold` refuses. */
export const insertOrders = (tx: Tx, orders: readonly NewOrder[]) => tx`
  insert into orders (event_id, order_id, buyer_id, hold_id, state, currency, face_minor, fees_minor, amount_minor,
                      places, pay_by, settle_at)
  select event_id, order_id, buyer_id, hold_id, 'payment_pending', currency, face_minor, fees_minor,
         face_minor + fees_minor, places, pay_by, least(pay_by, now() + settle_in * interval '1 millisecond')
    from unnest(${orders.map((order) => order.eventId)}::uuid[], ${orders.map((order) => order.orderId)}::uuid[],
                ${orders.map((order) => order.buyerId)}::uuid[], ${orders.map((order) => order.holdId)}::uuid[],
                ${orders.map((order) => order.currency)}::text[],
                ${orders.map((order) => sumOf(order.lines, 'faceMinor'))}::bigint[],
                ${orders.map((order) => sumOf(order.lines, 'feesMinor'))}::bigint[],
                ${orders.map((order) => order.lines.length)}::smallint[],
                ${orders.map((order) => order.payBy.toISOString())}::timestamptz[],
                ${orders.map((order) => order.settleInMs)}::int[])
      as one (event_id, order_id, buyer_id, hold_id, currency, face_minor, fees_minor, places, pay_by, settle_in)`

const sumOf = (lines: readonly NewLine[], amount: 'faceMinor' | 'feesMinor'): number =>
  lines.reduce((sum, line) => sum + line[amount], 0)

export function insertLines(tx: Tx, orders: readonly NewOrder[]) {
  const lines = orders.flatMap(({ eventId, orderId, lines: own }) => own.map((line) => ({ ...line, eventId, orderId })))
  return tx`
    insert into order_lines (event_id, order_id, place_no, price_level_id, face_minor, fees_minor, all_in_minor)
    select event_id, order_id, place_no, price_level_id, face_minor, fees_minor, face_minor + fees_minor
      from unnest(${lines.map((line) => line.eventId)}::uuid[], ${lines.map((line) => line.orderId)}::uuid[],
                  ${lines.map((line) => line.placeNo)}::int[], ${lines.map((line) => line.priceLevelId)}::uuid[],
                  ${lines.map((line) => line.faceMinor)}::bigint[], ${lines.map((line) => line.feesMinor)}::bigint[])
        as line (event_id, order_id, place_no, price_level_id, face_minor, fees_minor)`
}

/** The n-th line of an order gets the n-th of other places; the caller has seen that they cost the same. */
export const replacePlaces = (tx: Tx, order: OrderKey, places: readonly number[]) => tx`
  with old as (
    delete from order_lines where event_id = ${order.eventId} and order_id = ${order.orderId} returning *
  ), numbered as (
    select *, row_number() over (order by place_no) as n from old
  )
  insert into order_lines (event_id, order_id, place_no, price_level_id, face_minor, fees_minor, all_in_minor)
  select event_id, order_id, fresh.place_no, price_level_id, face_minor, fees_minor, all_in_minor
    from numbered join unnest(${places as number[]}::int[]) with ordinality as fresh (place_no, n) using (n)`

/** The orders of holds; undefined for a hold without one. */
export async function findOrdersOfHolds(
  sql: Queryable,
  holds: readonly { readonly eventId: string; readonly holdId: string }[],
): Promise<(OrderKey | undefined)[]> {
  const found = await sql<{ n: number; eventId: string; orderId: string }[]>`
    select n, o.event_id as "eventId", o.order_id as "orderId"
      from unnest(${holds.map((hold) => hold.eventId)}::uuid[], ${holds.map((hold) => hold.holdId)}::uuid[])
             with ordinality as hold (event_id, hold_id, n)
      join orders o using (event_id, hold_id)`
  return inOrder(holds.length, found, ({ eventId, orderId }) => ({ eventId, orderId }))
}

/** Rows that say the number, from 1, of what they were asked for, as answers in the order of asking. */
export function inOrder<R extends { readonly n: number }, A>(count: number, rows: readonly R[], answer: (row: R) => A) {
  const answers = Array.from<A | undefined>({ length: count })
  for (const row of rows) answers[row.n - 1] = answer(row)
  return answers
}

export interface LoadedOrder {
  readonly now: Date
  readonly order: OrderRow
  readonly payment: PaymentRow | null
}

/** Orders, each with its payment and the database's clock, in one round trip; undefined where there is none. */
export async function findFactsOf(
  sql: Queryable,
  keys: readonly OrderKey[],
): Promise<readonly (LoadedOrder | undefined)[]> {
  const rows = await sql<(OrderRow & PaymentColumns & { n: number; now: Date })[]>`
    select n, now() as now, o.event_id as "eventId", o.order_id as "orderId", o.buyer_id as "buyerId",
           a.name as "buyerName", o.hold_id as "holdId", o.state, o.currency, o.face_minor as "faceMinor", o.fees_minor as "feesMinor",
           o.amount_minor as "amountMinor", o.pay_by as "payBy", o.settle_at as "settleAt",
           o.ended_because as "endedBecause", o.ended_at as "endedAt", o.made_at as "madeAt", o.authorised_at as "authorisedAt",
           o.confirmed_at as "confirmedAt",
           array(select place_no from order_lines l
                  where l.event_id = o.event_id and l.order_id = o.order_id order by place_no) as places,
           p.payment_id as "p_paymentId", p.state as "p_state", p.captured_minor as "p_capturedMinor",
           p.session_key as "p_sessionKey", p.session_id as "p_sessionId", p.intent_id as "p_intentId",
           p.capture_key as "p_captureKey", p.capture_until as "p_captureUntil", p.void_key as "p_voidKey",
           p.made_at as "p_madeAt"
      from unnest(${keys.map((key) => key.eventId)}::uuid[], ${keys.map((key) => key.orderId)}::uuid[])
             with ordinality as asked (event_id, order_id, n)
      join orders o on o.event_id = asked.event_id and o.order_id = asked.order_id
      join accounts a on a.account_id = o.buyer_id
      left join payments p on p.event_id = o.event_id and p.order_id = o.order_id`
  return inOrder(keys.length, rows, (row) => ({ now: row.now, order: row, payment: paymentOf(row) }))
}

export const findFacts = async (sql: Queryable, key: OrderKey): Promise<LoadedOrder | undefined> =>
  (await findFactsOf(sql, [key]))[0]

type Prefixed<T> = { readonly [K in keyof T & string as `p_${K}`]: T[K] }
type PaymentColumns = Prefixed<PaymentRow> | { readonly p_paymentId: null }

const paymentOf = (row: PaymentColumns): PaymentRow | null =>
  row.p_paymentId === null
    ? null
    : {
        paymentId: row.p_paymentId,
        state: row.p_state,
        capturedMinor: row.p_capturedMinor,
        sessionKey: row.p_sessionKey,
        sessionId: row.p_sessionId,
        intentId: row.p_intentId,
        captureKey: row.p_captureKey,
        captureUntil: row.p_captureUntil,
        voidKey: row.p_voidKey,
        madeAt: row.p_madeAt,
      }

/** Who moves an order, and from where: nothing is changed when it is in another state. */
export interface Move extends OrderKey {
  readonly from: OrderState
}

/** Looked at again after this long should the process die in the middle of what comes next. */
const HEAL_AFTER_S = 10

export const moveToAuthorised = (tx: Queryable, moves: readonly Move[]) => tx<OrderKey[]>`
  update orders o set state = 'authorised', authorised_at = now(), ended_because = null, ended_at = null,
         settle_at = now() + ${HEAL_AFTER_S} * interval '1 second'
    from unnest(${moves.map((move) => move.eventId)}::uuid[], ${moves.map((move) => move.orderId)}::uuid[],
                ${moves.map((move) => move.from)}::text[]) as move (event_id, order_id, from_state)
   where o.event_id = move.event_id and o.order_id = move.order_id and o.state = move.from_state
  returning o.event_id as "eventId", o.order_id as "orderId"`

export const moveToConfirmed = (tx: Tx, moves: readonly Move[]) => tx`
  update orders o set state = 'confirmed', confirmed_at = now(), settle_at = null
    from unnest(${moves.map((move) => move.eventId)}::uuid[], ${moves.map((move) => move.orderId)}::uuid[],
                ${moves.map((move) => move.from)}::text[]) as move (event_id, order_id, from_state)
   where o.event_id = move.event_id and o.order_id = move.order_id and o.state = move.from_state`

/** From here on the order is being undone; or the reason for it becomes another. */
export const moveToCancelling = (
  tx: Queryable,
  move: Move & { readonly because: Ending; readonly earlier: Ending | null },
) => tx`
  update orders set state = 'cancelling', ended_because = ${move.because}, ended_at = null, review_because = null,
         settle_at = now() + ${HEAL_AFTER_S} * interval '1 second'
   where event_id = ${move.eventId} and order_id = ${move.orderId} and state = ${move.from}
     and ended_because is not distinct from ${move.earlier}`

/** `lookAfterMs`: when to look once more whether places were sold to it all the same; null where nobody can have done so. */
export const moveToEnd = (
  tx: Tx,
  move: Move & {
    readonly to: 'expired' | 'cancelled' | 'capture_failed'
    readonly lookAfterMs: number | null
  },
) => tx`
  update orders set state = ${move.to}, ended_at = now(),
         settle_at = now() + ${move.lookAfterMs}::integer * interval '1 millisecond'
   where event_id = ${move.eventId} and order_id = ${move.orderId} and state = ${move.from}`

export const moveToReview = (tx: Tx, move: Move & { readonly because: string }) => tx`
  update orders set state = 'review', review_because = ${move.because}, settle_at = null
   where event_id = ${move.eventId} and order_id = ${move.orderId} and state = ${move.from}`

/** Any move of an order whose money was taken. */
export const moveByMoney = (tx: Tx, move: Move & { readonly to: OrderState; readonly settle: boolean }) => tx`
  update orders set state = ${move.to}, settle_at = case when ${move.settle} then now() end
   where event_id = ${move.eventId} and order_id = ${move.orderId} and state = ${move.from}`

/** When to look at an order again if nothing else happens; null: there is no need. */
export const lookAgain = (sql: Queryable, move: Move, at: Date | null) => sql`
  update orders set settle_at = ${at}
   where event_id = ${move.eventId} and order_id = ${move.orderId} and state = ${move.from}`

/**
 * Takes orders whose time to be looked at has come, longest overdue first; before all others those whose time to pay is
 * over, since their places wait to be sold, while to look at an open one can wait in a rush. Until the lease is over
 * nobody else takes them, and if they are not settled by then they come up again.
 */
export const takeDueOrders = (sql: Queryable, leaseMs: number, limit: number) => sql<OrderKey[]>`
  with due as (
    select event_id, order_id from orders where settle_at <= now()
     order by pay_by > now(), settle_at limit ${limit} for update skip locked
  )
  update orders o set settle_at = now() + ${leaseMs} * interval '1 millisecond' from due
   where o.event_id = due.event_id and o.order_id = due.order_id
  returning o.event_id as "eventId", o.order_id as "orderId"`

export interface OrderForRefund {
  readonly state: OrderState
  readonly currency: string
  readonly paymentId: string | null
  /** Whether it ever had tickets; if not, whatever was taken is owed to the buyer since then. */
  readonly sold: boolean
  /** What was taken and is not on its way back, in minor units. */
  readonly leftMinor: number
  readonly lines: readonly {
    readonly placeNo: number
    readonly faceMinor: number
    readonly feesMinor: number
    readonly givenBack: boolean
  }[]
}

/** An order locked against other refunds, with what is left of it. Refunds that failed gave nothing back. */
export async function lockForRefund(tx: Tx, key: OrderKey): Promise<OrderForRefund | undefined> {
  await tx`select from orders where event_id = ${key.eventId} and order_id = ${key.orderId} for update`
  const [order] = await tx<OrderForRefund[]>`
    with back as (
      select amount_minor, places from refunds
       where event_id = ${key.eventId} and order_id = ${key.orderId} and state <> 'failed'
    )
    select o.state, o.currency, p.payment_id as "paymentId", o.confirmed_at is not null as sold,
           coalesce(p.captured_minor, 0) - (select coalesce(sum(amount_minor), 0) from back)::bigint as "leftMinor",
           (select jsonb_agg(jsonb_build_object(
                     'placeNo', place_no, 'faceMinor', face_minor, 'feesMinor', fees_minor,
                     'givenBack', exists (select from back where place_no = any(back.places))) order by place_no)
              from order_lines l where l.event_id = o.event_id and l.order_id = o.order_id) as lines
      from orders o left join payments p on p.event_id = o.event_id and p.order_id = o.order_id
     where o.event_id = ${key.eventId} and o.order_id = ${key.orderId}`
  return order
}
