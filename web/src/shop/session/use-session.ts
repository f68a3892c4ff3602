import { useEffect, useSyncExternalStore } from 'react'
import { browserSession } from './browser-session.ts'
import type { SessionState } from './session.ts'

const UNKNOWN: SessionState = { who: 'unknown' }

/** Who is here. Asking it finds it out: `unknown` on the server and at first, then `somebody` or `nobody`. */
export function useSession(): SessionState {
  useEffect(() => void browserSession().start(), [])
  return useSyncExternalStore(
    (listener) => browserSession().subscribe(listener),
    () => browserSession().state,
    () => UNKNOWN,
  )
}
