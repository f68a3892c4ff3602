import type { EventView } from '@foyer/contract/catalog.views'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { useFormats, useLanguage, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useKeptPlaces } from '../queue/use-kept-places.ts'
import { eventMessages } from './messages/index.ts'
import { spanUntil } from './span-until.ts'
import { useMinutes } from './use-minutes.ts'

interface QueueBoxProps {
  readonly event: EventView
  readonly waitingRoom: NonNullable<EventView['waitingRoom']>
  readonly isOnSale: boolean
}

/** What a sale with a waiting room is like, how long until its next moment, and the way in; or back, for who has a place. */
export function QueueBox({ event, waitingRoom, isOnSale }: QueueBoxProps) {
  const { queue: m, at, limit } = useMessages(eventMessages)
  const formats = useFormats()
  const rendered = useNow()
  const now = useMinutes(isOnSale ? null : event.sale.onSaleAt)
  const hasPlace = useKeptPlaces().some(({ eventId }) => eventId === event.id)
  const isOpen = now >= new Date(waitingRoom.lobbyOpensAt)
  const moment = (instant: string) => {
    const date = new Date(instant)
    return `${formats.day(date, event.timeZone, rendered)}, ${at(formats.time(date, event.timeZone))}`
  }
  const moments = [
    [m.opens, waitingRoom.lobbyOpensAt],
    [m.closes, waitingRoom.lobbyClosesAt],
    [m.begins, event.sale.onSaleAt ?? waitingRoom.lobbyClosesAt],
  ] as const
  return (
    <div className="mt-4">
      <Notice kind="signal" title={m.title}>
        {isOnSale || event.sale.onSaleAt === null ? (
          <p>{m.begun}</p>
        ) : (
          <>
            <p>{m.text}</p>
            <dl className="my-3 grid gap-x-4 tablet:grid-cols-[auto_1fr]">
              {moments.map(([name, instant]) => (
                <Fragment key={name}>
                  <dt>{name}</dt>
                  <dd className="figure mb-2 tablet:mb-0">
                    <time dateTime={instant}>{moment(instant)}</time>
                  </dd>
                </Fragment>
              ))}
            </dl>
            <Next waitingRoom={waitingRoom} onSaleAt={event.sale.onSaleAt} now={now} />
          </>
        )}
      </Notice>
      <p className="mt-4 flex flex-wrap items-center gap-3">
        <Link to="queue" className={`${buttonLook('main')} w-full min-h-14 text-lead tablet:w-auto tablet:px-10`}>
          {hasPlace ? m.back : isOpen ? m.join : m.to}
        </Link>
        <Link to="seats" className={`${buttonLook('quiet')} -mx-2 tablet:mx-0`}>
          {m.look}
        </Link>
      </p>
      <p className="mt-3 text-small text-quiet">{limit(event.sale.allowance)}</p>
    </div>
  )
}

interface NextProps {
  readonly waitingRoom: QueueBoxProps['waitingRoom']
  readonly onSaleAt: string
  readonly now: Date
}

function Next({ waitingRoom: { lobbyOpensAt, lobbyClosesAt }, onSaleAt, now }: NextProps) {
  const { queue: m } = useMessages(eventMessages)
  const language = useLanguage()
  const until = (moment: string) => spanUntil(new Date(moment), now, language)
  const words =
    now < new Date(lobbyOpensAt)
      ? m.opensIn(until(lobbyOpensAt))
      : now < new Date(lobbyClosesAt)
        ? m.closesIn(until(lobbyClosesAt))
        : m.beginsIn(until(onSaleAt))
  return <p>{words}</p>
}
