import type { Order } from '@foyer/contract/orders'
import { isResting } from '@foyer/contract/order-states'
import { useEffect } from 'react'
import { useApi } from '../../../api/context.ts'
import { fetchSignedIn } from '../../session/fetch-signed-in.ts'
import { useFetched, type Fetched } from '../../session/use-fetched.ts'
import { followOrder } from './follow-order.ts'

/** An order as it stands, and as it moves on while the page is shown. */
export function useOrder(orderId: string): Fetched<Order> {
  const api = useApi()
  const order = useFetched(orderId, (signal) => api.call('GET', '/v1/orders/:orderId', { params: { orderId }, signal }))
  const moving = order.state === 'ready' && isMoving(order.value)
  const put = order.state === 'ready' ? order.put : undefined
  useEffect(() => {
    if (!moving || put === undefined) return undefined
    const leaving = new AbortController()
    void followOrder({
      orderId,
      api,
      openStream: (path, signal) => fetchSignedIn(path, { signal }),
      signal: leaving.signal,
      onOrder: put,
      isMoving,
    })
    return () => leaving.abort()
    // Followed from the moment it moves until it rests: what it says meanwhile does not begin it anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [orderId, api, moving])
  return order
}

const isMoving = ({ state }: Order): boolean => !isResting(state)
