import type { Actor } from '../platform/http/route.ts'
import type { Tx } from '../platform/database.ts'
import { announce } from '../platform/outbox.ts'
import type { TooMany } from './limits.ts'
import { erasePerson, findEmailKey } from './queries/accounts.ts'
import { deleteCodesOf } from './queries/codes.ts'
import { blankSessions, endAllSessions } from './queries/sessions.ts'
import { prove, type Proof } from './reauthenticate.ts'
import type { AccountServices } from './services.ts'

/** What an account must settle before it can go, in a few words; undefined when there is nothing. */
export type FindDuty = (tx: Tx, accountId: string) => Promise<string | undefined>

export type DeleteAccountOutcome =
  | { readonly deleted: true }
  | { readonly refused: 'wrong-password' | 'code-not-good' }
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
  proof: Proof,
  findDuties: readonly FindDuty[],
): Promise<DeleteAccountOutcome> {
  const proved = await prove(services, actor.accountId, proof)
  if ('refused' in proved) return proved
  return services.db.transaction(async (tx) => {
    const account = await proved.lock(tx)
    if (account === undefined) return { refused: 'password' in proof ? 'wrong-password' : 'code-not-good' }
    const duties: string[] = []
    for (const findDuty of findDuties) {
      const duty = await findDuty(tx, actor.accountId)
      if (duty !== undefined) duties.push(duty)
    }
    if (duties.length > 0) return { refused: 'account-has-duties', duties }
    await services.revocations.announceEnded(tx, await endAllSessions(tx, actor.accountId, 'account-deleted'))
    await blankSessions(tx, actor.accountId)
    const emailKey = await findEmailKey(tx, actor.accountId)
    if (emailKey !== undefined) await deleteCodesOf(tx, emailKey)
    await erasePerson(tx, actor.accountId)
    const { accountId, kind } = account
    await announce(tx, { kind: 'account.deleted', subject: `account:${accountId}`, data: { accountId, kind } })
    return { deleted: true }
  })
}
