import type { VenueView } from '@foyer/contract/catalog.views'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { eventMessages } from './messages/index.ts'

/** The way to a venue: its address, its own words about the way, and a place on a map. */
export function GettingThere({ venue }: { readonly venue: VenueView }) {
  const m = useMessages(eventMessages)
  const formats = useFormats()
  const lines = [
    venue.name,
    venue.street,
    venue.additional,
    [venue.postalCode, venue.city].filter((part) => part !== null).join(' '),
    formats.country(venue.country),
  ].filter((line) => line !== null)
  return (
    <section>
      <h2 className="heading">{m.there}</h2>
      <address className="mt-4 not-italic">
        {lines.map((line) => (
          <span key={line} className="block">
            {line}
          </span>
        ))}
      </address>
      {venue.transport !== null && <p className="prose mt-3">{venue.transport}</p>}
      {venue.location !== null && (
        <p>
          <a
            href={`https://www.openstreetmap.org/?mlat=${venue.location.lat}&mlon=${venue.location.lng}#map=17/${venue.location.lat}/${venue.location.lng}`}
            rel="noopener noreferrer external"
            className="inline-flex min-h-11 items-center font-semibold"
          >
            {m.onMap}
          </a>
        </p>
      )}
    </section>
  )
}

/** How somebody comes in who does not walk, see or hear well. */
export function VenueAccess({ venue, places = 0 }: { readonly venue: VenueView; readonly places?: number }) {
  const m = useMessages(eventMessages)
  return (
    <section>
      <h2 className="heading">{m.accessibility}</h2>
      <div className="prose mt-4">
        {places > 0 && <p>{m.accessiblePlaces(places)}</p>}
        <p>{venue.accessibility ?? m.noAccessibleWords}</p>
      </div>
    </section>
  )
}
