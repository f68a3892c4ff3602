import { useEffect, useState } from 'react'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { onSaleMessages } from './messages/index.ts'
import { momentsOf, positionAt, spansOf, type Moment, type Plan, type Span } from './moments.ts'

interface TimelineProps {
  readonly plan: Plan
  readonly timeZone: string
  /** Whether it shows what is not saved yet. */
  readonly isDraft: boolean
}

/** The on-sale from its first presale to its end: as bars beside one another, and as a list. */
export function Timeline({ plan, timeZone, isDraft }: TimelineProps) {
  const m = useMessages(onSaleMessages)
  const now = useTicking()
  const moments = momentsOf(plan)
  const next = moments.findIndex(({ at, isGuess }) => at > now && !isGuess)
  return (
    <section aria-labelledby="timeline-title" data-timeline>
      <h2 id="timeline-title" className="subheading">
        {m.timeline.title}
      </h2>
      <p role="status" className="mt-1 min-h-6 text-small text-signal">
        {isDraft && m.timeline.unsaved}
      </p>
      <Bars spans={spansOf(plan)} moments={moments} now={now} />
      {plan.onSaleAt === null && <p className="mt-4 text-small text-quiet">{m.timeline.none}</p>}
      <ol className="mt-4">
        {moments.map((moment, index) => (
          <MomentRow
            key={`${moment.kind} ${moment.name ?? ''}`}
            moment={moment}
            hasLobby={plan.lobby !== null}
            timeZone={timeZone}
            isLast={index === moments.length - 1}
            standing={moment.at <= now ? 'over' : index === next ? 'next' : 'ahead'}
          />
        ))}
      </ol>
    </section>
  )
}

const TICK_MS = 15_000

/** The time, also while the page stays open; epoch milliseconds. */
function useTicking(): number {
  const [now, setNow] = useState(useNow().getTime())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(ticking)
  }, [])
  return now
}

interface MomentRowProps {
  readonly moment: Moment
  readonly hasLobby: boolean
  readonly timeZone: string
  readonly standing: 'over' | 'next' | 'ahead'
  readonly isLast: boolean
}

function MomentRow({ moment, hasLobby, timeZone, standing, isLast }: MomentRowProps) {
  const { timeline: m } = useMessages(onSaleMessages)
  const f = useFormats()
  const now = useNow()
  const when = new Date(moment.at)
  const kind = moment.kind === 'on-sale' && !hasLobby ? 'on-sale-open' : moment.kind
  return (
    <li className="grid grid-cols-[1.25rem_1fr] gap-x-3">
      <Rail standing={standing} isGuess={moment.isGuess} isLast={isLast} />
      <div className="pb-5">
        <p className="figure text-small">
          {moment.isGuess && `${m.about} `}
          <time dateTime={when.toISOString()}>
            {f.shortDay(when, timeZone, now)}, {f.time(when, timeZone)}
          </time>
          {standing !== 'ahead' && <span className="ml-2 text-quiet">{standing === 'over' ? m.over : m.next}</span>}
        </p>
        <p className={standing === 'next' ? 'font-semibold' : standing === 'over' ? 'text-quiet' : ''}>
          {m.kinds[kind](moment.name ?? '')}
        </p>
      </div>
    </li>
  )
}

/** The line on which the moments hang: filled what is over, larger what is next, dashed what is reckoned. */
function Rail({
  standing,
  isGuess,
  isLast,
}: {
  readonly standing: MomentRowProps['standing']
  readonly isGuess: boolean
  readonly isLast: boolean
}) {
  const looks = { over: 'fill-ink stroke-ink', next: 'fill-signal stroke-signal', ahead: 'fill-paper stroke-ink' }
  return (
    <div aria-hidden="true" className="relative">
      {!isLast && <div className="absolute inset-y-0 left-2 top-2 w-0.5 bg-line" />}
      <svg viewBox="0 0 20 20" className="absolute left-0 top-0.5 size-[1.125rem]">
        <circle
          cx="10"
          cy="10"
          r={standing === 'next' ? 8 : 6}
          className={looks[standing]}
          strokeWidth="2"
          strokeDasharray={isGuess ? '2 2' : undefined}
        />
      </svg>
    </div>
  )
}

const LOOKS: Readonly<Record<Span['kind'], string>> = {
  presale: 'fill-quiet',
  lobby: 'fill-signal',
  draw: 'fill-ink',
  sale: 'fill-good',
}

/** Spans drawn beside one another. Hidden from readers of the screen: the list says the same. */
function Bars({
  spans,
  moments,
  now,
}: {
  readonly spans: readonly Span[]
  readonly moments: readonly Moment[]
  readonly now: number
}) {
  const { timeline: m } = useMessages(onSaleMessages)
  if (spans.length === 0) return null
  const here = positionAt(now, moments) * 1_000
  return (
    <div aria-hidden="true" className="mt-3 grid grid-cols-[7rem_1fr] items-center gap-x-3 gap-y-1.5 text-small">
      {spans.map((span) => {
        const from = positionAt(span.from, moments) * 1_000
        const to = positionAt(span.to, moments) * 1_000
        return (
          <div key={`${span.kind} ${span.name ?? ''}`} className="contents">
            <span className="truncate">{span.name ?? m.spans[span.kind]}</span>
            <svg viewBox="0 0 1000 20" preserveAspectRatio="none" className="h-5 w-full">
              <rect y="9" width="1000" height="2" className="fill-line" />
              <rect x={from} y="2" width={Math.max(8, to - from)} height="16" rx="3" className={LOOKS[span.kind]} />
              {here > 0 && here < 1_000 && <rect x={here - 2} width="4" height="20" className="fill-ink" />}
            </svg>
          </div>
        )
      })}
    </div>
  )
}
