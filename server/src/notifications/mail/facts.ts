import type { Money } from '@foyer/contract'
import type { CodePurpose } from '@foyer/contract/codes'
import type { Language } from '@foyer/contract/languages'

/** What mail needs of other domains, asked for at the moment of sending: it tells what is so then. */
export interface MailFacts {
  /** Undefined when there is no such account any more. */
  personOf(accountId: string): Promise<Person | undefined>
  /** Undefined when the code is over or used, or there is nobody to write to. */
  codeOf(codeId: string): Promise<CodeFacts | undefined>
  orderOf(accountId: string, orderId: string): Promise<OrderFacts | undefined>
  /** The tickets of an order to print; `busy` when too many print at this moment. */
  ticketsOf(accountId: string, orderId: string): Promise<Buffer | 'busy' | undefined>
}

export interface Person {
  readonly email: string
  readonly language: Language
  /** Whether the address was proved to be theirs: only then tickets, which are like cash, go there. */
  readonly verified: boolean
}

export interface CodeFacts {
  readonly to: string
  readonly language: Language
  readonly expiresAt: Date
  readonly says:
    | { readonly kind: 'code'; readonly purpose: CodePurpose; readonly digits: string }
    | { readonly kind: 'no-account' | 'account-that-sells' }
}

export interface OrderFacts {
  readonly orderId: string
  readonly title: string
  readonly startsAt: Date
  readonly timeZone: string
  readonly venue: string
  readonly city: string
  readonly places: readonly { readonly section: string; readonly row: string | null; readonly seat: string | null }[]
  readonly amount: Money
  readonly refunded: Money
}
