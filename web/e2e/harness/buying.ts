import type { Page } from 'playwright-core'
import { connect } from '@foyer/contract/client'
import { catalogRoutes } from '@foyer/contract/catalog'
import type { RunningFoyer } from './foyer.ts'
import { codeFor } from './mail.ts'

/** An event of the demo with numbered seats that cost something, and many of them. */
export async function anEventOnSale({ url }: RunningFoyer): Promise<{ id: string; title: string }> {
  const { items } = await connect(url).call(catalogRoutes.searchEvents, { query: { limit: 50 } })
  const event = items.find(
    ({ sale, available, from }) =>
      sale.state === 'on-sale' && (available ?? 0) > 500 && from !== null && from.minor > 0 && from.currency === 'EUR',
  )
  if (event === undefined) throw new Error('the demo has no event on sale')
  return event
}

/** Signs in as the demo's fan, by password. */
export async function signInAsFan(page: Page, { fan, url }: RunningFoyer): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByRole('button', { name: 'Use a password' }).click()
  await page.getByLabel('E-mail address').fill(fan.email)
  await page.getByLabel('Password', { exact: true }).fill(fan.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/account')
}

/** Types an address, reads the code from the mail and types it, and a name: as a guest does. */
export async function signInAsGuest(page: Page, foyer: RunningFoyer, email: string, name: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(await codeFor(foyer, email))
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Go on' }).click()
}

/** Holds seats for whoever is signed in in this browser, without the map. @returns the id of the hold. */
export const holdSeats = (page: Page, eventId: string, quantity: number): Promise<string> =>
  page.evaluate(
    async ([id, count]) => {
      const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
        const response = await fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        })
        if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
        return (await response.json()) as Record<string, string>
      }
      const { accessToken } = await post('/v1/sessions/refresh', { cookie: true })
      const hold = await post(
        `/v1/events/${id}/holds`,
        { bestAvailable: { quantity: count, relax: true } },
        { authorization: `Bearer ${accessToken}`, 'idempotency-key': crypto.randomUUID() },
      )
      return hold['holdId'] ?? ''
    },
    [eventId, quantity] as const,
  )

/** Pays on the provider's page. */
export async function payWith(page: Page, card: string): Promise<void> {
  await page.getByLabel('Card number').fill(card)
  await page.getByRole('button', { name: /^Pay / }).click()
}

export const GOOD_CARD = '4242 4242 4242 4242'
export const DECLINED_CARD = '4000 0000 0000 0002'
export const CHALLENGED_CARD = '4000 0025 0000 3155'
