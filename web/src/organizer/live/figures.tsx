import type { QueueLive } from '@foyer/contract/queue'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Figure, StockBar } from '../figure.tsx'
import { liveMessages } from './messages/index.ts'

/** The few big figures: where people are, and where the places are. */
export function Figures({ live }: { readonly live: QueueLive }) {
  const m = useMessages(liveMessages)
  const f = useFormats()
  const { places, perMinute } = live
  const hasRoom = live.status !== null
  return (
    <div className="mt-6 flex flex-col gap-8">
      {hasRoom && (
        <section aria-label={m.people}>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-5 tablet:grid-cols-5">
            <Figure name={m.waiting} value={live.waiting} isMain />
            <Figure name={m.called} value={live.called} />
            <Figure name={m.choosing} value={live.choosing} />
            <Figure name={m.holding} value={live.holding} />
            <Figure name={m.paying} value={live.paying ?? 0} />
          </dl>
          <p className="mt-3 text-small text-quiet">
            {m.admitted(f.number(live.admitted))}
            {' · '}
            {m.entered}: {m.perMinute(f.number(perMinute.entered))}
            {' · '}
            {m.letIn}: {m.perMinute(f.number(perMinute.admitted))}
          </p>
        </section>
      )}
      <section aria-label={m.places}>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-5 tablet:grid-cols-5">
          <Figure name={m.sold} value={places.sold} isMain more={m.ofAll(f.number(places.all))} />
          <Figure name={m.held} value={places.held} />
          <Figure
            name={m.left}
            value={places.left}
            more={places.blocked > 0 ? m.blocked(f.number(places.blocked)) : ''}
          />
        </dl>
        <StockBar {...places} />
      </section>
    </div>
  )
}
