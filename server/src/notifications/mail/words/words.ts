import type { CodePurpose } from '@foyer/contract/codes'

/** The sentences of one language. A function takes what it names. */
export interface Words {
  readonly code: Readonly<
    Record<CodePurpose, { readonly subject: (code: string) => string; readonly title: string; readonly asks: string }>
  >
  /** How long a code is good, in whole minutes. */
  readonly goodFor: (minutes: number) => string
  readonly notYou: string
  readonly neverTell: string
  readonly noAccount: Plain
  readonly accountThatSells: Plain
  readonly confirmed: Plain & {
    readonly attached: string
    readonly unproved: string
    readonly atVenueTime: string
  }
  readonly undone: Plain
  readonly refunded: Plain & { readonly takes: string }
  readonly labels: {
    readonly event: string
    readonly when: string
    readonly where: string
    readonly places: string
    readonly paid: string
    readonly givenBack: string
    readonly order: string
  }
  readonly links: { readonly order: string; readonly tickets: string; readonly home: string }
  /** A place as people say it. */
  readonly place: (place: { section: string; row: string | null; seat: string | null }) => string
}

interface Plain {
  /** With the title of the event, where there is one. */
  readonly subject: (event: string) => string
  readonly title: string
  readonly says: string
}
