import type { Tx } from '../platform/database.ts'
import { countPublishedAhead } from './queries/published-ahead.ts'

/** What an organiser must settle before they can go: buyers rely on them until each of their events is over. */
export async function organiserDuty(tx: Tx, organiserId: string): Promise<string | undefined> {
  const ahead = await countPublishedAhead(tx, organiserId)
  if (ahead === 0) return undefined
  return `${ahead} published event${ahead === 1 ? ' is' : 's are'} not over: cancel, or wait`
}
