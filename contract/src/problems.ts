import { accountProblems } from './accounts.problems.ts'
import { catalogProblems } from './catalog.problems.ts'
import { commonProblems } from './common.problems.ts'
import { inventoryProblems } from './inventory.problems.ts'
import { orderProblems } from './orders.problems.ts'
import { partnerProblems } from './partners.problems.ts'
import { saleLogProblems } from './sale-log.problems.ts'
import { queueProblems } from './queue.problems.ts'
import { ticketProblems } from './tickets.problems.ts'

/** The error catalogue: every code that Foyer answers with. Each has a page in docs/errors. */
export const problemCatalogue = {
  ...commonProblems,
  ...accountProblems,
  ...catalogProblems,
  ...inventoryProblems,
  ...orderProblems,
  ...partnerProblems,
  ...queueProblems,
  ...ticketProblems,
  ...saleLogProblems,
}

export type ProblemCode = keyof typeof problemCatalogue
