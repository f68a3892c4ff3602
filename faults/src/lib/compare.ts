import type { Queryable } from '@foyer/server/platform/database'
import { placesOf, type Entry } from './book.ts'

/** How an event's holds, orders and tickets stand in the database. */
export interface Standing {
  readonly now: Date
  readonly holds: ReadonlyMap<string, HoldRow>
  /** By hold: an order is found again by the hold that it was made of. */
  readonly orders: ReadonlyMap<string, OrderRow>
}

interface HoldRow {
  readonly holdId: string
  readonly accountId: string
  readonly places: readonly number[]
  readonly state: string
  readonly expiresAt: Date
  readonly extended: boolean
  readonly orderId: string | null
}

interface OrderRow {
  readonly orderId: string
  readonly holdId: string
  readonly buyerId: string
  readonly state: string
  readonly amountMinor: number
  readonly places: readonly number[]
  /** Ids of its tickets that admit. */
  readonly tickets: readonly string[]
}

export async function readStanding(sql: Queryable, eventId: string): Promise<Standing> {
  const holds = await sql<HoldRow[]>`
    select hold_id as "holdId", account_id as "accountId", places, state, expires_at as "expiresAt", extended,
           order_id as "orderId"
      from holds where event_id = ${eventId}`
  const orders = await sql<OrderRow[]>`
    select order_id as "orderId", hold_id as "holdId", buyer_id as "buyerId", state, amount_minor as "amountMinor",
           array(select place_no from order_lines l where l.event_id = o.event_id and l.order_id = o.order_id
                  order by place_no) as places,
           array(select ticket_id from tickets t where t.event_id = o.event_id and t.order_id = o.order_id
                    and t.state = 'issued' order by ticket_id) as tickets
      from orders o where event_id = ${eventId}`
  const [clock] = await sql<{ now: Date }[]>`select now()`
  return {
    now: clock?.now ?? new Date(),
    holds: new Map(holds.map((hold) => [hold.holdId, hold])),
    orders: new Map(orders.map((order) => [order.holdId, order])),
  }
}

/**
 * What stands in the database otherwise than it was answered, or was asked for by nobody; a sentence each, none when
 * all is as it was answered. To be asked while nothing is under way.
 */
export function contradictions(entries: readonly Entry[], standing: Standing): string[] {
  const asked = new Set(entries.map(({ holdId }) => holdId))
  const strangers = [...standing.holds.keys(), ...standing.orders.keys()].filter((holdId) => !asked.has(holdId))
  return [
    ...ownedTwice(entries),
    ...strangers.map((holdId) => `hold ${holdId} was asked for by nobody`),
    ...entries.flatMap((entry) => [
      ...holdFaults(entry, standing).map((fault) => `hold ${entry.holdId}: ${fault}`),
      ...orderFaults(entry, standing.orders.get(entry.holdId)).map(
        (fault) => `order of hold ${entry.holdId}: ${fault}`,
      ),
    ]),
  ]
}

/** Once nothing is left to do: whoever paid has tickets, whoever gave up has nothing, and no order is in between. */
export function unfinished(entries: readonly Entry[], { orders }: Standing): string[] {
  return entries.flatMap(({ holdId, paid, cancelled }) => {
    const state = orders.get(holdId)?.state
    const expected = paid ? 'confirmed' : cancelled ? 'cancelled' : undefined
    return state === expected ? [] : [`order of hold ${holdId} is ${state}, expected ${expected}`]
  })
}

/** From the answers alone: a place that was given to two at once. */
function ownedTwice(entries: readonly Entry[]): string[] {
  const owners = new Map<number, string>()
  return entries.flatMap((entry) =>
    placesOf(entry).flatMap((place) => {
      const other = owners.get(place)
      owners.set(place, entry.holdId)
      return other === undefined ? [] : [`place ${place} was given to hold ${other} and to hold ${entry.holdId}`]
    }),
  )
}

function holdFaults(entry: Entry, { now, holds }: Standing): string[] {
  const { held } = entry
  const hold = holds.get(entry.holdId)
  if (held === undefined)
    return hold === undefined || entry.mayComeLater ? [] : [`refused with ${entry.refused}, and it is ${hold.state}`]
  if (hold === undefined) return ['answered, and gone']
  const allowed = statesOf(entry)
  const ranOut = hold.state === 'expired' && hold.expiresAt <= now
  return [
    ...differs('account', hold.accountId, entry.accountId),
    ...differs('places', hold.places.join(), held.places.map(({ place }) => place).join()),
    ...(allowed.includes(hold.state) || (ranOut && allowed.includes('held'))
      ? []
      : [`it is ${hold.state}, answered was ${allowed.join(' or ')}`]),
    ...differs('extension', hold.extended, held.extended),
    ...(hold.expiresAt < new Date(held.expiresAt) ? [`over at ${hold.expiresAt.toISOString()}, sooner than said`] : []),
    ...(hold.state === 'confirmed' ? differs('order', hold.orderId, entry.order?.id) : []),
  ]
}

/** States that a hold may be in after what was answered about it. */
function statesOf({ released, order, paid, cancelled }: Entry): readonly string[] {
  if (released) return ['released']
  if (cancelled) return ['held', 'released']
  if (paid) return order?.state === 'confirmed' ? ['confirmed'] : ['held', 'confirmed']
  return ['held']
}

function orderFaults({ accountId, order, tickets, paid, cancelled }: Entry, row: OrderRow | undefined): string[] {
  if (order === undefined) return row === undefined ? [] : ['nobody ordered']
  if (row === undefined) return ['answered, and gone']
  const allowed = cancelled ? ['cancelling', 'cancelled'] : tickets ? ['confirmed'] : ['payment_pending']
  return [
    ...differs('id', row.orderId, order.id),
    ...differs('buyer', row.buyerId, accountId),
    ...differs('amount', row.amountMinor, order.amount.minor),
    ...differs('places', row.places.join(), order.lines.map(({ place }) => place).join()),
    ...(paid && !tickets
      ? []
      : allowed.includes(row.state)
        ? []
        : [`it is ${row.state}, answered was ${allowed.join(' or ')}`]),
    ...(tickets === undefined ? [] : differs('tickets', row.tickets.join(), idsOf(tickets))),
  ]
}

const idsOf = (tickets: readonly { readonly id: string }[]): string =>
  tickets
    .map(({ id }) => id)
    .sort()
    .join()

const differs = (what: string, stands: unknown, answered: unknown): string[] =>
  stands === answered ? [] : [`${what} ${String(stands)}, answered was ${String(answered)}`]
