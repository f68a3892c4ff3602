import type { ClientLimit } from '../platform/http/client-limits.ts'
import { perSecond } from '../platform/leaky-bucket.ts'

/** Told by others who are known and cannot wait, or the same bytes for everybody: these are never too many. */
const UNLIMITED = [
  '/v1/webhooks/',
  '/v1/scans',
  '/v1/partner-feeds/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/assets/',
  '/docs/',
]
const SAME_FOR_ALL = /^\/v1\/events\/[^/]+\/(?:queue\/status|log\/|manifest\/)/
const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What requests are counted as, apart from one another. */
export type ClientLimitKind = 'holds' | 'writes' | 'reads'

export function clientLimitKind(method: string, path: string): ClientLimitKind | undefined {
  if (UNLIMITED.some((start) => path.startsWith(start))) return undefined
  if (READS.has(method)) return SAME_FOR_ALL.test(path) ? undefined : 'reads'
  return method === 'POST' && path.endsWith('/holds') ? 'holds' : 'writes'
}

const SECONDS_AT_ONCE = 10

/**
 * How much one client may ask for. By account: far more than a person does with two hands and a client that repeats, since
 * what is scarce is bounded by what they may have (the allowance, the waiting room). By network: a university or a mobile
 * carrier sits behind one address, so these only stop who is no crowd. `networkRate`: reads a second; 0: no limit.
 */
export const clientLimits = (networkRate: number): Readonly<Record<ClientLimitKind, ClientLimit>> => ({
  holds: { byAccount: { capacity: 60, drainMs: 500 }, ...byNetwork(networkRate * 0.4) },
  writes: { byAccount: perSecond(20, SECONDS_AT_ONCE), ...byNetwork(networkRate * 0.2) },
  reads: { byAccount: perSecond(50, SECONDS_AT_ONCE), ...byNetwork(networkRate) },
})

const byNetwork = (rate: number): ClientLimit => (rate === 0 ? {} : { byNetwork: perSecond(rate, SECONDS_AT_ONCE) })
