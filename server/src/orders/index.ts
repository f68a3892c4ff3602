import type { FastifyInstance } from 'fastify'
import type { Money, PlaceNo } from '@foyer/contract'
import type { Inventory } from '../inventory/index.ts'
import { registerPaymentRoutes, type PaymentGateway } from '../payments/index.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { databaseHints, type Hints } from '../platform/hints.ts'
import type { Log } from '../platform/log.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { openBatches } from './batches.ts'
import { catalogPort } from './catalog-port.ts'
import { startClockwork } from './clockwork.ts'
import { inventoryPort } from './inventory-port.ts'
import { openNudge } from './nudge.ts'
import type { OrderTickets } from './ports.ts'
import { startProgress } from './progress.ts'
import { openReceipts } from './receipt.ts'
import { refundOrder, type RefundOutcome, type RefundRequest } from './refund-order.ts'
import { registerOrderRoutes } from './routes.ts'
import { ANSWER_WITHIN_MS } from './settle-within.ts'
import { Settler, type SettlerAnswer } from './settler.ts'
import { CAPTURE_RETRY_MS, type Settling } from './settling.ts'
import { cardDigest } from './card-limit.ts'
import { findOrderView } from './view-queries.ts'
import { WebhookWork } from './webhook-work.ts'
import type { Tx } from '../platform/database.ts'
import type { OrderKey } from './queries.ts'

export { countUnsettled, removeOrders } from './remove-event.ts'
export { countOrders } from './count-orders.ts'
export { orderExport } from './export.ts'
export { orderInvariants } from './invariants.ts'
export { makePaymentsLonger } from './make-longer.ts'
export type { OrderTickets } from './ports.ts'
export type { OrderKey } from './queries.ts'
export type { RefundOutcome, RefundRequest } from './refund-order.ts'
export type { SettlerAnswer } from './settler.ts'

export interface OrdersOptions {
  readonly db: Database
  /** How nodes tell one another that orders changed; through the database unless said. */
  readonly hints?: Hints | undefined
  readonly inventory: Inventory
  readonly tickets: OrderTickets
  readonly gateway: PaymentGateway
  readonly deriveKey: DeriveKey
  /** Where people reach Foyer; no slash at the end. */
  readonly publicUrl: string
  readonly log: Log
  /** The database's; the machine's unless said. */
  readonly clock?: Clock
  /** Places of an event that one card may pay for; as many as they like unless said. */
  readonly placesPerCard?: (eventId: string) => number | null
  /** Hears of each order that was paid and is given back for a rule of the sale. */
  readonly onRefused?: (eventId: string, reason: string) => void
  /** How long a capture that fails is tried again before the places go back on sale; an hour unless said. */
  readonly captureRetryMs?: number
  /** How long a buyer waits for the provider before the order is answered without its page; 3 s unless said. */
  readonly answerWithinMs?: number
}

/**
 * From a hold to a paid order. Life: `openOrders` (listens for changes of orders), `registerRoutes` in a process that
 * serves, `startClockwork` in a process that works, `drain` (finishes the settlings in hand), `stop` (closes the gateway
 * too).
 */
export interface Orders {
  /** Orders, their payment, receipts; and the provider's webhooks. */
  registerRoutes(app: FastifyInstance): void
  startClockwork(): { stop(): Promise<void> }
  /** Brings an order as far as it can go now. Safe at any time, as often as one likes. */
  settle(order: OrderKey): Promise<SettlerAnswer>
  /** Asks for money back in the caller's transaction; see refund-order.ts. Settle the order afterwards. */
  refund(tx: Tx, order: OrderKey, request: RefundRequest): Promise<RefundOutcome>
  /** The lines of an order of this buyer, for their tickets; undefined for any other. */
  findOrderFor(buyer: { readonly accountId: string }, orderId: string): Promise<OrderOfTickets | undefined>
  drain(): Promise<void>
  stop(): Promise<void>
}

export interface OrderOfTickets {
  readonly orderId: string
  readonly eventId: string
  readonly amount: Money
  readonly refunded: Money
  readonly lines: readonly { readonly place: PlaceNo; readonly allIn: Money }[]
}

export async function openOrders(options: OrdersOptions): Promise<Orders> {
  const { db, gateway, log, answerWithinMs = ANSWER_WITHIN_MS } = options
  const progress = await startProgress(options.hints ?? databaseHints(db), log)
  const recording = { db, progress, tickets: options.tickets }
  const settling: Settling = {
    ...recording,
    batches: openBatches(recording),
    gateway,
    log,
    inventory: inventoryPort(options.inventory),
    behindMs: () => options.inventory.askBehindMs(),
    cards: {
      digest: cardDigest(options.deriveKey),
      placesPerCard: options.placesPerCard ?? (() => null),
      onTooMany: (eventId) => options.onRefused?.(eventId, 'too-many-for-card'),
    },
    catalog: catalogPort(db.sql),
    publicUrl: options.publicUrl,
    captureRetryMs: options.captureRetryMs ?? CAPTURE_RETRY_MS,
  }
  const settler = new Settler(settling)
  const webhooks = new WebhookWork({ db, settler, log })
  const receipts = openReceipts(options.deriveKey, options.publicUrl)
  return {
    registerRoutes(app) {
      registerOrderRoutes(app, {
        ...settling,
        settler,
        receipts,
        nudge: openNudge(settler, options.clock ?? systemClock),
        answerWithinMs,
      })
      registerPaymentRoutes(app, {
        db,
        gateway,
        onKept: (webhook) => void webhooks.do(webhook),
      })
    },
    startClockwork: () => startClockwork({ db, settler, webhooks, log }),
    settle: (order) => settler.settle(order, 'nothing'),
    refund: (tx, order, request) => refundOrder(tx, settling, order, request),
    async findOrderFor({ accountId }, orderId) {
      const view = await findOrderView(db.sql, accountId, orderId)
      if (view === undefined) return undefined
      const lines = view.lines.map((line) => ({
        place: line.placeNo,
        allIn: { minor: line.allInMinor, currency: view.currency },
      }))
      const { eventId, amountMinor, refundedMinor, currency } = view
      const amount = { minor: amountMinor, currency }
      return { orderId, eventId, amount, refunded: { minor: refundedMinor, currency }, lines }
    },
    drain: () => settler.drain(),
    async stop() {
      await settler.drain()
      await webhooks.stop()
      await progress.stop()
      gateway.close()
    },
  }
}
