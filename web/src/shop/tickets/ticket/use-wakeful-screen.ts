import { useEffect } from 'react'

/** Keeps the screen from going dark while a code is shown, where the device allows it. */
export function useWakefulScreen(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return undefined
    let lock: WakeLockSentinel | undefined
    let left = false
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const given = await navigator.wakeLock.request('screen')
      if (left) await given.release()
      else lock = given
    }
    // A low battery may refuse it: then the screen goes dark as it always does.
    const askQuietly = () => void ask().catch(() => undefined)
    askQuietly()
    document.addEventListener('visibilitychange', askQuietly)
    return () => {
      left = true
      document.removeEventListener('visibilitychange', askQuietly)
      void lock?.release()
    }
  }, [wanted])
}
