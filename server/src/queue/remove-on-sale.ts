import type { Tx } from '../platform/database.ts'
import { QUEUE_CHANNEL } from './board.ts'
import { deleteOnSale } from './queries/on-sales.ts'

/** Takes away the waiting room of an event that goes itself, where it has one; the nodes hear of it with the commit. */
export async function removeOnSale(tx: Tx, eventId: string): Promise<void> {
  const { count } = await deleteOnSale(tx, eventId)
  if (count > 0) await tx`select pg_notify(${QUEUE_CHANNEL}, ${eventId})`
}
