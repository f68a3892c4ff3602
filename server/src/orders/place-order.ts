import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import { isUniqueViolation, type Tx } from '../platform/database.ts'
import { once } from '../platform/http/idempotency.ts'
import { newId } from '../platform/ids.ts'
import type { Busy } from '../inventory/index.ts'
import { insertPayment } from '../payments/index.ts'
import { LOOK_AT_OPEN_MS } from './decide-next.ts'
import type { HoldFact, OrderCatalog, OrderInventory } from './ports.ts'
import {
  findFacts,
  findOrderOfHold,
  insertLines,
  insertOrder,
  type LoadedOrder,
  type NewOrder,
  type OrderKey,
} from './queries.ts'
import type { Settling } from './settling.ts'

/** A buyer has at least so long to pay, however late in the hold the order comes. */
const PAYING_MS = 8 * MINUTE_MS
/** A payment of the last moment still finds the places held when the provider tells of it. */
const GRACE_MS = 30 * SECOND_MS

export interface OrderRequest {
  readonly buyerId: string
  readonly holdId: string
  /** The Idempotency-Key. */
  readonly key: string | undefined
  readonly operation: string
}

export type OrderOutcome =
  /** `fresh`: as it was just written, so that it need not be read again to be settled. */
  | { readonly placed: OrderKey; readonly fresh?: LoadedOrder }
  | { readonly refused: 'hold-unknown' | 'hold-over' }
  | Busy

/**
 * Makes the order of a hold, with its payment and the keys of the calls to come; one a hold, so repeating gives the same
 * order. Calls nobody outside: that is left to the settling.
 */
export async function placeOrder(
  deps: Pick<Settling, 'db'> & { readonly inventory: OrderInventory; readonly catalog: OrderCatalog },
  request: OrderRequest,
): Promise<OrderOutcome> {
  const hold = await deps.inventory.findHold(request.holdId)
  if (hold === undefined || hold.accountId !== request.buyerId) return { refused: 'hold-unknown' }
  const earlier = await earlierOrder(deps, hold)
  if (earlier !== undefined) return { placed: await onceOnly(deps, request, async () => earlier) }
  // Extended only for an order to come: repeating a request does not keep places for ever.
  const extended = hold.live ? await deps.inventory.extendForPayment(hold, PAYING_MS + GRACE_MS) : undefined
  if (extended === undefined) return { refused: 'hold-over' }
  if ('refused' in extended) return extended
  const order = await priced(deps.catalog, extended, request.buyerId)
  try {
    let fresh: LoadedOrder | undefined
    const placed = await onceOnly(deps, request, async (tx) => {
      fresh = await write(tx, order)
      return { eventId: order.eventId, orderId: order.orderId }
    })
    return fresh === undefined ? { placed } : { placed, fresh }
  } catch (error) {
    // Somebody ordered the same hold at the same moment: this is that order.
    const winner = isUniqueViolation(error, 'orders_one_per_hold') ? await earlierOrder(deps, hold) : undefined
    if (winner === undefined) throw error
    return { placed: await onceOnly(deps, request, async () => winner) }
  }
}

/** Under the request's key: the same key for another hold is refused. */
const onceOnly = (
  { db }: Pick<Settling, 'db'>,
  { buyerId: accountId, key, operation, holdId }: OrderRequest,
  work: (tx: Tx) => Promise<OrderKey>,
): Promise<OrderKey> =>
  db.transaction((tx) => once(tx, { accountId, key, operation, body: { holdId } }, () => work(tx)))

async function earlierOrder({ db }: Pick<Settling, 'db'>, hold: HoldFact): Promise<OrderKey | undefined> {
  const [order] = await findOrderOfHold(db.sql, hold.eventId, hold.holdId)
  return order && { eventId: hold.eventId, orderId: order.orderId }
}

/** The order as it is to be written, at today's prices. */
async function priced(catalog: OrderCatalog, hold: HoldFact, buyerId: string): Promise<NewOrder> {
  const places = await catalog.describePlaces(hold.eventId, hold.places)
  const [first] = places
  if (first === undefined) throw new Error(`hold ${hold.holdId} has no places`)
  return {
    eventId: hold.eventId,
    orderId: newId(),
    buyerId,
    holdId: hold.holdId,
    currency: first.currency,
    lines: places.map(({ place, priceLevelId, faceMinor, feesMinor }) => ({
      placeNo: place,
      priceLevelId,
      faceMinor,
      feesMinor,
    })),
    payBy: new Date(hold.expiresAt.getTime() - GRACE_MS),
    settleInMs: LOOK_AT_OPEN_MS,
  }
}

/** Writes the order, its lines and its payment, and reads them back; sent together, in this order. */
async function write(tx: Tx, order: NewOrder): Promise<LoadedOrder | undefined> {
  const { eventId, orderId, currency } = order
  const amountMinor = order.lines.reduce((sum, line) => sum + line.faceMinor + line.feesMinor, 0)
  const payment = { eventId, orderId, paymentId: newId(), currency, amountMinor }
  const [, fresh] = await Promise.all([
    Promise.all([
      insertOrder(tx, order),
      insertLines(tx, order, order.lines),
      ...(amountMinor === 0 ? [] : [insertPayment(tx, payment)]),
    ]),
    findFacts(tx, order),
  ])
  return fresh
}
