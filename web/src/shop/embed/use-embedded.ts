import { useEffect } from 'react'
import { isHello, type FromWidget } from '../../widget/protocol.ts'

/**
 * Tells the page around how high this one is, and when somebody goes on to the shop. Speaks only when greeted, to the
 * window that frames it and under the origin that this window said to be.
 */
export function useEmbedded(): void {
  useEffect(() => {
    if (window.parent === window) return
    let origin: string | undefined
    const tell = (message: FromWidget) => {
      if (origin !== undefined) window.parent.postMessage(message, origin)
    }
    const page = document.querySelector('.page')
    const tellSize = () => tell({ type: 'foyer:size', height: page?.getBoundingClientRect().height ?? 0 })
    const sizes = new ResizeObserver(tellSize)
    const greeted = ({ source, origin: from, data }: MessageEvent<unknown>) => {
      if (source !== window.parent || !isHello(data)) return
      origin = from
      tellSize()
    }
    const left = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a') : null
      if (link !== null) tell({ type: 'foyer:left-for-shop', address: link.href })
    }
    addEventListener('message', greeted)
    addEventListener('click', left)
    if (page !== null) sizes.observe(page)
    return () => {
      removeEventListener('message', greeted)
      removeEventListener('click', left)
      sizes.disconnect()
    }
  }, [])
}
