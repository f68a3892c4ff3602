import { drawSteps } from '@foyer/contract/draw'
import { useId } from 'react'
import { useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { KeptPlace } from '../queue/kept-places.ts'
import type { DrawReport } from './check-draw-file.ts'
import { drawMessages } from './messages/index.ts'
import { stepStates, type DrawCheck } from './use-draw-check.ts'

interface CheckDrawProps {
  readonly eventId: string
  readonly check: DrawCheck
  readonly onStart: (file: string | Blob) => void
  /** What this browser was shown before the draw. */
  readonly seen: KeptPlace['seen'] | undefined
}

const MARKS = { done: '✓', failed: '✗', under: '…', open: '' } as const

/** Draws again in this browser, step by step, and says plainly what came of it. */
export function CheckDraw({ eventId, check, onStart, seen }: CheckDrawProps) {
  const { check: m } = useMessages(drawMessages)
  const states = stepStates(check)
  const input = useId()
  const isChecking = check.state === 'checking'
  return (
    <section>
      <h2 className="subheading">{m.title}</h2>
      <p className="prose mt-3 max-w-reading">{m.text}</p>
      <noscript>
        <div className="mt-4">
          <Notice kind="signal">{m.scripts}</Notice>
        </div>
      </noscript>
      <p className="no-script-hidden mt-5 flex flex-wrap items-center gap-3">
        <Button onClick={() => onStart(`/v1/events/${eventId}/queue/draw`)} aria-disabled={isChecking}>
          {check.state === 'idle' || isChecking ? m.start : m.again}
        </Button>
        <label
          htmlFor={input}
          className={`${buttonLook('plain')} cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-offset-3 has-focus-visible:outline-signal`}
        >
          {m.file}
          <input
            id={input}
            type="file"
            accept=".json,application/json"
            className="sr-only"
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (file !== undefined) onStart(file)
              target.value = ''
            }}
          />
        </label>
      </p>
      {check.state !== 'idle' && check.state !== 'unreachable' && (
        <ol className="mt-6 grid gap-2" data-steps>
          {drawSteps.map((step) => (
            <li key={step} data-step={step} data-state={states[step]} className="flex gap-3">
              <span
                aria-hidden="true"
                className={`w-5 shrink-0 text-center font-bold ${states[step] === 'failed' ? 'text-stop' : 'text-good'}`}
              >
                {MARKS[states[step]]}
              </span>
              <span className={states[step] === 'open' ? 'text-quiet' : ''}>
                {m.steps[step]}
                {states[step] !== 'open' && <span className="sr-only">: {m[states[step]]}</span>}
                {isChecking && states[step] === 'under' && check.done > 0 && (
                  <progress value={check.done} max={1} aria-label={m.steps[step]} className="mt-1 block h-2 w-full" />
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      <div role="status" className="mt-6 empty:hidden">
        {check.state === 'unreachable' && <Notice kind="stop">{m.unreachable}</Notice>}
        {check.state === 'done' && <Verdict report={check.report} eventId={eventId} seen={seen} />}
      </div>
    </section>
  )
}

interface VerdictProps {
  readonly report: DrawReport
  readonly eventId: string
  readonly seen: KeptPlace['seen'] | undefined
}

function Verdict({ report, eventId, seen }: VerdictProps) {
  const { verdict: m, elsewhere } = useMessages(drawMessages)
  const fault = faultOf(report, eventId, seen)
  if (!report.valid || fault !== undefined)
    return (
      <Notice kind="stop" title={m.bad}>
        <p>{report.valid ? fault && m[fault] : m.faults[report.because]}</p>
      </Notice>
    )
  return (
    <>
      <Notice kind="good" title={m.good}>
        <p>{m.goodText(report.entrants)}</p>
        {seen?.announcement === report.announcement && <p>{m.seenSame}</p>}
      </Notice>
      <dl className="mt-6 grid gap-4">
        <div>
          <dt className="label">{elsewhere.secret}</dt>
          <dd className="font-mono text-small break-all">{report.secret}</dd>
        </div>
        <div>
          <dt className="label">{elsewhere.first}</dt>
          <dd>
            <ol className="list-inside list-decimal font-mono text-small break-all">
              {report.first.map((commitment) => (
                <li key={commitment}>{commitment}</li>
              ))}
            </ol>
          </dd>
        </div>
      </dl>
    </>
  )
}

/** What a draw that is good in itself may have against it: it is another one than was shown. */
function faultOf(
  report: DrawReport,
  eventId: string,
  seen: KeptPlace['seen'] | undefined,
): 'otherEvent' | 'seenOther' | 'seedOther' | undefined {
  if (!report.valid) return undefined
  if (report.eventId !== eventId) return 'otherEvent'
  if (seen === undefined) return undefined
  if (seen.announcement !== null && seen.announcement !== report.announcement) return 'seenOther'
  const { randomness } = report
  const isOtherSeed = randomness.kind === 'seed' && randomness.commitment !== seen.seedCommitment
  return isOtherSeed && seen.seedCommitment !== null ? 'seedOther' : undefined
}
