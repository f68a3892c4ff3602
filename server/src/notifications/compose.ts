import type { NotificationKind } from '@foyer/contract/notifications'
import { isId } from '../platform/ids.ts'
import type { Heard } from '../platform/outbox.ts'

/** A notification that is to be kept for somebody. */
export interface Draft {
  readonly accountId: string
  readonly kind: NotificationKind
  readonly eventId: string | null
  readonly data: DraftData
}

export interface DraftData {
  readonly orderId: string | null
  readonly amount: { readonly minor: number; readonly currency: string } | null
}

/** What somebody is to be told about an announcement; undefined when it concerns nobody. */
export function compose(heard: Heard): Draft | undefined {
  const kind = kindOf(heard)
  const accountId = heard.data['buyerId'] ?? heard.data['accountId']
  if (kind === undefined || typeof accountId !== 'string' || !isId(accountId)) return undefined
  const { orderId } = heard.data
  return {
    accountId,
    kind,
    eventId: heard.eventId ?? null,
    data: { orderId: typeof orderId === 'string' ? orderId : null, amount: readAmount(heard.data['amount']) },
  }
}

function kindOf({ kind, data }: Heard): NotificationKind | undefined {
  switch (kind) {
    case 'order.confirmed':
    case 'order.expired':
    case 'order.review':
    case 'order.partly_refunded':
    case 'order.refunded':
    case 'order.refund_failed':
    case 'order.disputed':
    case 'order.dispute_lost':
    case 'tickets.issued':
      return kind
    case 'order.capture_failed':
      return 'order.payment-failed'
    case 'order.cancelled':
      return CANCELLED_BECAUSE[String(data['because'])] ?? 'order.cancelled'
    default:
      return undefined
  }
}

const CANCELLED_BECAUSE: Readonly<Record<string, NotificationKind>> = {
  'places-gone': 'order.places-gone',
  'refused-by-provider': 'order.payment-failed',
  'capture-failed': 'order.payment-failed',
  'too-many-for-card': 'order.payment-failed',
}

function readAmount(amount: unknown): DraftData['amount'] {
  if (typeof amount !== 'object' || amount === null || !('minor' in amount) || !('currency' in amount)) return null
  const { minor, currency } = amount
  return typeof minor === 'number' && typeof currency === 'string' ? { minor, currency } : null
}
