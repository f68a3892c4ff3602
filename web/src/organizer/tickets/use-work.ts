import { Refused } from '@foyer/contract/client'
import { useRef, useState } from 'react'
import { newId } from '../../shop/seats/new-id.ts'
import type { TicketsMessages } from './messages/en.ts'

/** How something went that was asked of the API. */
interface Outcome {
  readonly done?: string
  readonly fault?: unknown
}

/** Work that is done once, however often it is pressed, and says how it went. */
export function useWork<A extends readonly unknown[]>(work: (...about: A) => Promise<string | undefined>) {
  const busy = useRef(false)
  const [pending, setPending] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>({})
  const run = async (about: A): Promise<void> => {
    // A second press may come before the page is drawn anew.
    if (busy.current) return
    busy.current = true
    setPending(true)
    setOutcome({})
    try {
      const done = await work(...about)
      setOutcome(done === undefined ? {} : { done })
    } catch (fault) {
      setOutcome({ fault })
    } finally {
      busy.current = false
      setPending(false)
    }
  }
  return {
    pending,
    ...outcome,
    forget: () => setOutcome({}),
    run: (...about: A) => void run(about),
  }
}

/** One key for each intention: the same text again, after nobody answered, goes under the key that it had. */
export function useIntention(): { readonly keyFor: (text: string) => string; readonly done: () => void } {
  const kept = useRef<{ text: string; key: string }>(undefined)
  return {
    keyFor: (text) => {
      if (kept.current?.text !== text) kept.current = { text, key: newId() }
      return kept.current.key
    },
    done: () => {
      kept.current = undefined
    },
  }
}

/** Code of a refusal; undefined where nobody answered. */
export const codeOf = (fault: unknown): string | undefined =>
  fault instanceof Refused ? fault.problem.code : undefined

/** Somebody else came first with a change of the same. */
export class ChangedMeanwhile extends Error {}

/** What is said of a fault that no field shows. */
export function faultWords(fault: unknown, m: TicketsMessages): string | undefined {
  if (fault === undefined) return undefined
  if (fault instanceof ChangedMeanwhile) return m.changedMeanwhile
  if (!(fault instanceof Refused)) return m.unreachable
  if (fault.problem.code === 'places-fixed') return m.placesFixed
  if (fault.problem.code === 'try-again-soon') return m.busy
  const [error] = fault.problem.errors ?? []
  return error === undefined ? m.failed : m.expected(error.expected)
}
