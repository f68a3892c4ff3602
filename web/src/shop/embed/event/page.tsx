import type { EventView } from '@foyer/contract/catalog.views'
import { Head } from '../../../document/head.tsx'
import { useFormats, useMessages } from '../../../i18n/context.ts'
import { useNow } from '../../../i18n/now.ts'
import { usePageData, type LoadContext } from '../../../page.ts'
import { buttonLook } from '../../../ui/button.tsx'
import { Poster } from '../../../ui/poster/poster.tsx'
import { Price } from '../../../ui/price.tsx'
import { eventMessages } from '../../event/messages/index.ts'
import { standingOfEvent } from '../../listing/standing.ts'
import { posterSubject } from '../../listing/subject.ts'
import { embedMessages } from '../messages/index.ts'
import { ShopLink } from '../shop-link.tsx'

export const load = async ({ api, params, signal }: LoadContext) => ({
  event: await api.call('GET', '/v1/events/:eventId', { params: { eventId: params['eventId'] ?? '' }, signal }),
})

/** One event on somebody else's page: what, when, where, from how much, and the way to its seats. */
export function Page() {
  const m = useMessages(eventMessages)
  const formats = useFormats()
  const { event } = usePageData<typeof load>()
  const starts = new Date(event.startsAt)
  const heads = event.performers.filter((performer) => performer.billing === 0)
  return (
    <article className="grid grid-cols-[5.5rem_1fr] items-start gap-x-4 gap-y-4 tablet:grid-cols-[8rem_1fr_auto] tablet:gap-x-6">
      <Head title={event.title} hidden />
      <Poster subject={posterSubject(event.show, heads)} />
      <div>
        <h1 className="subheading">{event.title}</h1>
        <p className="mt-1">
          <time dateTime={event.startsAt}>
            {formats.day(starts, event.timeZone, useNow())}, {m.at(formats.time(starts, event.timeZone))}
          </time>
        </p>
        <p className="text-small text-quiet">
          {event.venue.name}, {event.venue.city}
        </p>
      </div>
      <div className="col-span-2 tablet:col-span-1 tablet:self-center tablet:text-right">
        <WayOn event={event} />
      </div>
    </article>
  )
}

/** Where there is nothing to buy: the words that say why. */
const WHY_NOT = {
  'sold-out': 'soldOut',
  cancelled: 'cancelled',
  postponed: 'postponed',
  over: 'over',
  'no-tickets': 'noTickets',
} as const

function WayOn({ event }: { readonly event: EventView }) {
  const m = useMessages(eventMessages)
  const embed = useMessages(embedMessages)
  const formats = useFormats()
  const now = useNow()
  const standing = standingOfEvent(event)
  const lowest = event.priceLevels.map((level) => level.price.allIn).toSorted((a, b) => a.minor - b.minor)[0]
  const opens = standing.kind === 'not-yet' ? new Date(standing.onSaleAt) : undefined
  return (
    <>
      {lowest !== undefined && (standing.kind === 'on-sale' || standing.kind === 'not-yet') && (
        <p className="mb-3">
          {lowest.minor === 0 ? (
            m.free
          ) : (
            <>
              {event.priceLevels.length > 1 && `${m.from} `}
              <Price amount={lowest} />
              <span className="block text-small text-quiet">{m.allIn}</span>
            </>
          )}
        </p>
      )}
      {opens !== undefined && (
        <p className="mb-3 font-semibold">
          {m.opens(`${formats.day(opens, event.timeZone, now)}, ${m.at(formats.time(opens, event.timeZone))}`)}
        </p>
      )}
      {standing.kind !== 'on-sale' && standing.kind !== 'not-yet' && (
        <p className="mb-3 font-semibold">{m[WHY_NOT[standing.kind]]}</p>
      )}
      {standing.kind === 'on-sale' ? (
        <ShopLink to={`/events/${event.id}/seats`} className={`${buttonLook('main')} w-full tablet:w-auto`}>
          {lowest?.minor === 0 ? m.reserve : m.choose}
        </ShopLink>
      ) : (
        <ShopLink to={`/events/${event.id}`} className={`${buttonLook('plain')} w-full tablet:w-auto`}>
          {embed.about}
        </ShopLink>
      )}
    </>
  )
}
