import { HOUR_MS } from '../platform/clock.ts'
import type { TicketEvent } from './facts.ts'

/** Covers early queues, and doors whose scanner has the wrong time zone. */
const BEFORE_DOORS_MS = 12 * HOUR_MS
/** Covers late starts, encores and people who step out. */
const AFTER_END_MS = 12 * HOUR_MS
/** For events that do not say when they end. */
const LENGTH_IF_UNKNOWN_MS = 12 * HOUR_MS

export interface AdmissionWindow {
  readonly from: Date
  readonly until: Date
}

/**
 * When a ticket's code is good. It is wide on purpose: it tells last night's ticket from tonight's, also where nothing
 * but the code is at hand. When the doors open is for the door to say.
 */
export function admissionWindow(event: Pick<TicketEvent, 'startsAt' | 'doorsAt' | 'endsAt'>): AdmissionWindow {
  const opens = Math.min(event.startsAt.getTime(), event.doorsAt?.getTime() ?? Infinity)
  const ends = event.endsAt?.getTime() ?? event.startsAt.getTime() + LENGTH_IF_UNKNOWN_MS
  return { from: new Date(opens - BEFORE_DOORS_MS), until: new Date(ends + AFTER_END_MS) }
}
