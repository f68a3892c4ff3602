import { Refused } from '@foyer/contract/client'
import type { Hold } from '@foyer/contract/inventory'
import { useEffect, useEffectEvent } from 'react'
import type { Api } from '../../api/api.ts'
import { pause } from '../../api/pause.ts'

const AGAIN_MS = 1_000
/** Where nobody answers; times a number between a half and one and a half, so that a crowd does not ask together. */
const UNREACHED_MS = 6_000

/**
 * When the time of a hold is over by the clock of the page, the box office has the last word: it gives time back that nobody
 * could use. Asked until it answers, and of a hold that it says is live until it says how long.
 */
export function useLastWord(
  api: Api,
  { holdId, isOut }: { readonly holdId: string; readonly isOut: boolean },
  onWord: (hold: Hold | 'gone') => void,
): void {
  const tell = useEffectEvent(onWord)
  useEffect(() => {
    if (!isOut) return undefined
    const leaving = new AbortController()
    const { signal } = leaving
    const ask = async () => {
      while (!signal.aborted) {
        const word = await api
          .call('GET', '/v1/holds/:holdId', { params: { holdId }, signal })
          .catch((error: unknown) => (error instanceof Refused && error.problem.status === 404 ? 'gone' : undefined))
        if (signal.aborted) return
        if (word === 'gone' || (word !== undefined && (word.state !== 'held' || word.secondsLeft > 0)))
          return tell(word)
        await pause(word === undefined ? UNREACHED_MS * (0.5 + Math.random()) : AGAIN_MS, signal)
      }
    }
    void ask()
    return () => leaving.abort()
  }, [api, holdId, isOut])
}
