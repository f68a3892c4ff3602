import type { Money } from '@foyer/contract'
import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import { isUniqueViolation, type Database, type Tx } from '../platform/database.ts'
import { keepAnswers, once } from '../platform/http/idempotency.ts'
import { newId } from '../platform/ids.ts'
import type { Busy } from '../inventory/index.ts'
import { insertPayments, type NewPayment } from '../payments/index.ts'
import { LOOK_AT_OPEN_MS } from './decide-next.ts'
import type { HoldFact, OrderCatalog } from './ports.ts'
import { findFactsOf, insertLines, insertOrders, type LoadedOrder, type NewOrder, type OrderKey } from './queries.ts'
import type { Settling } from './settling.ts'

/** A buyer has at least so long to pay, however late in the hold the order comes. */
const PAYING_MS = 8 * MINUTE_MS
/** A payment of the last moment still finds the places held when the provider tells of it. */
const GRACE_MS = 30 * SECOND_MS

export interface OrderRequest {
  readonly buyerId: string
  readonly holdId: string
  /** What the buyer was shown; whatever it costs, unless said. A condition, and not part of what is asked for under the key. */
  readonly amount?: Money | undefined
  /** The Idempotency-Key. */
  readonly key: string | undefined
  readonly operation: string
}

export type OrderOutcome =
  /** `fresh`: as it was just written, so that it need not be read again to be settled. */
  | { readonly placed: OrderKey; readonly fresh?: LoadedOrder }
  | { readonly refused: 'hold-unknown' | 'hold-over' }
  | { readonly refused: 'price-changed'; readonly amount: Money }
  | Busy

/**
 * Makes the order of a hold, with its payment and the keys of the calls to come; one a hold, so repeating gives the same
 * order. Calls nobody outside: that is left to the settling.
 */
export async function placeOrder(
  deps: Pick<Settling, 'db' | 'batches' | 'inventory' | 'catalog'>,
  request: OrderRequest,
): Promise<OrderOutcome> {
  const hold = await deps.inventory.findHold(request.holdId, request.buyerId)
  if (hold === undefined) return { refused: 'hold-unknown' }
  const earlier = await deps.batches.orderOfHold(hold)
  if (earlier !== undefined) return { placed: await onceOnly(deps.db, request, async () => earlier) }
  const asked = hold.live ? await priced(deps.catalog, hold, request.buyerId) : undefined
  const amount = asked && amountOf(asked)
  if (amount !== undefined && request.amount !== undefined && !isSame(amount, request.amount))
    return { refused: 'price-changed', amount }
  // Extended only for an order to come: repeating a request does not keep places for ever.
  const extended = asked && (await deps.inventory.extendForPayment(hold, PAYING_MS + GRACE_MS))
  if (asked === undefined || extended === undefined) return { refused: 'hold-over' }
  if ('refused' in extended) return extended
  const order = { ...asked, payBy: payByOf(extended) }
  try {
    return await deps.batches.place({ order, request })
  } catch (error) {
    if (error instanceof KeyUsed) return { placed: await onceOnly(deps.db, request, (tx) => write(tx, order)) }
    // Somebody ordered the same hold at the same moment: this is that order.
    const winner = isUniqueViolation(error, 'orders_one_per_hold') ? await deps.batches.orderOfHold(hold) : undefined
    if (winner === undefined) throw error
    return { placed: await onceOnly(deps.db, request, async () => winner) }
  }
}

/** An order to be written for a request. */
export interface Wanted {
  readonly order: NewOrder
  readonly request: OrderRequest
}

/** A request came under a key that is known: its answer is to be given again, or it is to be refused. */
class KeyUsed extends Error {
  override readonly name = 'KeyUsed'
}

/**
 * Writes orders with their lines and payments, and reads them back, in one transaction and each under the key of its
 * request; or none of them. @throws KeyUsed, or a unique violation of `orders_one_per_hold`.
 */
export const writeOrders = (db: Database, wanted: readonly Wanted[]): Promise<OrderOutcome[]> =>
  db.transaction(async (tx) => {
    const orders = wanted.map(({ order }) => order)
    const keys = wanted.map(({ request, order }) => ({ ...keyed(request), answer: keyOf(order) }))
    const payments = orders.map(paymentOf).filter(({ amountMinor }) => amountMinor > 0)
    const [keysAreNew, , , , facts] = await Promise.all([
      keepAnswers(tx, keys),
      insertOrders(tx, orders),
      insertLines(tx, orders),
      insertPayments(tx, payments),
      findFactsOf(tx, orders),
    ])
    if (!keysAreNew) throw new KeyUsed('a request came under a key that is known')
    return orders.map((order, index) => {
      const fresh = facts[index]
      return { placed: keyOf(order), ...(fresh === undefined ? {} : { fresh }) }
    })
  })

async function write(tx: Tx, order: NewOrder): Promise<OrderKey> {
  const payment = paymentOf(order)
  await Promise.all([
    insertOrders(tx, [order]),
    insertLines(tx, [order]),
    ...(payment.amountMinor === 0 ? [] : [insertPayments(tx, [payment])]),
  ])
  return keyOf(order)
}

const keyOf = ({ eventId, orderId }: OrderKey): OrderKey => ({ eventId, orderId })

const paymentOf = ({ eventId, orderId, currency, lines }: NewOrder): NewPayment => ({
  eventId,
  orderId,
  paymentId: newId(),
  currency,
  amountMinor: sumOf(lines),
})

const sumOf = (lines: NewOrder['lines']): number =>
  lines.reduce((sum, { faceMinor, feesMinor }) => sum + faceMinor + feesMinor, 0)

const amountOf = ({ currency, lines }: NewOrder): Money => ({ minor: sumOf(lines), currency })

const isSame = (a: Money, b: Money): boolean => a.minor === b.minor && a.currency === b.currency

/** Under the request's key: the same key for another hold is refused. */
const onceOnly = (db: Database, request: OrderRequest, work: (tx: Tx) => Promise<OrderKey>): Promise<OrderKey> =>
  db.transaction((tx) => once(tx, keyed(request), () => work(tx)))

const keyed = ({ buyerId: accountId, key, operation, holdId }: OrderRequest) => ({
  accountId,
  key,
  operation,
  body: { holdId },
})

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
    payBy: payByOf(hold),
    settleInMs: LOOK_AT_OPEN_MS,
  }
}

const payByOf = ({ expiresAt }: HoldFact): Date => new Date(expiresAt.getTime() - GRACE_MS)
