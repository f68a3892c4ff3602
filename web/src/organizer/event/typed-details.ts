import type { EventView } from '@foyer/contract/catalog.views'
import { hoursOf } from '../new-event/times.ts'

/** What an organiser can type about a date of their show. */
export interface TypedDetails {
  readonly title: string
  readonly date: string
  readonly starts: string
  readonly doors: string
  readonly ends: string
  readonly description: string
  readonly allowance: string
}

/** The form as an event fills it. */
export const typedDetailsOf = (event: EventView): TypedDetails => ({
  title: event.title === event.show.title ? '' : event.title,
  ...hoursOf(event, event.timeZone),
  description: event.description ?? '',
  allowance: String(event.sale.allowance),
})
