import { useEffect } from 'react'
import { useNavigate } from 'react-router'

const keyOf = (holdId: string) => `order of ${holdId}`

/** The order that was made of a hold in this tab: whoever comes back to the checkout is led on to it. */
export function keptOrder(holdId: string): string | undefined {
  try {
    return sessionStorage.getItem(keyOf(holdId)) ?? undefined
  } catch {
    // Storage may be forbidden: then paying again leads to the same order.
    return undefined
  }
}

export function keepOrder(holdId: string, orderId: string): void {
  try {
    sessionStorage.setItem(keyOf(holdId), orderId)
  } catch {
    // As above.
  }
}

/** Leads on to the order of a hold, also where the browser shows this page again as it was left. */
export function useBackToOrder(holdId: string): void {
  const navigate = useNavigate()
  useEffect(() => {
    const goOn = () => {
      const orderId = keptOrder(holdId)
      if (orderId !== undefined) void navigate(`/orders/${orderId}`, { replace: true })
    }
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) goOn()
    }
    goOn()
    addEventListener('pageshow', shown)
    return () => removeEventListener('pageshow', shown)
  }, [holdId, navigate])
}
