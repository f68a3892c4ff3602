import { Head } from '../../../document/head.tsx'
import { useFormats, useMessages } from '../../../i18n/context.ts'
import { useNow } from '../../../i18n/now.ts'
import { usePageData, type LoadContext } from '../../../page.ts'
import { listingMessages } from '../../listing/messages/index.ts'
import { SaleLine } from '../../listing/sale-line.tsx'
import { embedMessages } from '../messages/index.ts'
import { ShopLink } from '../shop-link.tsx'

const DATES_MAX = 20

export async function load({ api, params, signal }: LoadContext) {
  const showId = params['showId'] ?? ''
  const [show, dates] = await Promise.all([
    api.call('GET', '/v1/shows/:showId', { params: { showId }, signal }),
    api.call('GET', '/v1/shows/:showId/events', { params: { showId }, query: { limit: DATES_MAX }, signal }),
  ])
  return { show, dates: dates.items }
}

/** The dates of a show on somebody else's page, each with the way to its event. */
export function Page() {
  const m = useMessages(embedMessages)
  const listing = useMessages(listingMessages)
  const formats = useFormats()
  const now = useNow()
  const { show, dates } = usePageData<typeof load>()
  return (
    <section>
      <Head title={show.title} hidden />
      <h1 className="subheading">{show.title}</h1>
      {dates.length === 0 && <p className="mt-3">{m.none}</p>}
      <ul className="mt-3" aria-label={m.dates}>
        {dates.map((event) => {
          const starts = new Date(event.startsAt)
          return (
            <li
              key={event.id}
              className="flex flex-wrap items-center justify-between gap-x-6 border-t border-line py-1"
            >
              <ShopLink to={`/events/${event.id}`} className="inline-flex min-h-11 flex-wrap items-center gap-x-2">
                <span className="figure">
                  {formats.shortDay(starts, event.timeZone, now)} · {listing.at(formats.time(starts, event.timeZone))}
                </span>
                <span>
                  {event.venue.name}, {event.venue.city}
                </span>
              </ShopLink>
              <SaleLine event={event} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
