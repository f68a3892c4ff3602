import { randomBytes } from 'node:crypto'
import { accountRoutes, sessionRoutes } from '@foyer/contract/accounts'
import { catalogRoutes, type EventView } from '@foyer/contract/catalog'
import { connect, type Client } from '@foyer/contract/client'
import { compileManifest } from '@foyer/contract/compiled-manifest'
import { inventoryRoutes, type Hold } from '@foyer/contract/inventory'
import type { Manifest } from '@foyer/contract/manifest'
import { orderRoutes, type Order } from '@foyer/contract/orders'
import { ticketRoutes, type Ticket } from '@foyer/contract/tickets'
import { v7 as newId } from 'uuid'
import { verifyTicketCommand } from '../../server/src/tickets/index.ts'
import { followOrder } from './follow-order.ts'
import { payInSandbox } from './pay-in-sandbox.ts'
import type { Steps } from './steps.ts'

/** Wembley, where the demo catalogue has its stadium. */
const NEAR = { lat: 51.55, lng: -0.28, radiusKm: 10 }
const ALLOWANCE = 10

/** Find, view, sign in, hold, order, pay, follow, fetch and verify the tickets; and be refused where it must be. */
export async function mainJob(url: string, steps: Steps): Promise<void> {
  const anybody = connect(url)
  const event = await findStadiumEvent(anybody, steps)
  const pair = await adjacentPair(anybody, event, steps)
  const ann = await newPerson(anybody, 'Ann', steps)
  const ben = await newPerson(anybody, 'Ben', steps)

  const hold = await steps.do(
    'hold two adjacent seats',
    () => ann.call(inventoryRoutes.hold, { params: { eventId: event.id }, body: { places: pair }, key: newId() }),
    (held) => `${seatsOf(held)}, for ${held.secondsLeft} s`,
  )
  await steps.refused('the same seats for somebody else', 'places-taken', () =>
    ben.call(inventoryRoutes.hold, { params: { eventId: event.id }, body: { places: pair }, key: newId() }),
  )
  const order = await buy(ann, hold, steps)
  await checkTickets(ann, url, event, order, steps)
  await refuseTheEleventh(ann, event, steps)
}

async function findStadiumEvent(anybody: Client, steps: Steps): Promise<EventView> {
  const page = await steps.do(
    'search events near a point',
    () => anybody.call(catalogRoutes.searchEvents, { query: { ...NEAR, sort: 'distance', limit: 50 } }),
    (found) =>
      `${found.items.length} within ${NEAR.radiusKm} km, the nearest at ${found.items[0]?.venue.name ?? 'nowhere'}`,
  )
  const seated = page.items.find((item) => item.sale.state === 'on-sale' && (item.from?.minor ?? 0) > 0)
  if (seated === undefined) throw new Error('no event on sale near the stadium: is the demo catalogue there?')
  return steps.do(
    'view one of them',
    () => anybody.call(catalogRoutes.event, { params: { eventId: seated.id } }),
    (event) =>
      `${event.title}, ${event.localDate} at ${event.venue.name}, ${event.availability?.available ?? 0} places left`,
  )
}

/** Two free seats beside each other, found in the manifest and the availability, as a seat map does it. */
async function adjacentPair(anybody: Client, event: EventView, steps: Steps): Promise<number[]> {
  const params = { eventId: event.id }
  return steps.do(
    'find two adjacent free seats',
    async () => {
      const bytes = await anybody.call(catalogRoutes.manifest, {
        params: { ...params, hash: event.manifest?.hash ?? '' },
      })
      const manifest = compileManifest(JSON.parse(new TextDecoder().decode(bytes as Uint8Array)) as Manifest)
      const { bitmap } = await anybody.call(inventoryRoutes.availability, { params })
      const bits = Buffer.from(bitmap ?? '', 'base64')
      const taken = (place: number) => ((bits[place >> 3] ?? 0) >> (place & 7)) & 1
      for (const row of manifest.rows)
        for (const block of row.blocks)
          for (let place = block.first; place + 1 < block.first + block.count; place++)
            if (!taken(place) && !taken(place + 1)) return [place, place + 1]
      throw new Error('no two adjacent seats are free')
    },
    (pair) => `places ${pair.join(' and ')} of ${event.manifest?.places ?? 0}`,
  )
}

async function newPerson(anybody: Client, name: string, steps: Steps): Promise<Client> {
  const email = `${name.toLowerCase()}-${randomBytes(6).toString('hex')}@example.com`
  const password = randomBytes(12).toString('base64url')
  await steps.do(
    `${name} registers`,
    () => anybody.call(accountRoutes.register, { body: { kind: 'individual', email, password, name } }),
    () => email,
  )
  const { tokens } = await steps.do(
    `${name} signs in`,
    () => anybody.call(sessionRoutes.signIn, { body: { email, password } }),
    (signedIn) => `token for ${signedIn.tokens.expiresInSeconds / 60} minutes`,
  )
  return anybody.signedIn(tokens.accessToken)
}

async function buy(buyer: Client, hold: Hold, steps: Steps): Promise<Order> {
  const order = await steps.do(
    'order them',
    () => buyer.call(orderRoutes.create, { body: { holdId: hold.holdId }, key: newId() }),
    (made) => `${moneyText(made.amount)} all in (${moneyText(made.face)} and ${moneyText(made.fees)} fees)`,
  )
  const progress = followOrder(buyer, order.id)
  await steps.do(
    'pay in the sandbox',
    () => payInSandbox(order.payment?.url ?? ''),
    () => 'card 4242 4242 4242 4242',
  )
  return steps
    .do(
      "follow the order's stream",
      () => progress,
      ({ states }) => states.join(' → '),
    )
    .then(({ order: confirmed }) => {
      if (confirmed.state !== 'confirmed') throw new Error(`the order ended as ${confirmed.state}`)
      return confirmed
    })
}

async function checkTickets(holder: Client, url: string, event: EventView, order: Order, steps: Steps): Promise<void> {
  const { items } = await steps.do(
    'fetch the tickets',
    () => holder.call(ticketRoutes.list, { query: { order: order.id } }),
    (page) => `${page.items.length} tickets`,
  )
  if (items.length !== order.places) throw new Error(`expected ${order.places} tickets, got ${items.length}`)
  for (const ticket of items)
    await steps.do(
      'verify a ticket by its key alone',
      () => verify(ticket, url, event),
      () => `${ticket.code?.length ?? 0} characters, genuine`,
    )
  await steps.do(
    'fetch them as PDF',
    () => holder.call(ticketRoutes.orderPdf, { params: { orderId: order.id } }),
    (pdf) => `${(pdf as Uint8Array).length} bytes`,
  )
}

async function verify(ticket: Ticket, url: string, event: EventView): Promise<void> {
  const lines: string[] = []
  const status = await verifyTicketCommand(
    {
      code: ticket.code ?? '',
      keys: `${url}/v1/events/${event.id}/ticket-keys`,
      event: event.id,
      at: new Date(ticket.admitsFrom),
    },
    (line) => lines.push(line),
  )
  if (status !== 0) throw new Error(lines.join(' '))
}

async function refuseTheEleventh(buyer: Client, event: EventView, steps: Steps): Promise<void> {
  const more = (quantity: number) =>
    buyer.call(inventoryRoutes.hold, {
      params: { eventId: event.id },
      body: { bestAvailable: { quantity } },
      key: newId(),
    })
  await steps.do(
    'hold eight more, best available',
    () => more(ALLOWANCE - 2),
    (hold) => `${seatsOf(hold)}, ${hold.fit ?? ''}`,
  )
  await steps.refused('an eleventh ticket', 'limit-reached', () => more(1))
}

function seatsOf(hold: Hold): string {
  const [first] = hold.places
  if (first === undefined) return 'nothing'
  return `${first.section}, row ${first.row ?? '-'}, seats ${hold.places.map((place) => place.seat).join(', ')}`
}

function moneyText(money: { minor: number; currency: string }): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: money.currency })
  return format.format(money.minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
