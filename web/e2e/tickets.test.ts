import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { assertAccessible } from './harness/axe.ts'
import { anEventOnSale, GOOD_CARD, holdSeats, payWith, signInAsFan, signInAsGuest } from './harness/buying.ts'
import { codeFor } from './harness/mail.ts'
import { shopInBrowser, type Visit } from './harness/shop.ts'
import { until } from './harness/until.ts'

const QR = 'The code of your ticket'

/** Buys one seat, and opens its ticket. */
async function buyAndOpenTicket({ page, foyer }: Pick<Visit, 'page' | 'foyer'>): Promise<void> {
  const event = await anEventOnSale(foyer)
  await page.goto(`/checkout/${await holdSeats(page, event.id, 1)}`)
  await page.getByRole('button', { name: /^Pay / }).click()
  await payWith(page, GOOD_CARD)
  await page.locator('[data-standing=done]').waitFor()
  // Until it is known which ticket it is, the link shows the list.
  await page.locator('a[href^="/tickets/"]', { hasText: 'Show my tickets' }).click()
  await page.waitForURL('**/tickets/*')
  await page.getByRole('img', { name: QR }).waitFor()
}

describe('tickets', () => {
  const shop = shopInBrowser()

  shop.test(
    'a ticket that was opened is shown with no network, also after a reload, and not after signing out',
    async ({ page, foyer, shot, expectComplaint }) => {
      expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to load resource/)
      await signInAsFan(page, foyer)
      await buyAndOpenTicket({ page, foyer })
      await assertAccessible(page)
      await shot('ticket-360-dark-en')
      await page.emulateMedia({ media: 'print' })
      assert.equal(
        await page.evaluate('getComputedStyle(document.body).colorScheme'),
        'light',
        'dark on white on paper',
      )
      assert.equal(await page.getByRole('link', { name: 'All my tickets' }).isVisible(), false)
      assert.equal(await page.getByRole('navigation').first().isVisible(), false)
      await page.emulateMedia({ media: null })
      // What the page lays down for later is there once the worker rules and the last file is in.
      await until(() =>
        page.evaluate(async () => {
          const kept = await Promise.all(['/tickets/-', '/tickets'].map((path) => caches.match(path)))
          return navigator.serviceWorker.controller?.state === 'activated' && !kept.includes(undefined)
        }),
      )
      await page.waitForLoadState('networkidle')
      await page.context().setOffline(true)
      await page.reload()
      await page.getByRole('img', { name: QR }).waitFor()
      await page.getByText('Shown from this device').waitFor()
      await assertAccessible(page)
      await page.goto('/tickets')
      await page.locator('a[href^="/tickets/"]').first().click()
      await page.getByRole('img', { name: QR }).waitFor()
      await page.context().setOffline(false)
      await page.goto('/account')
      await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
      await page.getByLabel('E-mail address').waitFor()
      await until(() => page.evaluate(async () => (await caches.keys()).length === 0))
      assert.equal(await page.evaluate(() => localStorage.getItem('foyer tickets')), null)
      await page.goto('/tickets')
      await page.getByLabel('E-mail address').waitFor()
      assert.equal(await page.getByRole('img', { name: QR }).count(), 0)
    },
    { width: 360, theme: 'dark' },
  )

  shop.test('whoever has none finds the way to some', async ({ page, foyer, shot, expectComplaint }) => {
    expectComplaint(/409/)
    await page.goto('/tickets')
    await signInAsGuest(page, foyer, 'nobody@example.org', 'Nobody')
    await page.getByText('No tickets yet').waitFor()
    await assertAccessible(page)
    await shot('tickets-empty-1440-light-en')
  })

  shop.test('two tabs stay signed in over reloads, and out of one is out of both', async ({ page, foyer }) => {
    await signInAsFan(page, foyer)
    const other = await page.context().newPage()
    for (let round = 0; round < 3; round += 1)
      await Promise.all([page.goto('/account'), other.goto('/account'), page.waitForTimeout(150)])
    for (const tab of [page, other]) await tab.getByText(`Signed in as ${foyer.fan.email}`).waitFor()
    await other.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.getByLabel('E-mail address').waitFor()
  })

  shop.test(
    'a guest sets a password, takes the data along and deletes the account',
    async ({ page, foyer, expectComplaint }) => {
      expectComplaint(/409/)
      const email = 'leaving@example.org'
      await page.goto('/account')
      await signInAsGuest(page, foyer, email, 'Leaving Soon')
      await page.getByRole('button', { name: 'Set a password' }).click()
      await page.getByLabel('Code').fill(await codeFor(foyer, email, /new password/))
      await page.getByLabel('New password').fill('velvet tangerine')
      await page.getByRole('button', { name: 'Set the password' }).click()
      await page.getByText('Your password is set.').waitFor()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Take my data' }).click(),
      ])
      assert.equal(file.suggestedFilename(), 'foyer-export.json')
      await page.getByText('Delete my account').click()
      await page.getByRole('button', { name: 'Send me a code to delete it' }).click()
      await page.getByLabel('Code').fill(await codeFor(foyer, email, /deletes/))
      await page.getByRole('button', { name: 'Delete it for good' }).click()
      await page.getByLabel('E-mail address').waitFor()
    },
  )

  shop.test('a password that was forgotten is set anew by a code', async ({ page, foyer }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Use a password' }).click()
    await assertAccessible(page)
    await page.getByRole('button', { name: 'I am new here' }).click()
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('E-mail address').fill('ada@example.org')
    await page.getByLabel('Password', { exact: true }).fill('velvet tangerine')
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByText('Confirm your address').waitFor()
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByLabel('Code').fill(await codeFor(foyer, 'ada@example.org', /confirms/))
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await page.getByText('Confirm your address').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.getByRole('button', { name: 'Use a password' }).click()
    await page.getByRole('button', { name: 'I forgot it' }).click()
    await page.getByLabel('E-mail address').fill('ada@example.org')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByText('Choose a new password').waitFor()
    await page.getByLabel('Code').fill(await codeFor(foyer, 'ada@example.org', /new password/))
    await page.getByLabel('New password').fill('saffron lighthouse')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByText('Signed in as ada@example.org').waitFor()
  })
})
