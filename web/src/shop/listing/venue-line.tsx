import type { EventSummary } from '@foyer/contract/catalog.views'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { listingMessages } from './messages/index.ts'

interface VenueLineProps {
  readonly event: EventSummary
  /** Without the venue where all are at one: then the hall tells them apart. */
  readonly venue: boolean
}

/** Where an event is, and how far away that is where it was asked. */
export function VenueLine({ event, venue }: VenueLineProps) {
  const m = useMessages(listingMessages)
  const formats = useFormats()
  const place = venue ? `${event.venue.name}, ${event.venue.city}` : event.hall
  const distance = event.distanceKm === null ? null : m.distance(formats.number(Math.round(event.distanceKm)))
  const parts = [place, distance].filter((part) => part !== null)
  return parts.length === 0 ? null : <p className="mt-1 text-small text-quiet">{parts.join(' · ')}</p>
}
