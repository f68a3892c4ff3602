import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { accountRoutes, sessionRoutes } from '@foyer/contract/accounts'
import { catalogRoutes } from '@foyer/contract/catalog'
import { connect, type Client } from '@foyer/contract/client'
import { inventoryRoutes } from '@foyer/contract/inventory'
import { orderRoutes } from '@foyer/contract/orders'
import type { RunningFoyer } from './foyer.ts'

const PASSWORD = 'a long walk at dusk'
const DAY_MS = 86_400_000

export interface Organiser {
  readonly email: string
  readonly password: string
  readonly api: Client
}

let made = 0

async function signedIn({ url }: RunningFoyer, email: string): Promise<Client> {
  const { tokens } = await connect(url).call(sessionRoutes.signIn, { body: { email, password: PASSWORD } })
  return connect(url, tokens.accessToken)
}

/** An account that sells, new and with nothing of its own. */
export async function anOrganiser(foyer: RunningFoyer): Promise<Organiser> {
  const email = `organiser-${++made}@example.org`
  await connect(foyer.url).call(accountRoutes.register, {
    body: { kind: 'vendor', email, password: PASSWORD, name: 'Olu Bright', organisationName: 'Bright Nights' },
  })
  return { email, password: PASSWORD, api: await signedIn(foyer, email) }
}

/** Somebody who buys. */
export async function aBuyer(foyer: RunningFoyer): Promise<Client> {
  const email = `buyer-${++made}@example.org`
  await connect(foyer.url).call(accountRoutes.register, {
    body: { kind: 'individual', email, password: PASSWORD, name: 'Ann Byrne' },
  })
  return signedIn(foyer, email)
}

/** A published event with a floor of so many places at 20 euros, in Dublin; on sale at once unless told otherwise. */
export async function anEvent(
  { api }: Organiser,
  { title = 'A Night of Lanterns', places = 200, onSaleAt }: { title?: string; places?: number; onSaleAt?: Date } = {},
): Promise<string> {
  const venue = await api.call(catalogRoutes.addVenue, {
    body: {
      name: 'The Corner House',
      street: '12 Mill Lane',
      city: 'Dublin',
      country: 'IE',
      location: { lat: 53.34, lng: -6.26 },
      timeZone: 'Europe/Dublin',
      currency: 'EUR',
    },
  })
  const show = await api.call(catalogRoutes.addShow, { body: { kind: 'concert', title, genres: ['folk'] } })
  const event = await api.call(catalogRoutes.addEvent, {
    body: {
      showId: show.id,
      venueId: venue.id,
      startsAt: new Date(Date.now() + 40 * DAY_MS).toISOString(),
      onSaleAt: onSaleAt?.toISOString() ?? null,
    },
  })
  const params = { eventId: event.id }
  await api.call(catalogRoutes.uploadTickets, {
    params,
    body: { count: places, section: 'Floor', price: { faceValue: 1_800, fees: 200 } },
  })
  await api.call(catalogRoutes.publishEvent, { params })
  return event.id
}

/** Holds places in the area of `anEvent`. @returns the id of the hold */
export async function hold(buyer: Client, eventId: string, quantity: number): Promise<string> {
  const key = randomUUID()
  await buyer.call(inventoryRoutes.hold, {
    params: { eventId },
    body: { generalAdmission: { area: 'floor', quantity } },
    key,
  })
  return key
}

/** Orders what is held, and pays it in the sandbox. */
export async function pay(buyer: Client, holdId: string): Promise<void> {
  const order = await buyer.call(orderRoutes.create, { body: { holdId }, key: randomUUID() })
  const { payment } = order
  if (payment === null || payment.url === null) throw new Error(`order ${order.id} has no page to pay on`)
  await fetch(payment.url, {
    method: 'POST',
    body: new URLSearchParams({ card: '4242424242424242' }),
    redirect: 'manual',
  })
}

/** Signs in where the page asks for it, by password. */
export async function signInHere(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByRole('button', { name: /Use a password|Passwort|パスワード/ }).click()
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.locator('form button[type=submit]').click()
}
