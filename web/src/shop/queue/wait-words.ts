import type { PlaceInQueue } from '@foyer/contract/queue-place'
import type { QueueMessages } from './messages/en.ts'
import { waitSpan } from './queue-view.ts'

/** A wait with its error, in a sentence without its full stop. */
export function waitWords({ waiting: m }: QueueMessages, wait: PlaceInQueue['wait']): string {
  if (wait === null) return m.unknown.replace(/[.。]$/, '')
  const { unit, from, to } = waitSpan(wait)
  if (to === null) return unit === 'minute' ? m.atLeastMinutes(from) : m.atLeastHours(from)
  if (unit === 'hour') return m.hours(from, to)
  return to <= 1 ? m.lessThanMinute : m.minutes(from, to)
}
