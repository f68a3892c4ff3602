import type { OrderState } from '@foyer/contract/orders'
import type { Queryable, Tx } from '../platform/database.ts'
import { macBy } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/** What is kept of a card: not to be told from, and another one for another event. */
export type CardDigest = (eventId: string, instrument: string) => Buffer

const KEY_BYTES = 32

export function cardDigest(deriveKey: DeriveKey): CardDigest {
  const mac = macBy(deriveKey('payment-cards:1', KEY_BYTES))
  return (eventId, instrument) => mac(`${eventId}:${instrument}`)
}

/** An order to be counted, as it is known to stand. */
interface ToCount {
  readonly eventId: string
  readonly orderId: string
  readonly state: OrderState
  readonly places: readonly number[]
}

/**
 * Counts an order for the card that pays for it; counting it again changes nothing. Comes before its places are sold, in a
 * transaction of its own: a crash in between leaves it counted, and the next settling goes on from there. Its row is locked
 * against whoever ends it meanwhile: either the end comes after and takes the count back, or nothing is counted.
 * @returns false when the card would pay for more than it may.
 */
export async function countForCard(
  sql: Queryable,
  { eventId, orderId, state, places }: ToCount,
  card: Buffer,
  ceiling: number,
): Promise<boolean | 'moved-meanwhile'> {
  const [row] = await sql<{ counted: boolean }[]>`
    with mine as materialized (
      select state from orders where event_id = ${eventId} and order_id = ${orderId} for share
    )
    select count_for_card(${eventId}, ${orderId}, ${card}, ${places.length}, ${ceiling}) as counted
     where not exists (select from mine where state <> ${state})`
  return row === undefined ? 'moved-meanwhile' : row.counted
}

/** An order that ends without tickets no longer counts for its card. */
export const uncountForCard = (tx: Tx, order: { readonly eventId: string; readonly orderId: string }) => tx`
  with gone as (
    delete from card_orders where event_id = ${order.eventId} and order_id = ${order.orderId}
    returning event_id, card, places)
  update card_places c set places = c.places - gone.places from gone where c.event_id = gone.event_id and c.card = gone.card`
