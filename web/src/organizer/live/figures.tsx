import type { QueueLive } from '@foyer/contract/queue'
import { useFormats, useMessages } from '../../i18n/context.ts'
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
        <Stock places={places} />
      </section>
    </div>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: number
  readonly isMain?: boolean
  readonly more?: string
}

function Figure({ name, value, isMain = false, more = '' }: FigureProps) {
  const f = useFormats()
  return (
    <div className={`flex flex-col-reverse justify-end ${isMain ? 'col-span-2 tablet:col-span-1' : ''}`}>
      <dt className="text-small text-quiet">
        {name} {more}
      </dt>
      <dd className={`figure leading-none ${isMain ? 'text-h1' : 'text-h2'}`} data-figure={name}>
        {f.number(value)}
      </dd>
    </div>
  )
}

/** Sold, held and left as one bar; held is hatched, so that it can be told without its colour. */
const Stock = ({ places }: { readonly places: QueueLive['places'] }) => {
  const share = (count: number) => (places.all === 0 ? 0 : (1_000 * count) / places.all)
  return (
    <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" className="mt-4 h-4 w-full">
      <defs>
        <pattern id="held" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" className="fill-signal-soft" />
          <rect width="4" height="8" className="fill-signal" />
        </pattern>
      </defs>
      <rect width="1000" height="20" className="fill-line" />
      <rect width={share(places.sold)} height="20" className="fill-ink" />
      <rect x={share(places.sold)} width={share(places.held)} height="20" fill="url(#held)" />
    </svg>
  )
}
