import type { Actor } from '../platform/http/route.ts'
import { lockAccount } from './queries/accounts.ts'
import { endAllSessions, endOneSession } from './queries/sessions.ts'
import type { AccountServices } from './services.ts'

/** Signs one device out. @returns false when it is none of the account's open sessions. */
export async function endSession(services: AccountServices, actor: Actor, sessionId: string): Promise<boolean> {
  return services.db.transaction(async (tx) => {
    const ended = await endOneSession(tx, actor.accountId, sessionId)
    await services.revocations.announceEnded(tx, ended)
    return ended.length > 0
  })
}

/** Signs out everywhere, here too: every access token of the account is refused from now on. */
export async function endEverySession(services: AccountServices, actor: Actor): Promise<void> {
  await services.db.transaction(async (tx) => {
    await lockAccount(tx, actor.accountId)
    await services.revocations.announceEnded(tx, await endAllSessions(tx, actor.accountId, 'signed-out-everywhere'))
  })
}
