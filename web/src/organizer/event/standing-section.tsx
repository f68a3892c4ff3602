import { Refused } from '@foyer/contract/client'
import { useEffect, useRef } from 'react'
import { Link, useNavigate } from 'react-router'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { AskFirst } from '../ask-first.tsx'
import { Told, useForm } from '../on-sale/faults.ts'
import { Outcome } from '../on-sale/section.tsx'
import { ownEventMessages } from './messages/index.ts'
import { needsOf, type Need } from './missing.ts'
import type { SectionProps } from './section.ts'

interface StandingProps extends SectionProps {
  readonly missing: readonly { readonly field: string; readonly expected: string }[]
}

const TONES = {
  draft: 'border-ink bg-sunk',
  scheduled: 'border-good bg-good-soft',
  rescheduled: 'border-good bg-good-soft',
  postponed: 'border-signal bg-signal-soft',
  cancelled: 'border-stop bg-stop-soft',
} as const

/** How an event stands, and the one thing to do next: put up tickets, publish it, or look at it in the shop. */
export function StandingSection({ event, missing, again }: StandingProps) {
  const m = useMessages(ownEventMessages).standing
  const f = useFormats()
  const now = useNow()
  const { status, sale, timeZone } = event
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(status)
  useEffect(() => {
    // What was pressed is gone with the old standing: whoever uses a keyboard or hears the page goes on from the new one.
    if (before.current !== status) heading.current?.focus()
    before.current = status
  }, [status])
  const when = (instant: string) => {
    const at = new Date(instant)
    return `${f.shortDay(at, timeZone, now)}, ${f.time(at, timeZone)}`
  }
  const isDraft = status === 'draft'
  return (
    <section aria-labelledby="standing" className={`border-l-4 px-5 py-6 tablet:px-8 ${TONES[status]}`}>
      <p className="label">{m.label}</p>
      <h2 id="standing" ref={heading} tabIndex={-1} className="heading mt-1" data-status={status}>
        {m.titles[status]}
      </h2>
      <p className="prose mt-2 max-w-reading">
        {isDraft
          ? m.draft
          : status === 'cancelled'
            ? m.cancelled
            : status === 'postponed'
              ? m.postponed
              : sale.state === 'not-yet' && sale.onSaleAt !== null
                ? m.later(when(sale.onSaleAt))
                : m.sales[sale.state]}
      </p>
      {isDraft && <Draft event={event} needs={needsOf(missing)} again={again} />}
      {!isDraft && status !== 'cancelled' && <Published event={event} again={again} />}
    </section>
  )
}

function Draft({ event, needs, again }: SectionProps & { readonly needs: readonly Need[] }) {
  const m = useMessages(ownEventMessages).standing
  const f = useFormats()
  const now = useNow()
  const api = useApi()
  const publish = useForm([], async () => {
    await api.call('POST', '/v1/events/:eventId/publication', { params: { eventId: event.id } })
    await again()
  })
  const navigate = useNavigate()
  const erase = useForm([], async () => {
    try {
      await api.call('DELETE', '/v1/events/:eventId', { params: { eventId: event.id } })
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'event-was-published') throw new Told(m.wasPublished)
      throw error
    }
    await navigate('/organise')
  })
  const opens = event.sale.onSaleAt === null ? undefined : new Date(event.sale.onSaleAt)
  return (
    <>
      {needs.length > 0 ? (
        <>
          <h3 className="mt-5 font-display font-semibold">{m.missing}</h3>
          <ul className="mt-2 list-disc space-y-1 pl-5">
            {needs.map((need) => (
              <li key={need.kind === 'other' ? need.field : need.kind}>
                {need.kind === 'tickets'
                  ? m.needs.tickets
                  : need.kind === 'prices'
                    ? m.needs.prices(f.list(need.categories))
                    : m.needs.other(need.field, need.expected)}
              </li>
            ))}
          </ul>
          <p className="mt-5">
            <Link to={`/organise/events/${event.id}/tickets`} className={buttonLook('main')}>
              {m.toTickets}
            </Link>
          </p>
        </>
      ) : (
        <div className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button onClick={publish.run} aria-disabled={publish.pending}>
            {m.publish}
          </Button>
          <span className="text-small">
            {opens === undefined || opens <= now
              ? m.atOnce
              : m.opens(`${f.shortDay(opens, event.timeZone, now)}, ${f.time(opens, event.timeZone)}`)}
          </span>
        </div>
      )}
      <div className="mt-5 -ml-2">
        <AskFirst
          label={m.erase}
          question={m.eraseSure(event.title)}
          go={m.eraseGo}
          keep={m.keep}
          disabled={erase.pending}
          onGo={erase.run}
        />
      </div>
      <Outcome fault={publish.faults.whole ?? erase.faults.whole} done={undefined} />
    </>
  )
}

function Published({ event, again }: SectionProps) {
  const m = useMessages(ownEventMessages).standing
  const api = useApi()
  const unpublish = useForm([], async () => {
    try {
      await api.call('DELETE', '/v1/events/:eventId/publication', { params: { eventId: event.id } })
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'event-has-buyers') throw new Told(m.hasBuyers)
      throw error
    }
    await again()
  })
  return (
    <>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <Link to={`/events/${event.id}`} className={buttonLook('plain')}>
          {m.toShop}
        </Link>
        <AskFirst
          label={m.unpublish}
          question={m.unpublishSure}
          go={m.unpublishGo}
          keep={m.keep}
          disabled={unpublish.pending}
          onGo={unpublish.run}
        />
      </div>
      <Outcome fault={unpublish.faults.whole} done={undefined} />
    </>
  )
}
