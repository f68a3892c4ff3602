import type { CodePurpose } from '@foyer/contract/codes'
import type { Language } from '@foyer/contract/languages'
import { MINUTE_MS, SECOND_MS } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { announce } from '../platform/outbox.ts'
import type { EmailAddress } from './email.ts'
import type { TooMany } from './limits.ts'
import { networkOf } from '../platform/http/network.ts'
import { insertCode } from './queries/codes.ts'
import type { AccountServices } from './services.ts'

const CODE_TTL_MS = 10 * MINUTE_MS

export interface CodeWanted {
  readonly email: EmailAddress
  readonly purpose: CodePurpose
  readonly language: Language
  /** Where the asking comes from. */
  readonly address: string
}

export type AskCodeOutcome =
  { readonly asked: { readonly codeId: string; readonly expiresAt: Date } } | { readonly refused: 'no-mail' } | TooMany

/**
 * Has a code sent to an address. Whether it has an account is not looked at here, so answer and work are the same; what
 * the mail says is decided when it is written.
 */
export async function askCode(services: AccountServices, wanted: CodeWanted): Promise<AskCodeOutcome> {
  if (!services.sendsMail) return { refused: 'no-mail' }
  const network = networkOf(wanted.address)
  const tooMany = await services.limiter.charge(services.db.sql, [
    { limit: 'codesByNetwork', subject: network },
    // Whoever asks from elsewhere, to annoy or to use the limit up, does not keep the owner from asking at home.
    { limit: 'codesByEmailAndNetwork', subject: `${wanted.email.key} ${network}` },
    { limit: 'codesByEmail', subject: wanted.email.key },
  ])
  if (tooMany !== undefined) return tooMany
  const codeId = newId()
  const expiresAt = await services.db.transaction(async (tx) => {
    const until = await insertCode(tx, {
      codeId,
      purpose: wanted.purpose,
      email: wanted.email.address,
      emailKey: wanted.email.key,
      language: wanted.language,
      ttlSeconds: CODE_TTL_MS / SECOND_MS,
    })
    // Without the address: announcements are kept for days.
    await announce(tx, { kind: 'account.code-asked', subject: `code:${codeId}`, data: { codeId } })
    return until
  })
  return { asked: { codeId, expiresAt } }
}
