import type { Money, PlaceAddress } from '@foyer/contract'
import type { TicketEvent, TicketVenue } from './facts.ts'

/**
 * A ticket's facts in words, in English as the venue's country writes days, times and amounts: 7:30 PM in Toronto is
 * 19:30 in Berlin. Pure.
 */

/** Day of the start where the event takes place, e.g. Saturday, 6 March 2027. */
export function dayInWords(event: Pick<TicketEvent, 'startsAt' | 'venue'>): string {
  return format(event.startsAt, event.venue, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** A time of day where the event takes place, e.g. 19:30 or 7:30 PM. */
export function timeInWords(at: Date, venue: TicketVenue): string {
  return format(at, venue, { hour: 'numeric', minute: '2-digit' })
}

/** The venue's zone at that moment, e.g. Europe/Berlin, UTC+1. */
export function zoneInWords(at: Date, venue: TicketVenue): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: venue.timeZone, timeZoneName: 'shortOffset' })
  const offset = parts.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  return `${venue.timeZone}, ${offset.replace('GMT', 'UTC')}`
}

/** An amount with its currency, e.g. €84.00. */
export function moneyInWords({ minor, currency }: Money, venue: TicketVenue): string {
  const format = new Intl.NumberFormat(localeOf(venue), { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0
  return format.format(minor / 10 ** digits)
}

/** The lines of a venue's address below its name, from hall to country. */
export function addressInWords(venue: TicketVenue): string[] {
  const town = [venue.postalCode, venue.city].filter(Boolean).join(' ')
  const country = new Intl.DisplayNames('en', { type: 'region' }).of(venue.country)
  const last = [town, venue.state, country].filter(Boolean).join(', ')
  return [venue.street, venue.additional, last].filter((line) => line !== null).filter((line) => line !== '')
}

/** A place as people say it, e.g. Block 112, row 14, seat 23. */
export function placeInWords({ section, row, seat }: PlaceAddress): string {
  const inRow = row === null ? '' : `, row ${row}`
  const atSeat = seat === null ? '' : `, seat ${seat}`
  return section + inRow + atSeat
}

function format(at: Date, venue: TicketVenue, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf(venue), { ...options, timeZone: venue.timeZone }).format(at)
}

const localeOf = (venue: TicketVenue): string => `en-${venue.country}`
