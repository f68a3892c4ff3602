import type { Queryable } from '../platform/database.ts'
import { Gather } from '../platform/gather.ts'
import type { Actor } from '../platform/http/route.ts'
import { isId } from '../platform/ids.ts'
import { admissionWindow } from './admission-window.ts'
import {
  findEventsWithLiveTickets,
  findTicket,
  findTicketPage,
  findTicketsOfOrders,
  type AskedTickets,
} from './queries.ts'
import type { TicketServices } from './services.ts'
import type { TicketRow } from './ticket.ts'

/** Upcoming events that are looked through for one person; who holds tickets of more sees the latest bought. */
const UPCOMING_EVENTS_MAX = 200

export interface TicketsWanted {
  readonly eventId?: string
  readonly orderId?: string
  /** Only tickets that still admit. */
  readonly upcoming?: boolean
  readonly cursor?: string
  readonly limit: number
}

export type TicketPage =
  { readonly items: readonly TicketRow[]; readonly next: string | null } | { readonly refused: 'bad-cursor' }

/** The tickets of an order that an account holds, the latest issued first. */
export type TicketsOfOrder = (asked: AskedTickets) => Promise<readonly TicketRow[]>

const TOGETHER_MAX = 100
/** Whoever looks for the tickets of an order, as a buyer does again and again, waits at most so long for others. */
const EVERY_MS = 10

/** Reads the tickets of orders, for all who ask at the time. */
export function gatherTicketsOfOrders(sql: Queryable): TicketsOfOrder {
  const gather = new Gather<AskedTickets, readonly TicketRow[]>({
    batchMax: TOGETHER_MAX,
    everyMs: EVERY_MS,
    work: (asked) => findTicketsOfOrders(sql, asked),
  })
  return (asked) => gather.add(asked)
}

/** A page of the tickets that an account holds, the latest issued first. */
export async function ticketsOf(
  { db, facts, clock }: Pick<TicketServices, 'db' | 'facts' | 'clock'>,
  accountId: string,
  wanted: TicketsWanted,
  ofOrder: TicketsOfOrder = async (asked) => (await findTicketsOfOrders(db.sql, [asked]))[0] ?? [],
): Promise<TicketPage> {
  const { eventId, orderId, cursor, limit } = wanted
  const after = cursor === undefined ? undefined : ticketOfCursor(cursor)
  if (after === null) return { refused: 'bad-cursor' }
  const upcoming = wanted.upcoming === true ? await upcomingEvents(db.sql, facts, accountId, clock.now()) : undefined
  const eventIds =
    eventId === undefined ? upcoming : upcoming === undefined || upcoming.includes(eventId) ? [eventId] : []
  const rows =
    orderId !== undefined && eventIds === undefined && after === undefined
      ? await ofOrder({ accountId, orderId })
      : await findTicketPage(
          db.sql,
          accountId,
          {
            ...(eventIds === undefined ? {} : { eventIds }),
            ...(orderId === undefined ? {} : { orderId }),
            liveOnly: upcoming !== undefined,
          },
          { after, limit: limit + 1 },
        )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

/** A ticket, if this account holds it; another's looks like none. */
export async function findTicketFor(sql: Queryable, actor: Actor, ticketId: string): Promise<TicketRow | undefined> {
  const [ticket] = await findTicket(sql, actor.accountId, ticketId)
  return ticket
}

/** Events that an account holds live tickets of and that are not over by their present time, which may have moved. */
async function upcomingEvents(
  sql: Queryable,
  facts: TicketServices['facts'],
  accountId: string,
  now: Date,
): Promise<string[]> {
  const held = await findEventsWithLiveTickets(sql, accountId, UPCOMING_EVENTS_MAX)
  const events = await Promise.all(held.map(({ eventId }) => facts.describeEventForTicket(eventId)))
  return events
    .filter((event) => event !== undefined)
    .filter((event) => now < admissionWindow(event).until)
    .map((event) => event.eventId)
}

const cursorOf = (ticket: TicketRow): string => Buffer.from(ticket.ticketId).toString('base64url')

function ticketOfCursor(cursor: string): string | null {
  const ticketId = Buffer.from(cursor, 'base64url').toString()
  return isId(ticketId) ? ticketId : null
}
