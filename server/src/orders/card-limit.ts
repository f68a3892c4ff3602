import { createHmac } from 'node:crypto'
import type { Queryable, Tx } from '../platform/database.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/** What is kept of a card: not to be told from, and another one for another event. */
export type CardDigest = (eventId: string, instrument: string) => Buffer

const KEY_BYTES = 32

export function cardDigest(deriveKey: DeriveKey): CardDigest {
  const key = deriveKey('payment-cards:1', KEY_BYTES)
  return (eventId, instrument) => createHmac('sha256', key).update(`${eventId}:${instrument}`).digest()
}

/**
 * Counts an order for the card that pays for it; counting it again changes nothing. Comes before its places are sold, in a
 * transaction of its own: a crash in between leaves it counted, and the next settling goes on from there.
 * @returns false when the card would pay for more than it may.
 */
export async function countForCard(
  sql: Queryable,
  order: { readonly eventId: string; readonly orderId: string; readonly places: readonly number[] },
  card: Buffer,
  ceiling: number,
): Promise<boolean> {
  const [row] = await sql<{ counted: boolean }[]>`
    select count_for_card(${order.eventId}, ${order.orderId}, ${card}, ${order.places.length}, ${ceiling}) as counted`
  return row?.counted === true
}

/** An order that ends without tickets no longer counts for its card. */
export const uncountForCard = (tx: Tx, order: { readonly eventId: string; readonly orderId: string }) => tx`
  with gone as (
    delete from card_orders where event_id = ${order.eventId} and order_id = ${order.orderId}
    returning event_id, card, places)
  update card_places c set places = c.places - gone.places from gone where c.event_id = gone.event_id and c.card = gone.card`
