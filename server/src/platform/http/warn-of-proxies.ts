import type { FastifyInstance } from 'fastify'
import type { Log } from '../log.ts'
import { isHere, networkOf } from './network.ts'

/** Addresses that are told of at most: whoever likes can send the header, and the log is not theirs to fill. */
const TOLD_MAX = 20

/**
 * Says so, once for an address, when what seems to be a proxy is not among the trusted ones: whoever comes through it then
 * has its address, and all of them share what one client may do. A proxy on this machine is not told of: what comes from
 * here is not limited by network.
 */
export function warnOfProxies(app: FastifyInstance, log: Log): void {
  const told = new Set<string>()
  app.addHook('onRequest', (request, _reply, done) => {
    const said = request.headers['x-forwarded-for']
    if (said === undefined || told.size >= TOLD_MAX) return done()
    const address = request.socket.remoteAddress
    // Of one that is trusted the header was believed, and the address of the request is another.
    if (address === undefined || address !== request.ip || told.has(address) || isHere(networkOf(address)))
      return done()
    told.add(address)
    log.warn(
      { address },
      'an address sends X-Forwarded-For and is not in TRUSTED_PROXIES: if it is a proxy of yours, all who come through it count as one client',
    )
    done()
  })
}
