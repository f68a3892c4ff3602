import { drawSteps, type DrawEntry, type DrawStep } from '@foyer/contract/draw'
import type { EntryReceipt } from '@foyer/contract/draw-receipt'
import { useEffect, useRef, useState } from 'react'
import type { DrawReport } from './check-draw-file.ts'
import type { DrawNews, DrawQuestion } from './check-draw.worker.ts'

/** How far a check is. */
export type DrawCheck =
  | { readonly state: 'idle' }
  | { readonly state: 'checking'; readonly step: DrawStep; readonly done: number }
  | { readonly state: 'unreachable' }
  | { readonly state: 'done'; readonly report: DrawReport }

/** Checks draws in a worker, one at a time, so that the page goes on answering meanwhile. */
export function useDrawCheck(): { readonly check: DrawCheck; readonly start: (question: DrawQuestion) => void } {
  const [check, setCheck] = useState<DrawCheck>({ state: 'idle' })
  const worker = useRef<Worker>(undefined)
  useEffect(() => () => worker.current?.terminate(), [])
  const start = (question: DrawQuestion) => {
    worker.current?.terminate()
    const current = new Worker(new URL('check-draw.worker.ts', import.meta.url), { type: 'module' })
    worker.current = current
    setCheck({ state: 'checking', step: 'format', done: 0 })
    current.addEventListener('message', ({ data }: MessageEvent<DrawNews>) => {
      if ('step' in data) return setCheck({ state: 'checking', ...data })
      current.terminate()
      setCheck(data.report === 'unreachable' ? { state: 'unreachable' } : { state: 'done', report: data.report })
    })
    current.addEventListener('error', () => setCheck({ state: 'unreachable' }))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker of this page, not a window
    current.postMessage(question)
  }
  return { check, start }
}

/** Where each step stands in a check. */
export function stepStates(check: DrawCheck): Readonly<Record<DrawStep, 'done' | 'under' | 'failed' | 'open'>> {
  const at = (step: DrawStep) => drawSteps.indexOf(step)
  const stateOf = (step: DrawStep) => {
    if (check.state === 'checking') return at(step) < at(check.step) ? 'done' : step === check.step ? 'under' : 'open'
    if (check.state !== 'done') return 'open'
    if (check.report.valid) return 'done'
    return at(step) < at(check.report.step) ? 'done' : step === check.report.step ? 'failed' : 'open'
  }
  return Object.fromEntries(drawSteps.map((step) => [step, stateOf(step)])) as ReturnType<typeof stepStates>
}

/** An entry with its receipt, where it was kept. */
export type KeptEntry = DrawEntry & { readonly receipt?: EntryReceipt }

/** An entry as it is saved, and read again by `foyer verify draw --entry`. */
export const entryText = ({ eventId, entryId, salt, nonce, receipt }: KeptEntry): string =>
  `${JSON.stringify({ eventId, entryId, salt, nonce, ...(receipt && { receipt }) }, null, 2)}\n`
