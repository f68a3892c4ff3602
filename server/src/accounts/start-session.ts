import type { SignedIn } from '@foyer/contract/accounts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { networkOf } from '../platform/http/network.ts'
import { presentAccount } from './present.ts'
import type { AccountRow } from './queries/accounts.ts'
import { endOldestSessions, insertSession, type Carrier } from './queries/sessions.ts'
import { newRefreshToken } from './refresh-token.ts'
import type { AccountServices } from './services.ts'
import { SESSION_IDLE_DAYS } from './session-life.ts'
import { issueTokens, type IssuedTokens } from './tokens.ts'

const OPEN_SESSIONS_MAX = 50
const DEVICE_LENGTH_MAX = 200

/** Who signs in from where, and how they want to be known from then on. */
export interface Client {
  readonly address: string
  /** What the client calls itself. */
  readonly device: string
  readonly carrier: Carrier
}

export interface StartedSession {
  readonly tokens: IssuedTokens
  readonly account: SignedIn['account']
}

/** Starts a session on an account that the caller has locked, and ends the oldest where there are too many. */
export async function startSession(
  services: AccountServices,
  tx: Tx,
  account: AccountRow,
  client: Client,
): Promise<StartedSession> {
  const sessionId = newId()
  const refresh = newRefreshToken()
  const expiresAt = await insertSession(tx, {
    sessionId,
    accountId: account.accountId,
    device: client.device.slice(0, DEVICE_LENGTH_MAX),
    network: services.digest('network', networkOf(client.address)),
    carrier: client.carrier,
    refreshHash: refresh.hash,
    idleDays: SESSION_IDLE_DAYS,
  })
  await services.revocations.announceEnded(tx, await endOldestSessions(tx, account.accountId, OPEN_SESSIONS_MAX))
  const actor = { accountId: account.accountId, kind: account.kind, sessionId }
  return {
    tokens: await issueTokens(services, actor, refresh.token, expiresAt),
    account: presentAccount(account),
  }
}
