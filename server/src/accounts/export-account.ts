import type { AccountExport } from '@foyer/contract/accounts'
import type { ExportPart } from '../platform/export-part.ts'
import type { Actor } from '../platform/http/route.ts'
import { presentAccount, presentSession } from './present.ts'
import { findAccount } from './queries/accounts.ts'
import { findOpenSessions } from './queries/sessions.ts'
import type { AccountServices } from './services.ts'

/** All that is kept about a person (GDPR, articles 15 and 20). Undefined when there is no such account any more. */
export async function exportAccount(
  services: AccountServices,
  actor: Actor,
  parts: readonly ExportPart[],
): Promise<AccountExport | undefined> {
  const { sql } = services.db
  const account = await findAccount(sql, actor.accountId)
  if (account === undefined) return undefined
  const sessions = await findOpenSessions(sql, actor.accountId)
  const collected: Record<string, unknown> = {}
  for (const part of parts) collected[part.name] = await part.collect(sql, actor.accountId)
  return {
    account: presentAccount(account),
    exportedAt: new Date().toISOString(),
    sessions: sessions.map((session) => presentSession(session, actor.sessionId)),
    ...collected,
  }
}
