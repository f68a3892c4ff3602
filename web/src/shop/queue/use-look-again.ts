import { useEffect, useEffectEvent } from 'react'
import { useRevalidator } from 'react-router'

/** Between half and all of it, so that people who wait together do not ask together. */
const LOOK_AGAIN_MS = 30_000

/**
 * Loads the page's data again every half minute or less, and whenever somebody comes back to it: for a page that waits for
 * something that nobody announces. Nothing is asked while the page is hidden or the answer before is still on its way.
 */
export function useLookAgain(): void {
  const { revalidate, state } = useRevalidator()
  const look = useEffectEvent(() => {
    if (!document.hidden && state === 'idle') void revalidate()
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const lookLater = () => {
      timer = setTimeout(
        () => {
          look()
          lookLater()
        },
        LOOK_AGAIN_MS * (0.5 + Math.random() / 2),
      )
    }
    const lookNow = () => look()
    lookLater()
    document.addEventListener('visibilitychange', lookNow)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', lookNow)
    }
  }, [])
}
