import type { Audience } from '../platform/http/event-stream.ts'
import type { Worth } from '../platform/http/shedding.ts'

/** What others cannot wait for, or what tells whether the node lives. */
const RESERVED = ['/v1/webhooks/', '/healthz', '/readyz', '/metrics']
/** What somebody is in the middle of: they have places, pay, or stand at the door. */
const VITAL = ['/v1/orders', '/v1/holds', '/v1/scans', '/v1/tickets', '/v1/sessions', '/orders/']
/** What has a substitute: a stream can be read from time to time, a search can be made again. */
const EXTRA = ['/v1/suggestions', '/docs/', '/posters/']

/** The ladder of what a node gives up when more comes than it can do: `docs/operating.md` tells it. */
export function worthOf(method: string, path: string): Worth {
  if (RESERVED.some((start) => path.startsWith(start))) return 'reserved'
  if (VITAL.some((start) => path.startsWith(start))) return 'vital'
  if (method === 'POST' && (path.endsWith('/holds') || path.endsWith('/queue/pass'))) return 'vital'
  if (
    EXTRA.some((start) => path.startsWith(start)) ||
    path.endsWith('/availability/stream') ||
    path.includes('/log/tile/')
  )
    return 'extra'
  return 'ordinary'
}

/** Who follows a stream: an order is followed by its buyer alone. */
export const audienceOf = (path: string): Audience => (path.startsWith('/v1/orders/') ? 'one' : 'many')
