import { useSearchParams } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { GettingThere, VenueAccess } from '../event/getting-there.tsx'
import { EventList } from '../listing/event-list.tsx'
import { venueMessages } from './messages/index.ts'

export async function load({ api, params, url, signal }: LoadContext) {
  const venueId = params['venueId'] ?? ''
  const cursor = url.searchParams.get('cursor')
  const venue = await api.call('GET', '/v1/venues/:venueId', { params: { venueId }, signal })
  const query = { venue: venueId, limit: 40, ...(cursor === null ? {} : { cursor }) }
  return { venue, events: await api.call('GET', '/v1/events', { query, signal }) }
}

export function Page() {
  const m = useMessages(venueMessages)
  const formats = useFormats()
  const { venue, events } = usePageData<typeof load>()
  const [params] = useSearchParams()
  return (
    <article className="frame pt-8 tablet:pt-12">
      <Head
        title={`${venue.name}, ${venue.city}`}
        description={m.description(venue.name, venue.city)}
        hidden={params.has('cursor')}
      />
      <p className="label">
        {venue.city}, {formats.country(venue.country)}
      </p>
      <h1 className="title mt-1">{venue.name}</h1>
      <div className="mt-10 grid gap-x-16 gap-y-12 desk:grid-cols-[minmax(0,1fr)_20rem]">
        <section>
          <h2 className="heading mb-6 border-t-2 border-ink pt-4">{m.whatsOn}</h2>
          <EventList page={events} venue={false} nothing={m.none} />
        </section>
        <div className="space-y-12">
          <GettingThere venue={venue} />
          <VenueAccess venue={venue} />
        </div>
      </div>
    </article>
  )
}
