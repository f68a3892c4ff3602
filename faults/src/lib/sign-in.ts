import { connect, type Client } from '@foyer/contract/client'
import { createAccessTokens } from '@foyer/server/accounts/access-token'
import { systemClock } from '@foyer/server/platform/clock'
import { newId } from '@foyer/server/platform/ids'
import type { DeriveKey } from '@foyer/server/platform/secrets'

/**
 * Lets individuals in at an address without their passwords, whose hashing would be most of the load. With several
 * addresses the requests of each go to one after the other, as through a simple load balancer. `timeoutMs`: how long they
 * wait for an answer, unless the client's own patience shall do.
 */
export function signInAt(
  urls: readonly string[],
  deriveKey: DeriveKey,
  timeoutMs?: number,
): (accountId: string) => Promise<Client> {
  const tokens = createAccessTokens(deriveKey, systemClock)
  return async (accountId) => {
    const token = await tokens.issue({ accountId, kind: 'individual', sessionId: newId() })
    return inTurn(
      urls.map((url) => connect(url, token)),
      timeoutMs,
    )
  }
}

function inTurn(clients: readonly Client[], timeoutMs: number | undefined): Client {
  const [first] = clients
  if (first === undefined) throw new Error('there is no address')
  let turn = 0
  const patience = timeoutMs === undefined ? {} : { timeoutMs }
  return {
    ...first,
    call: (route, request) => (clients[turn++ % clients.length] ?? first).call(route, { ...request, ...patience }),
  }
}
