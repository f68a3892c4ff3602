import { isResting, type Order } from '@foyer/contract/orders'
import { SECOND_MS } from '../platform/clock.ts'
import type { EventStream } from '../platform/http/event-stream.ts'
import type { Log } from '../platform/log.ts'
import type { Progress } from './progress.ts'

/** Without any word of a change the order is read anew this often: a hint may be lost. */
const LOOK_MS = 20 * SECOND_MS

/**
 * Sends an order now and after each change, until nothing is under way any more. Changes that come while it is being
 * read are one.
 */
export function followOrder(options: {
  readonly orderId: string
  readonly progress: Progress
  readonly log: Log
  readonly open: (onClose: () => void) => EventStream
  /** The order as it stands; undefined once it is gone. */
  readonly read: () => Promise<Order | undefined>
}): void {
  const { orderId, progress, log, read } = options
  let sent = ''
  let reading = false
  let again = false

  const sendNews = async () => {
    const order = await read()
    if (order === undefined) return stream.close()
    const text = JSON.stringify(order)
    if (text !== sent) stream.send({ event: 'order', data: order })
    sent = text
    if (isResting(order.state)) stream.close()
  }
  const look = async () => {
    again = true
    if (reading) return
    reading = true
    while (again && !stream.closed) {
      again = false
      await sendNews().catch((error: unknown) =>
        log.warn({ err: error, orderId }, 'a followed order could not be read'),
      )
    }
    reading = false
  }
  const lookSoon = () => void look()
  // First of all, since it may be refused.
  const stream = options.open(() => {
    unfollow()
    clearInterval(timer)
  })
  const unfollow = progress.follow(orderId, lookSoon)
  const timer = setInterval(lookSoon, LOOK_MS)
  lookSoon()
}
