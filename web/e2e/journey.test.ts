import { describe } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { anEventOnSale, GOOD_CARD } from './harness/buying.ts'
import { codeFor } from './harness/mail.ts'
import { shopInBrowser } from './harness/shop.ts'

const TABS_MAX = 120

/** Goes on with the Tab key alone until the wanted part has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let tabs = 0; tabs < TABS_MAX; tabs++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`${wanted.toString()} cannot be reached by Tab`)
}

async function press(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Enter')
}

describe('from the first page to the ticket', () => {
  const shop = shopInBrowser()

  shop.test('with the keyboard alone: find, choose, prove an address, pay, and hold the ticket', async (visit) => {
    const { page, foyer, shot, expectComplaint } = visit
    // That a name is needed is told by the server.
    expectComplaint(/409/)
    const event = await anEventOnSale(foyer)
    const button = (name: string | RegExp) => page.getByRole('button', { name })
    const fill = async (label: string, text: string) => {
      await tabTo(page, page.getByLabel(label, { exact: true }))
      await page.keyboard.type(text)
    }
    await page.goto('/')
    await tabTo(page, page.getByRole('searchbox').or(page.locator('input[name=q]')).first())
    await page.keyboard.type(event.title)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/search?**')
    await press(page, page.locator(`main a[href="/events/${event.id}"]`).first())
    await page.waitForURL(`**/events/${event.id}`)
    await press(page, page.getByRole('link', { name: 'Choose seats' }))
    await page.waitForURL('**/seats')
    await press(page, button('Find seats'))
    await press(page, button('Hold these seats'))

    await page.waitForURL('**/sign-in?next=**')
    const email = 'keys@fans.example'
    await fill('E-mail address', email)
    await page.keyboard.press('Enter')
    await page.getByLabel('Code').waitFor()
    const code = await codeFor(foyer, email)
    if (!(await page.getByLabel('Code').evaluate((element) => element === document.activeElement)))
      await tabTo(page, page.getByLabel('Code'))
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await page.getByLabel('Name').waitFor()
    if (!(await page.getByLabel('Name').evaluate((element) => element === document.activeElement)))
      await tabTo(page, page.getByLabel('Name'))
    await page.keyboard.type('Kay Board')
    await page.keyboard.press('Enter')

    await page.waitForURL('**/checkout/**')
    await shot('journey-checkout')
    await press(page, button(/^Pay /))
    await page.waitForURL((address) => address.origin !== new URL(foyer.url).origin)
    await fill('Card number', GOOD_CARD)
    await page.keyboard.press('Enter')
    await page.locator('[data-standing=done]').waitFor()
    await press(page, page.getByRole('link', { name: 'Show my tickets' }))
    await page.waitForURL('**/tickets')
    await press(page, page.locator('main a[href^="/tickets/"]').first())
    await page.getByRole('img', { name: 'The code of your ticket' }).waitFor()
    await shot('journey-ticket')
  })
})
