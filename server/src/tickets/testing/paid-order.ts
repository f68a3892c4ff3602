import type { PlaceNo } from '@foyer/contract'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { OrderKey } from '../ticket.ts'

/** A person who buys. */
export async function anAccount(db: Database, name = 'Zoë Ängström'): Promise<{ accountId: string; name: string }> {
  const accountId = newId()
  await db.sql`
    insert into accounts (account_id, kind, email, email_key, password_hash, name)
    values (${accountId}, 'individual', ${`${accountId}@example.org`}, ${accountId}, 'none', ${name})`
  return { accountId, name }
}

/** An order at 50.00 EUR a place, by itself in the database: what tickets are issued for. */
export async function anOrder(
  db: Database,
  options: {
    buyerId: string
    places: readonly PlaceNo[]
    eventId?: string
    state?: 'payment_pending' | 'confirmed' | 'refunded'
  },
): Promise<OrderKey & { places: readonly PlaceNo[] }> {
  const { buyerId, places, eventId = newId(), state = 'confirmed' } = options
  const orderId = newId()
  const confirmed = state !== 'payment_pending'
  await db.sql`
    insert into orders (event_id, order_id, buyer_id, hold_id, state, currency, face_minor, fees_minor, amount_minor,
                        places, pay_by, confirmed_at)
    values (${eventId}, ${orderId}, ${buyerId}, ${newId()}, ${state}, 'EUR', ${5_000 * places.length}, 0,
            ${5_000 * places.length}, ${places.length}, now() + interval '8 minutes',
            ${confirmed ? new Date('2027-01-01T00:00:00Z') : null})`
  await db.sql`
    insert into order_lines (event_id, order_id, place_no, price_level_id, face_minor, fees_minor, all_in_minor)
    select ${eventId}, ${orderId}, place_no, ${newId()}::uuid, 5000, 0, 5000
      from unnest(${[...places]}::int[]) as line (place_no)`
  return { eventId, orderId, places }
}
