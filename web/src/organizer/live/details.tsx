import type { QueueLive } from '@foyer/contract/queue'
import type { ReactNode } from 'react'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { liveMessages } from './messages/index.ts'

const CELL = 'border-t border-line py-2 pr-4 text-left align-top font-normal'
const NUMBER = 'figure border-t border-line py-2 pl-4 text-right align-top'

interface PartProps {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
}

export const Part = ({ id, title, children }: PartProps) => (
  <section aria-labelledby={id}>
    <h2 id={id} className="subheading">
      {title}
    </h2>
    <div className="mt-2">{children}</div>
  </section>
)

/** Places by price level. */
export function PriceLevels({ live }: { readonly live: QueueLive }) {
  const m = useMessages(liveMessages)
  const f = useFormats()
  if (live.byPriceLevel.length === 0) return null
  return (
    <Part id="levels" title={m.levels.title}>
      <table className="w-full text-small">
        <thead>
          <tr>
            <th scope="col" className="label py-1 text-left">
              {m.levels.level}
            </th>
            {[m.sold, m.held, m.left].map((name) => (
              <th key={name} scope="col" className="label py-1 pl-4 text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {live.byPriceLevel.map((level) => (
            <tr key={level.priceLevelId}>
              <th scope="row" className={CELL}>
                {level.name}
              </th>
              <td className={NUMBER}>{f.number(level.sold)}</td>
              <td className={NUMBER}>{f.number(level.held)}</td>
              <td className={NUMBER}>{f.number(level.left)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

/** Why people were refused, the most frequent first. Without a waiting room nobody adds them up but each process. */
export function Refusals({ live }: { readonly live: QueueLive }) {
  const m = useMessages(liveMessages)
  const f = useFormats()
  const isHere = live.status === null
  const refusals = isHere ? (live.pulse?.refusals ?? []) : live.refusals
  return (
    <Part id="refusals" title={m.refusals.title}>
      {refusals.length === 0 ? (
        <p className="text-quiet">{m.refusals.none}</p>
      ) : (
        <table className="w-full text-small">
          <thead>
            <tr>
              <th scope="col" className="label py-1 text-left">
                {m.refusals.reason}
              </th>
              <th scope="col" className="label py-1 pl-4 text-right">
                {m.refusals.count}
              </th>
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ reason, count }) => (
              <tr key={reason}>
                <th scope="row" className={CELL}>
                  {m.reasons[reason] ?? reason}
                </th>
                <td className={NUMBER}>{f.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isHere && refusals.length > 0 && <p className="mt-2 text-small text-quiet">{m.refusals.here}</p>}
    </Part>
  )
}

/** How quickly holds are answered. */
export function Latency({ live }: { readonly live: QueueLive }) {
  const { latency: m } = useMessages(liveMessages)
  const f = useFormats()
  const latency = live.pulse?.latency ?? null
  return (
    <Part id="latency" title={m.title}>
      {latency === null ? (
        <p className="text-quiet">{m.none}</p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-6">
            {[[m.p50, latency.p50] as const, [m.p99, latency.p99] as const].map(([name, ms]) => (
              <div key={name} className="flex flex-col-reverse justify-end">
                <dt className="text-small text-quiet">{name}</dt>
                <dd className="figure text-h3">{m.ms(f.number(ms))}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 text-small text-quiet">{m.answered(latency.answered)}</p>
        </>
      )}
      <p className="mt-2 text-small text-quiet">{m.where}</p>
    </Part>
  )
}

const NETWORKS_SHOWN = 5

/** What may hint at bots and hoarding: it decides nothing, and is shown. */
export function Signals({ live }: { readonly live: QueueLive }) {
  const { signals: m } = useMessages(liveMessages)
  const f = useFormats()
  const figures = (rows: readonly (readonly [name: string, value: number])[]) => (
    <dl className="mt-2 text-small">
      {rows.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4 border-t border-line py-2">
          <dt>{name}</dt>
          <dd className="figure">{f.number(value)}</dd>
        </div>
      ))}
    </dl>
  )
  if (live.status === null)
    return (
      <Part id="signals" title={m.title}>
        {figures([[m.pausesNow, live.pauses]])}
      </Part>
    )
  const all = Math.max(1, live.status.last)
  return (
    <Part id="signals" title={m.title}>
      <p className="text-small text-quiet">{m.why}</p>
      <h3 className="label mt-4">{m.networks}</h3>
      {live.networks.length === 0 ? (
        <p className="mt-1 text-small">{m.networksNone}</p>
      ) : (
        <ol className="mt-1 text-small">
          {live.networks.slice(0, NETWORKS_SHOWN).map(({ entries }, index) => (
            // Networks have no name here: their rank is all that they are.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className="flex justify-between gap-4 border-t border-line py-2">
              <span>{m.network(f.number(index + 1))}</span>
              <span className="figure">{m.entries(entries, `${f.number(Math.round((100 * entries) / all))} %`)}</span>
            </li>
          ))}
        </ol>
      )}
      {figures([
        [m.pauses, live.pauses],
        ...(live.fullNetworks === null ? [] : [[m.fullNetworks, live.fullNetworks] as const]),
        [m.capacity, live.capacity],
      ])}
    </Part>
  )
}
