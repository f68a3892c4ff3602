/** What the kept pages are called: the list, and one that stands for every ticket. */
export const LIST = '/tickets'
export const ONE_TICKET = '/tickets/-'

const TICKET_PAGE = /^((?:\/[a-z]{2})?)\/tickets(\/[^/]+)?\/?$/

/** Which kept page shows an address; undefined where none does. */
export function shellPageOf(path: string): string | undefined {
  const [found, prefix = '', ticket] = TICKET_PAGE.exec(path) ?? []
  if (found === undefined) return undefined
  return prefix + (ticket === undefined ? LIST : ONE_TICKET)
}
