import type { Ticket } from '@foyer/contract/tickets'

const KEY = 'foyer tickets'
const TICKETS_MAX = 200
const SHELL_PREFIX = 'foyer shell'

/** Tickets that this browser keeps, so that they can be shown with no network: those that were opened and still admit. */
export function keptTickets(now: number): readonly Ticket[] {
  return read().filter((ticket) => Date.parse(ticket.admitsUntil) > now)
}

/** Keeps a ticket as it is now, and lets go of those that are over. */
export function keepTicket(ticket: Ticket, now: number): void {
  const others = keptTickets(now).filter(({ id }) => id !== ticket.id)
  write([ticket, ...others].slice(0, TICKETS_MAX))
}

/** Forgets all tickets and the pages that show them: whoever signs out leaves nothing that admits. */
export function forgetKept(): void {
  write([])
  if ('caches' in globalThis) void forgetShells()
}

/** Lets go of the kept pages, but for one. */
export async function forgetShells(spared?: string): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(SHELL_PREFIX) && name !== spared) await caches.delete(name)
}

/** Name of the cache for the pages of one build. */
export const shellName = (build: string): string => `${SHELL_PREFIX} ${build}`

function read(): readonly Ticket[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Ticket[]
  } catch {
    // Storage may be forbidden, or written by somebody else: then nothing is kept.
    return []
  }
}

function write(tickets: readonly Ticket[]): void {
  try {
    if (tickets.length === 0) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(tickets))
  } catch {
    // As above: the ticket is shown all the same.
  }
}
