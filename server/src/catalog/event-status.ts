import type { EventStatus, SaleState } from '@foyer/contract/catalog.events'

/** What may become of an event. Only one without buyers becomes a draft again; a cancellation is final. */
export const eventMoves = {
  draft: ['scheduled'],
  scheduled: ['draft', 'postponed', 'rescheduled', 'cancelled'],
  postponed: ['draft', 'rescheduled', 'cancelled'],
  rescheduled: ['draft', 'postponed', 'rescheduled', 'cancelled'],
  cancelled: [],
} as const satisfies Record<EventStatus, readonly EventStatus[]>

interface Standing {
  readonly status: EventStatus
  readonly startsAt: Date
  readonly previousStartsAt: Date | null
}

/** What somebody wants of an event; undefined: nothing about its status, only perhaps another date. */
export type WantedStatus = 'scheduled' | 'postponed' | 'cancelled' | 'unpublished' | undefined

/**
 * Where an event stands after a change. A published event that gets another date is rescheduled, and keeps telling the
 * date that it had first. Undefined when there is no such move.
 */
export function decideStanding(
  current: Standing,
  wanted: WantedStatus,
  startsAt: Date,
): Omit<Standing, 'startsAt'> | undefined {
  const { status, previousStartsAt } = current
  if (wanted === 'unpublished') return status === 'cancelled' ? undefined : { status: 'draft', previousStartsAt: null }
  if (status === 'draft')
    return wanted === undefined || wanted === 'scheduled' ? { status: wanted ?? 'draft', previousStartsAt } : undefined
  const moved = startsAt.getTime() !== current.startsAt.getTime()
  const next = wanted === 'postponed' || wanted === 'cancelled' ? wanted : moved ? 'rescheduled' : status
  if (next === status && !moved) return { status, previousStartsAt }
  const allowed: readonly EventStatus[] = eventMoves[status]
  if (!allowed.includes(next)) return undefined
  if (next === 'cancelled') return { status: next, previousStartsAt }
  return { status: next, previousStartsAt: previousStartsAt ?? current.startsAt }
}

/** The hours of a sale. */
export interface SaleHours {
  readonly status: EventStatus
  readonly onSaleAt: Date | null
  readonly offSaleAt: Date | null
  readonly startsAt: Date
}

/** Whether tickets can be had at a moment; without an off-sale time the sale ends when the event starts. */
export function saleState(event: SaleHours, now: Date): SaleState {
  if (event.status === 'draft' || event.status === 'cancelled') return event.status
  if (now >= (event.offSaleAt ?? event.startsAt)) return 'over'
  if (event.status === 'postponed') return 'paused'
  return event.onSaleAt !== null && now < event.onSaleAt ? 'not-yet' : 'on-sale'
}
