import type { Money } from '@foyer/contract'
import type { Database } from '../../platform/database.ts'
import type { TicketEvent, TicketFacts, TicketPlace } from '../facts.ts'

/** An evening in Berlin, in summer time. */
export const anEvent = (changes: Partial<TicketEvent> = {}): TicketEvent => ({
  eventId: '01900000-0000-7000-8000-00000000000a',
  title: 'A Night of Tides',
  performers: ['The Harbour Lights', 'Zoë Ängström'],
  organiser: 'Northern Lights Concerts',
  isPublic: true,
  status: 'scheduled',
  startsAt: new Date('2027-06-05T17:30:00Z'),
  doorsAt: new Date('2027-06-05T16:00:00Z'),
  endsAt: null,
  venue: {
    name: 'Hall on the Quay',
    hall: 'Great Hall',
    street: 'Kaistraße 1',
    additional: null,
    postalCode: '10115',
    city: 'Berlin',
    state: null,
    country: 'DE',
    timeZone: 'Europe/Berlin',
    latitude: 52.52,
    longitude: 13.405,
  },
  revision: 3,
  changedAt: new Date('2027-01-01T12:00:00Z'),
  ...changes,
})

/** Rows of ten in one block. */
export const aPlace = (place: number): TicketPlace => ({
  place,
  section: 'Block 112',
  row: String(Math.floor(place / 10) + 1),
  seat: String((place % 10) + 1),
  gate: 'North',
  level: null,
})

/** Facts of events that `describe` knows, of places by `aPlace`, and of the orders in the database. */
export function factsFrom(db: Database, describe: (eventId: string) => TicketEvent | undefined): TicketFacts {
  return {
    describeEventForTicket: async (eventId) => describe(eventId),
    describePlaces: async (_eventId, places) => places.map(aPlace),
    async findOrderFor(actor, orderId) {
      const lines = await db.sql<{ eventId: string; place: number; allIn: Money }[]>`
        select event_id as "eventId", place_no as place,
               jsonb_build_object('minor', all_in_minor, 'currency', currency) as "allIn"
          from orders join order_lines using (event_id, order_id)
         where order_id = ${orderId} and buyer_id = ${actor.accountId} order by place_no`
      const [first] = lines
      return first === undefined ? undefined : { orderId, eventId: first.eventId, lines }
    },
  }
}
