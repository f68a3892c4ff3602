import type { LivePulse } from '@foyer/contract/queue'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { liveMessages } from './messages/index.ts'
import { axisEnd, pointsOf, smooth } from './smooth.ts'

const SECONDS = 300
const MEAN_SECONDS = 5
const WIDTH = 600
const HEIGHT = 120

/** Places held and sold a second, as lines: the one dashed, the other whole, so that they differ without their colours. */
export function Lines({ pulse }: { readonly pulse: LivePulse | null }) {
  const { lines: m } = useMessages(liveMessages)
  const f = useFormats()
  const held = smooth(pulse?.held ?? [], MEAN_SECONDS)
  const sold = smooth(pulse?.sold ?? [], MEAN_SECONDS)
  const end = axisEnd(Math.max(0, ...held, ...sold))
  const box = { width: WIDTH, height: HEIGHT, seconds: SECONDS, end }
  const lastMinute = (counts: readonly number[] = []) => counts.slice(-60).reduce((sum, one) => sum + one, 0)
  const series = [
    { name: m.held, values: held, counts: pulse?.held, stroke: 'stroke-signal', dash: '6 3' },
    { name: m.sold, values: sold, counts: pulse?.sold, stroke: 'stroke-ink', dash: undefined },
  ]
  return (
    <section aria-labelledby="lines-title" className="mt-8">
      <h2 id="lines-title" className="subheading">
        {m.title}
      </h2>
      <p className="text-small text-quiet">{m.unit}</p>
      {pulse === null || held.length < 2 ? (
        <p className="mt-3 text-quiet">{m.none}</p>
      ) : (
        <figure className="mt-3">
          <div className="grid grid-cols-[auto_1fr] gap-x-2">
            <div aria-hidden="true" className="figure flex flex-col justify-between text-right text-small text-quiet">
              <span>{f.number(end)}</span>
              <span>{f.number(0)}</span>
            </div>
            <svg
              viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
              preserveAspectRatio="none"
              aria-hidden="true"
              className="h-36 w-full overflow-visible"
            >
              {[0, 0.5, 1].map((part) => (
                <line
                  key={part}
                  x1="0"
                  x2={WIDTH}
                  y1={HEIGHT * part}
                  y2={HEIGHT * part}
                  className="stroke-line"
                  vectorEffect="non-scaling-stroke"
                />
              ))}
              {series.map(({ name, values, stroke, dash }) => (
                <polyline
                  key={name}
                  points={pointsOf(values, box)}
                  fill="none"
                  strokeWidth="2"
                  strokeLinejoin="round"
                  strokeDasharray={dash}
                  className={stroke}
                  vectorEffect="non-scaling-stroke"
                />
              ))}
            </svg>
            <div aria-hidden="true" className="figure col-start-2 flex justify-between text-small text-quiet">
              <span>{m.ago}</span>
              <span>{m.now}</span>
            </div>
          </div>
          <figcaption className="mt-2 flex flex-wrap gap-x-8 gap-y-1">
            {series.map(({ name, values, counts, stroke, dash }) => (
              <span key={name} className="flex items-center gap-2">
                <svg viewBox="0 0 24 4" aria-hidden="true" className="w-6 shrink-0">
                  <line x1="0" x2="24" y1="2" y2="2" strokeWidth="2.5" strokeDasharray={dash} className={stroke} />
                </svg>
                <span>
                  {name} <b className="figure">{m.perSecond(f.number(Math.round((values.at(-1) ?? 0) * 10) / 10))}</b>
                  <span className="text-quiet">, {m.lastMinute(f.number(lastMinute(counts)))}</span>
                </span>
              </span>
            ))}
          </figcaption>
        </figure>
      )}
    </section>
  )
}
