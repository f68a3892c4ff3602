import type { ApiRequest } from '../../api/api.ts'

const SIGNS_IN = new Set(['/v1/sessions/refresh', '/v1/sessions/by-code'])
/** What organisers read of their own events. */
const ORGANISERS = /^\/v1\/events\/[^/]+\/(?:on-sale|presales|queue\/live|preview|tickets|blocks)(?:[/?]|$)/
/** What everybody reads, and organisers alone write. */
const CATALOGUE = /^\/v1\/(?:events|venues|halls|shows|performers)(?:[/?]|$)/
const PERSONAL = /^\/v1\/(?:me|orders|tickets|holds|sessions)(?:[/?]|$)/

/**
 * Whether a request is for somebody in particular. Public reads go without a token, so that they can be held ready for
 * everybody and never wait for one.
 */
export function needsPerson({ method, url }: Pick<ApiRequest, 'method' | 'url'>): boolean {
  if (method === 'POST' && (url === '/v1/sessions' || SIGNS_IN.has(url))) return false
  if (PERSONAL.test(url) || ORGANISERS.test(url)) return true
  // What changes something at an event is done by somebody: a hold, a place in a queue; so is what leads there.
  return CATALOGUE.test(url) && (method !== 'GET' || url.endsWith('/queue/challenge'))
}
