import type { EventView } from '@foyer/contract/catalog.views'
import { Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useSite } from '../../document/site.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import { listingMessages } from '../listing/messages/index.ts'
import { posterSubject } from '../listing/subject.ts'
import { GettingThere, VenueAccess } from './getting-there.tsx'
import { AboutShow, Bill, Facts } from './about.tsx'
import { eventMessages } from './messages/index.ts'
import { OtherDates } from './other-dates.tsx'
import { Prices } from './prices.tsx'
import { SaleBox } from './sale-box.tsx'
import { structuredEvent } from './structured.ts'
import { WhenAndWhere } from './when-and-where.tsx'
import { useGenreName } from '../listing/use-genre-name.ts'

const OTHER_DATES = 8

export async function load({ api, params, signal }: LoadContext) {
  const event = await api.call('GET', '/v1/events/:eventId', { params: { eventId: params['eventId'] ?? '' }, signal })
  const dates = await api.call('GET', '/v1/shows/:showId/events', {
    params: { showId: event.show.id },
    query: { limit: OTHER_DATES + 1 },
    signal,
  })
  const others = dates.items.filter((other) => other.id !== event.id).slice(0, OTHER_DATES)
  return { event, others, reason: await reasonOf({ api, signal }, event) }
}

const TURNED: readonly EventView['status'][] = ['postponed', 'rescheduled', 'cancelled']

/** What the organiser said of the turn that the event took last; null: nothing, or it took none. */
async function reasonOf({ api, signal }: Pick<LoadContext, 'api' | 'signal'>, { id, status }: EventView) {
  if (!TURNED.includes(status)) return null
  const { items } = await api.call('GET', '/v1/events/:eventId/history', { params: { eventId: id }, signal })
  return items.at(-1)?.reason ?? null
}

export function Page() {
  const m = useMessages(eventMessages)
  const { kinds } = useMessages(listingMessages)
  const formats = useFormats()
  const genreName = useGenreName()
  const site = useSite()
  const { event, others, reason } = usePageData<typeof load>()
  const day = formats.day(new Date(event.startsAt), event.timeZone, useNow())
  const heads = event.performers.filter((performer) => performer.billing === 0)
  return (
    <article className="frame pt-6 tablet:pt-10">
      <Head
        title={`${event.title}, ${event.venue.city}, ${day}`}
        description={m.description(event.title, event.venue.name, event.venue.city, day)}
        structured={structuredEvent(event, site.publicUrl)}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-x-4 tablet:grid-cols-[minmax(12rem,20rem)_1fr] tablet:grid-rows-[auto_auto_1fr] tablet:gap-x-12 desk:grid-cols-[24rem_1fr]">
        <div className="col-span-2 tablet:col-span-1 tablet:col-start-2">
          <p className="label">
            <Link to={`/search?genre=${event.show.kind}`} className="inline-block py-1 first-letter:uppercase">
              {event.show.genres.length === 0 ? kinds[event.show.kind] : formats.list(event.show.genres.map(genreName))}
            </Link>
          </p>
          <h1 className="title mt-1">{event.title}</h1>
        </div>
        <div className="tablet:col-start-2">
          <WhenAndWhere event={event} reason={reason} />
        </div>
        <Poster
          subject={posterSubject(event.show, heads)}
          className="mt-6 tablet:col-start-1 tablet:row-span-3 tablet:row-start-1 tablet:mt-0"
        />
        <SaleBox event={event} reason={reason} hasOthers={others.length > 0} />
      </div>
      <div className="mt-16 grid gap-x-16 gap-y-14 desk:grid-cols-[minmax(0,42rem)_minmax(0,1fr)]">
        <div className="space-y-14">
          <AboutShow event={event} />
          <Bill event={event} />
          {event.status !== 'cancelled' && <Prices event={event} />}
        </div>
        <div className="space-y-14">
          <GettingThere venue={event.venue} />
          <VenueAccess venue={event.venue} places={event.manifest?.accessiblePlaces ?? 0} />
          <Facts event={event} />
        </div>
      </div>
      <OtherDates events={others} />
    </article>
  )
}
