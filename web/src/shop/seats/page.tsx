import { Link, useLocation, useNavigate } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import type { HoldAnswer } from '../../seat-map/hold-wish.ts'
import { PickerToCome } from '../../seat-map/picker-to-come.tsx'
import { SeatPicker } from '../../seat-map/seat-picker.tsx'
import { Button, buttonLook } from '../../ui/button.tsx'
import { amendPlace } from '../queue/kept-places.ts'
import { PassBar } from '../queue/pass-bar.tsx'
import { usePass } from '../queue/use-pass.ts'
import type { Holding } from './hold-places.ts'
import { keepPending } from './kept-choice.ts'
import { pageMessages } from './messages/index.ts'
import { useSeatPicker } from './use-seat-picker.ts'
import './seats.css'

export const load = async ({ api, params, signal }: LoadContext) => ({
  event: await api.call('GET', '/v1/events/:eventId', { params: { eventId: params['eventId'] ?? '' }, signal }),
})

type Event = Awaited<ReturnType<typeof load>>['event']

/** Where seats are chosen. Fills the window. */
export function Page() {
  const { event } = usePageData<typeof load>()
  const m = useMessages(pageMessages)
  const canChoose = event.manifest !== null && (event.sale.state === 'on-sale' || event.sale.state === 'not-yet')
  return (
    <div className="seats-page">
      <Head title={m.title(event.title)} description={m.title(event.title)} canonical={`/events/${event.id}`} />
      {canChoose ? <Choosing event={event} /> : <NotOnSale event={event} />}
    </div>
  )
}

function Choosing({ event }: { readonly event: Event }) {
  const m = useMessages(pageMessages)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const pass = usePass(event.id)
  const leave = (holding: Holding): HoldAnswer => {
    if ('noPass' in holding) {
      pass.put(holding.noPass)
      return { answer: 'no-pass' }
    }
    if ('hold' in holding) {
      // Let in and served: other pages need not lead back any more.
      amendPlace(event.id, { shownUntil: 0 })
      void navigate(`/checkout/${holding.hold.holdId}`, { state: { fit: holding.hold.fit } })
    } else if ('signIn' in holding) {
      keepPending(event.id)
      void navigate(`/sign-in?${new URLSearchParams({ next: pathname }).toString()}`)
    } else return holding
    return { answer: 'held' }
  }
  const seats = useSeatPicker(event, leave)
  const which = (
    <div className="seats-which">
      <Which event={event} />
    </div>
  )
  if (seats.state === 'ready')
    return (
      <div className="seats-choosing">
        <Bar event={event} />
        {(event.waitingRoom !== null || pass.answer !== undefined) && (
          <PassBar eventId={event.id} seen={pass} isOnSale={event.sale.state === 'on-sale'} />
        )}
        <SeatPicker picker={seats.picker} staleSeconds={seats.staleSeconds}>
          {which}
        </SeatPicker>
      </div>
    )
  if (seats.state === 'loading')
    return (
      <div className="seats-choosing">
        <Bar event={event} />
        <PickerToCome
          notice={
            <>
              <output className="seat-over no-script-hidden">{m.loading}</output>
              <noscript>
                <p className="seat-over">{m.noScript}</p>
              </noscript>
            </>
          }
        >
          {which}
        </PickerToCome>
      </div>
    )
  return (
    <div className="frame flex h-full flex-col gap-6 py-8">
      <Which event={event} />
      <div role="alert">
        <p className="mb-4 max-w-reading">{m.failed}</p>
        <Button onClick={seats.retry}>{m.again}</Button>
      </div>
    </div>
  )
}

/** The same in one line, where the map needs the room. */
function Bar({ event }: { readonly event: Event }) {
  const m = useMessages(pageMessages)
  const f = useFormats()
  const now = useNow()
  const starts = new Date(event.startsAt)
  return (
    <div className="seats-bar">
      <Link to={`/events/${event.id}`} aria-label={m.back} className="grid size-11 shrink-0 place-items-center">
        <svg viewBox="0 0 16 16" aria-hidden="true" className="size-5 fill-none stroke-current stroke-2">
          <path d="M10 3L5 8l5 5" />
        </svg>
      </Link>
      <div className="min-w-0 leading-tight">
        <h1 className="truncate font-display font-bold">{event.title}</h1>
        <p className="truncate text-small text-quiet">
          {f.dayAndTime(f.shortDay(starts, event.timeZone, now), f.time(starts, event.timeZone))} · {event.venue.name}
        </p>
      </div>
    </div>
  )
}

/** Which event this is: title, when, where. */
function Which({ event }: { readonly event: Event }) {
  const m = useMessages(pageMessages)
  const f = useFormats()
  const now = useNow()
  const starts = new Date(event.startsAt)
  return (
    <div>
      <Link
        to={`/events/${event.id}`}
        className="label inline-flex min-h-11 items-center gap-1.5 no-underline hover:underline"
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 fill-none stroke-current stroke-2">
          <path d="M10 3L5 8l5 5" />
        </svg>
        {m.back}
      </Link>
      <h1 className="heading">{event.title}</h1>
      <p className="mt-1 text-small text-quiet">
        {f.dayAndTime(f.shortDay(starts, event.timeZone, now), f.time(starts, event.timeZone))} · {event.venue.name},{' '}
        {event.venue.city}
      </p>
      {event.sale.state === 'not-yet' && event.sale.onSaleAt !== null && (
        <p className="mt-3 border-l-4 border-signal pl-3 text-small">
          {m.notYet(
            f.day(new Date(event.sale.onSaleAt), event.timeZone, now),
            f.time(new Date(event.sale.onSaleAt), event.timeZone),
          )}
        </p>
      )}
    </div>
  )
}

function NotOnSale({ event }: { readonly event: Event }) {
  const m = useMessages(pageMessages)
  const { state } = event.sale
  const why =
    event.manifest === null ? m.off.none : state === 'on-sale' || state === 'not-yet' ? m.off.none : m.off[state]
  return (
    <div className="frame flex flex-col items-start gap-6 py-12">
      <Which event={event} />
      <p className="lead max-w-reading">{why}</p>
      <Link to={`/events/${event.id}`} className={buttonLook('plain')}>
        {m.back}
      </Link>
    </div>
  )
}
