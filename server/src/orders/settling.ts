import { HOUR_MS } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { PaymentGateway } from '../payments/index.ts'
import type { CardDigest } from './card-limit.ts'
import type { Batches } from './batches.ts'
import type { Facts } from './facts.ts'
import type { OrderCatalog, OrderInventory } from './ports.ts'
import type { Paying, Recording } from './record-life.ts'

/** How many places one card may pay for. */
export interface CardLimits {
  readonly digest: CardDigest
  /** Null: as many as they like. */
  readonly placesPerCard: (eventId: string) => number | null
  /** Hears of each order that would have been too many. */
  readonly onTooMany: (eventId: string) => void
}

/** What settling an order takes. */
export interface Settling extends Recording {
  readonly batches: Batches
  readonly inventory: OrderInventory
  /**
   * By how much the time that holds go by is behind the database's, in milliseconds; 0 unless the sale cannot be served. Ask
   * before reading what is judged by it.
   */
  readonly behindMs: () => Promise<number>
  readonly catalog: OrderCatalog
  readonly gateway: PaymentGateway
  readonly cards: CardLimits
  readonly log: Log
  /** Where people reach Foyer; no slash at the end. */
  readonly publicUrl: string
  /** How long a capture that fails is tried again before the places go back on sale. */
  readonly captureRetryMs: number
}

export const CAPTURE_RETRY_MS = HOUR_MS

/** What came of a step. */
export type StepResult =
  /** More facts to decide by; `reread` when the rows have changed with it. */
  | { readonly learned: Partial<Facts>; readonly reread?: true }
  /** Somebody else moved the order: nothing that was learned holds any more. */
  | 'moved-meanwhile'
  /** There is nothing more to do for now. */
  | 'enough'

export const RECORDED: StepResult = { learned: {}, reread: true }

/** The order with its payment; only a step for a paid order asks for it. */
export function paying({ order, payment }: Facts): Paying {
  if (payment === null) throw new Error(`order ${order.orderId} has no payment`)
  return { order, payment }
}
