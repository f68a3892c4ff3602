import { Refused } from '@foyer/contract/client'
import { useEffect, useEffectEvent, useState } from 'react'

/** What somebody in particular is shown, as it comes. */
export type Fetched<T> =
  | { readonly state: 'loading' }
  /** `missing`: not there, or not theirs. */
  | { readonly state: 'failed'; readonly missing: boolean; readonly retry: () => void }
  | { readonly state: 'ready'; readonly value: T; readonly put: (value: T) => void }

const NOT_FOUND: readonly number[] = [400, 404]

/** Fetches something for the page once it is shown, and again for another `name`. */
export function useFetched<T>(name: string, fetch: (signal: AbortSignal) => Promise<T>): Fetched<T> {
  const [attempt, setAttempt] = useState(0)
  const [got, setGot] = useState<{ name: string; value?: T; failed?: { missing: boolean } }>({ name: '' })
  const read = useEffectEvent(fetch)
  useEffect(() => {
    const leaving = new AbortController()
    read(leaving.signal).then(
      (value) => {
        if (!leaving.signal.aborted) setGot({ name, value })
      },
      (error: unknown) => {
        const missing = error instanceof Refused && NOT_FOUND.includes(error.problem.status)
        if (!leaving.signal.aborted) setGot({ name, failed: { missing } })
      },
    )
    return () => leaving.abort()
  }, [name, attempt])
  if (got.name !== name) return { state: 'loading' }
  if (got.failed !== undefined)
    return {
      state: 'failed',
      missing: got.failed.missing,
      retry: () => {
        setGot({ name: '' })
        setAttempt(attempt + 1)
      },
    }
  return { state: 'ready', value: got.value as T, put: (value) => setGot({ name, value }) }
}
