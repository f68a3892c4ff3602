import { useSyncExternalStore } from 'react'
import { browserSession } from './browser-session.ts'

/** Whether somebody who sells is signed in here, as far as this browser remembers: it asks nobody. */
export const useIsOrganiser = (): boolean =>
  useSyncExternalStore(
    (listener) => browserSession().subscribe(listener),
    () => browserSession().isVendor,
    () => false,
  )
