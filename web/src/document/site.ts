import { createContext, use } from 'react'

/** What is the same on every page. */
export interface Site {
  /** Address under which people reach Foyer, without a slash at its end. */
  readonly publicUrl: string
  /** Where map tiles come from; null: outlines alone. */
  readonly mapTiles: string | null
  /** Where the mail of a demo is read; null: mail is delivered, or not sent at all. */
  readonly mailbox: string | null
  /** Whether mail goes anywhere: without it there are no codes to sign in with. */
  readonly sendsMail: boolean
}

export const SiteContext = createContext<Site>({ publicUrl: '', mapTiles: null, mailbox: null, sendsMail: true })

export const useSite = (): Site => use(SiteContext)
