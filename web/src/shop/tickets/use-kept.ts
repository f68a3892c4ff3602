import type { Ticket } from '@foyer/contract/tickets'
import { useEffect, useState } from 'react'
import { keptTickets } from './kept-tickets.ts'

/** The tickets that this browser keeps; none on the server, and at first. */
export function useKept(): readonly Ticket[] {
  const [kept, setKept] = useState<readonly Ticket[]>([])
  useEffect(() => setKept(keptTickets(Date.now())), [])
  return kept
}
