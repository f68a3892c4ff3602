import { isId } from '../../platform/ids.ts'
import type { Heard } from '../../platform/outbox.ts'
import type { OrderLetterKind } from './write-letter.ts'

/** A mail that is to be sent, by its ids alone. */
export type MailDraft =
  | { readonly kind: 'code'; readonly accountId: null; readonly data: { readonly codeId: string } }
  | { readonly kind: OrderLetterKind; readonly accountId: string; readonly data: { readonly orderId: string } }

/** Which mail an announcement leads to; undefined when to none. */
export function composeMail({ kind, data }: Heard): MailDraft | undefined {
  const { codeId, orderId, buyerId } = data
  if (kind === 'account.code-asked')
    return isText(codeId) ? { kind: 'code', accountId: null, data: { codeId } } : undefined
  const letter = letterAbout(kind, data['because'])
  if (letter === undefined || !isText(orderId) || !isText(buyerId)) return undefined
  return { kind: letter, accountId: buyerId, data: { orderId } }
}

function letterAbout(kind: string, because: unknown): OrderLetterKind | undefined {
  switch (kind) {
    case 'order.confirmed':
      return 'order-confirmed'
    case 'order.capture_failed':
      return 'order-undone'
    case 'order.cancelled':
      // Whoever cancelled, or left without paying, knows; whoever paid does not.
      return because === 'places-gone' || because === 'capture-failed' || because === 'too-many-for-card'
        ? 'order-undone'
        : undefined
    case 'order.partly_refunded':
    case 'order.refunded':
      return 'order-refunded'
    default:
      return undefined
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && isId(value)
