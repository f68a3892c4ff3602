import { silentLog } from '../../platform/log.ts'
import { buildServer } from '../../platform/http/server.ts'
import { keysFrom } from '../../platform/secrets.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/test-database.ts'
import type { TicketEvent } from '../facts.ts'
import { issueTickets } from '../issue-tickets.ts'
import { ticketKeys } from '../keys.ts'
import { renderTicketsPdf } from '../pdf/tickets-pdf.ts'
import { registerTicketRoutes } from '../routes.ts'
import type { TicketServices } from '../services.ts'
import type { OrderKey } from '../ticket.ts'
import { anEvent, factsFrom } from './facts.ts'
import { anAccount, anOrder } from './paid-order.ts'

export interface TicketsHouse extends AsyncDisposable {
  readonly db: TestDatabase
  /** The next answers tell this of every event but `nowhere`. */
  event: TicketEvent
  /** The time at which the next answers are given: first, some weeks before the event. */
  now: Date
  get(url: string, as?: string): Promise<{ status: number; type: string; cache: string; body: Buffer }>
  json<T>(url: string, as?: string): Promise<T>
  /** Somebody with a confirmed order, and its tickets. */
  aBuyer(places: number[]): Promise<{ accountId: string; order: OrderKey; ticketIds: string[] }>
}

/** An event that does not exist. */
export const nowhere = '01900000-0000-7000-8000-0000000000ff'

/** Routes of tickets on a database of their own, and a client whose account is whoever it says. */
export async function openTicketsHouse(changes: Partial<Pick<TicketServices, 'pdf'>> = {}): Promise<TicketsHouse> {
  const db = await testDatabase()
  const app = buildServer({
    log: silentLog(),
    trustedProxies: [],
    async authenticate({ headers: { 'x-account': accountId, 'x-kind': kind } }) {
      if (typeof accountId !== 'string') return undefined
      return { accountId, kind: kind === 'vendor' ? 'vendor' : 'individual', sessionId: accountId }
    },
  })
  const house: TicketsHouse = {
    db,
    event: anEvent(),
    now: new Date('2027-05-01T12:00:00Z'),
    async get(url, as) {
      const answer = await app.inject({ url, headers: as === undefined ? {} : { 'x-account': as } })
      const { 'content-type': type, 'cache-control': cache } = answer.headers
      return { status: answer.statusCode, type: String(type), cache: String(cache), body: answer.rawPayload }
    },
    async json<T>(url: string, as?: string): Promise<T> {
      const body: T = JSON.parse((await house.get(url, as)).body.toString())
      return body
    },
    async aBuyer(places) {
      const holder = await anAccount(db)
      const order = await anOrder(db, { buyerId: holder.accountId, places })
      const ticketIds = await db.transaction((tx) => issueTickets(tx, { ...order, holder }))
      return { accountId: holder.accountId, order, ticketIds }
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await db[Symbol.asyncDispose]()
    },
  }
  registerTicketRoutes(app, {
    db,
    clock: { now: () => house.now },
    keys: ticketKeys(keysFrom(Buffer.alloc(32, 1))),
    facts: factsFrom(db, (eventId) => (eventId === nowhere ? undefined : { ...house.event, eventId })),
    pdf: { render: renderTicketsPdf },
    ...changes,
  })
  return house
}
