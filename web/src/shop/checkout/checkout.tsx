import type { EventView } from '@foyer/contract/catalog.views'
import { Refused } from '@foyer/contract/client'
import type { Hold } from '@foyer/contract/inventory'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useApi } from '../../api/context.ts'
import { useFormats, useLanguage, useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { sessionMessages } from '../session/messages/index.ts'
import { faultOf } from '../session/sign-in/faults.ts'
import { HeldPlaces } from './held-places.tsx'
import { keptOrder, useBackToOrder } from './kept-order.ts'
import { checkoutMessages } from './messages/index.ts'
import { pay } from './pay.ts'
import { sumOf } from './sum-of.ts'
import { TimeLeft } from './time-left.tsx'
import { useLastWord } from './use-last-word.ts'
import { useTimeLeft } from './use-time-left.ts'
import { WhichEvent } from './which-event.tsx'

interface CheckoutProps {
  readonly hold: Hold
  /** When the hold was read, by the page's own clock in milliseconds. */
  readonly readAt: number
  readonly event: EventView
  readonly onHold: (hold: Hold) => void
}

/** One column: what you get and what it costs, how long it is yours, and one thing to press. */
export function Checkout({ hold, readAt, event, onHold }: CheckoutProps) {
  const m = useMessages(checkoutMessages)
  const { faults } = useMessages(sessionMessages)
  const f = useFormats()
  const api = useApi()
  const navigate = useNavigate()
  const language = useLanguage()
  const secondsLeft = useTimeLeft(hold, readAt)
  const [busy, setBusy] = useState<'paying' | 'extending' | 'releasing'>()
  const [fault, setFault] = useState<string>()
  const [lapsed, setLapsed] = useState(false)
  useBackToOrder(hold.holdId)
  const isOut = hold.state === 'held' && secondsLeft === 0
  useLastWord(api, { holdId: hold.holdId, isOut }, (word) => (word === 'gone' ? setLapsed(true) : onHold(word)))

  const attempt = (what: NonNullable<typeof busy>, work: () => Promise<void>) => async () => {
    if (busy !== undefined) return
    setBusy(what)
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      const code = error instanceof Refused ? error.problem.code : undefined
      if (code === 'hold-over' || code === 'order-hold-over') setLapsed(true)
      else setFault(code === 'price-changed' ? m.priceChanged : faultOf(error, faults))
      setBusy(undefined)
    }
  }
  const { holdId } = hold
  const total = sumOf(hold.places.map(({ price }) => price.allIn))
  const toPay = attempt('paying', () =>
    pay(api, { holdId, amount: total }, language, navigate).catch(async (error: unknown) => {
      // The new price is on the page before it is said that there is one.
      if (error instanceof Refused && error.problem.code === 'price-changed')
        onHold(await api.call('GET', '/v1/holds/:holdId', { params: { holdId } }))
      throw error
    }),
  )
  const extend = attempt('extending', async () => {
    onHold(await api.call('PATCH', '/v1/holds/:holdId', { params: { holdId: hold.holdId }, body: { extend: true } }))
    setBusy(undefined)
  })
  const release = attempt('releasing', async () => {
    await api.call('DELETE', '/v1/holds/:holdId', { params: { holdId: hold.holdId } })
    await navigate(`/events/${event.id}`)
  })

  const ordered = keptOrder(hold.holdId)
  if (hold.state === 'confirmed' || ordered !== undefined)
    return (
      <div className="mt-8">
        <EmptyState title={m.ordered.title} text={m.ordered.text}>
          <Link to={ordered === undefined ? '/orders' : `/orders/${ordered}`} className={buttonLook('main')}>
            {m.ordered.go}
          </Link>
        </EmptyState>
      </div>
    )
  if (hold.state !== 'held' || lapsed)
    return (
      <div className="mt-8" role="alert">
        <EmptyState title={m.over.title} text={hold.state === 'released' ? m.over.released : m.over.text}>
          <Link to={`/events/${event.id}/seats`} className={buttonLook('main')}>
            {m.over.again}
          </Link>
        </EmptyState>
      </div>
    )
  return (
    <>
      <p className="lead mt-3 text-quiet">{m.lead}</p>
      <WhichEvent event={event} />
      <HeldPlaces places={hold.places} />
      {hold.fit !== null && hold.fit !== 'together' && <p className="mt-4 text-quiet">{m.fit[hold.fit]}</p>}
      <TimeLeft hold={hold} secondsLeft={secondsLeft} extending={busy === 'extending'} onExtend={() => void extend()} />
      {isOut && <p role="status">{m.time.asking}</p>}
      <div role="alert" className="mt-6 empty:hidden">
        {fault !== undefined && <Notice kind="stop">{fault}</Notice>}
      </div>
      <div className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-3">
        <Button className="w-full tablet:w-auto" onClick={() => void toPay()} aria-disabled={busy !== undefined}>
          {busy === 'paying' ? m.paying : total.minor === 0 ? m.takeFree : m.pay(f.price(total))}
        </Button>
        <Button
          kind="quiet"
          className="-ml-2 tablet:ml-0"
          onClick={() => void release()}
          aria-disabled={busy !== undefined}
        >
          {m.release}
        </Button>
      </div>
      <p className="mt-4 text-small text-quiet">{total.minor === 0 ? m.noPayment : m.atProvider}</p>
    </>
  )
}
