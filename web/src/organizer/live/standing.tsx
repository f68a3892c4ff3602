import type { QueueLive } from '@foyer/contract/queue'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { buttonLook } from '../../ui/button.tsx'
import { liveMessages } from './messages/index.ts'
import type { LiveState } from './use-live.ts'

interface StandingProps {
  readonly live: QueueLive
  readonly via: LiveState['via']
  readonly timeZone: string
}

/** Where the sale is, what comes next, what keeps more from being let in, and whether all this is of now. */
export function Standing({ live, via, timeZone }: StandingProps) {
  const m = useMessages(liveMessages)
  const f = useFormats()
  const { status } = live
  const at = new Date(live.at)
  const clock = `${f.time(at, timeZone)}:${String(at.getUTCSeconds()).padStart(2, '0')}`
  return (
    <div className="mt-6 flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
      <div>
        <p className="heading" data-phase={status?.phase ?? 'none'}>
          {m.phases[status?.phase ?? 'none']}
        </p>
        {status !== null && <p className="mt-1">{nextOf()}</p>}
        {live.pausedSince !== null && status?.phase !== 'paused' && <p className="mt-1">{m.holdsBack.paused()}</p>}
        {live.ladder.rung !== null && (
          <p className="mt-3 border-l-4 border-signal pl-4" data-rung={live.ladder.rung}>
            <span className="font-semibold text-signal">
              {m.ladder.title}, {m.ladder.since(f.time(new Date(live.ladder.since), timeZone))}
            </span>
            <br />
            {m.ladder.rungs[live.ladder.rung]}
          </p>
        )}
        {status !== null && status.phase !== 'ended' && (
          <p className="-ml-2 desk:hidden">
            <a href="#controls" className={buttonLook('quiet')}>
              {m.controls.title}
            </a>
          </p>
        )}
      </div>
      <p className={`text-small ${via === 'lost' ? 'font-semibold text-stop' : 'text-quiet'}`} data-via={via}>
        {via === 'lost' ? m.via.lost(clock) : m.via[via]}
        {via !== 'lost' && <span className="figure">, {m.asOf(clock)}</span>}
      </p>
    </div>
  )

  function nextOf(): string {
    if (status === null) return ''
    const time = (instant: string) => f.time(new Date(instant), timeZone)
    switch (status.phase) {
      case 'before':
        return m.next.lobbyOpens(time(status.lobbyOpensAt))
      case 'lobby':
        return m.next.lobbyCloses(time(status.lobbyClosesAt))
      case 'draw':
        return m.next.onSale(time(status.onSaleAt))
      case 'sold_out':
      case 'ended':
        return ''
      case 'open':
      case 'paused':
        return holdsBack()
    }
  }

  function holdsBack(): string {
    const { holdsBack: because } = live
    if (because === null) return m.allIn
    const bounds = { cap: live.peopleAtOnce ?? 0, pace: live.peoplePerMinute ?? 0 }
    const count = because === 'cap' || because === 'pace' ? bounds[because] : 0
    return isReason(because, m.holdsBack) ? m.holdsBack[because](f.number(count)) : because
  }
}

const isReason = <R extends object>(because: string, reasons: R): because is string & keyof R =>
  Object.hasOwn(reasons, because)
