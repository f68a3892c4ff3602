import type { Actor } from '../platform/http/route.ts'
import type { Tx } from '../platform/database.ts'
import { announce } from '../platform/outbox.ts'
import type { TooMany } from './limits.ts'
import { erasePerson, lockAccountByPassword } from './queries/accounts.ts'
import { blankSessions, endAllSessions } from './queries/sessions.ts'
import { reauthenticate } from './reauthenticate.ts'
import type { AccountServices } from './services.ts'

/** What an account must settle before it can go, in a few words; undefined when there is nothing. */
export type FindDuty = (tx: Tx, accountId: string) => Promise<string | undefined>

export type DeleteAccountOutcome =
  | { readonly deleted: true }
  | { readonly refused: 'wrong-password' }
  | { readonly refused: 'account-has-duties'; readonly duties: readonly string[] }
  | TooMany

/**
 * Deletes an account: name, address, password, devices and networks are erased, every session ends, and the address is
 * free again. Its id stays in orders and tickets, which tax and consumer law keep, and no longer leads to a person.
 * What other domains hold about the person they erase on hearing `account.deleted`.
 */
export async function deleteAccount(
  services: AccountServices,
  actor: Actor,
  password: string,
  findDuties: readonly FindDuty[],
): Promise<DeleteAccountOutcome> {
  const verified = await reauthenticate(services, actor.accountId, password)
  if ('refused' in verified) return verified
  return services.db.transaction(async (tx) => {
    const account = await lockAccountByPassword(tx, actor.accountId, verified.passwordHash)
    if (account === undefined) return { refused: 'wrong-password' }
    const duties: string[] = []
    for (const findDuty of findDuties) {
      const duty = await findDuty(tx, actor.accountId)
      if (duty !== undefined) duties.push(duty)
    }
    if (duties.length > 0) return { refused: 'account-has-duties', duties }
    await services.revocations.announceEnded(tx, await endAllSessions(tx, actor.accountId, 'account-deleted'))
    await blankSessions(tx, actor.accountId)
    await erasePerson(tx, actor.accountId)
    const { accountId, kind } = account
    await announce(tx, { kind: 'account.deleted', subject: `account:${accountId}`, data: { accountId, kind } })
    return { deleted: true }
  })
}
