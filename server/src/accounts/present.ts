import type { Account, Session } from '@foyer/contract/accounts'
import type { AccountRow } from './queries/accounts.ts'
import type { SessionRow } from './queries/sessions.ts'

/** An account as its owner sees it: never with its password hash. */
export const presentAccount = (account: AccountRow): Account => ({
  accountId: account.accountId,
  kind: account.kind,
  email: account.email,
  verified: account.verified,
  hasPassword: account.hasPassword,
  name: account.name,
  language: account.language,
  organisationName: account.organisationName,
  madeAt: account.madeAt.toISOString(),
})

export const presentSession = (session: SessionRow, currentId: string): Session => ({
  sessionId: session.sessionId,
  device: session.device,
  startedAt: session.startedAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  current: session.sessionId === currentId,
})
