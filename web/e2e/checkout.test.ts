import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { assertAccessible } from './harness/axe.ts'
import {
  anEventOnSale,
  CHALLENGED_CARD,
  DECLINED_CARD,
  GOOD_CARD,
  holdSeats,
  payWith,
  signInAsFan,
  signInAsGuest,
} from './harness/buying.ts'
import { mailTo } from './harness/mail.ts'
import { shopInBrowser } from './harness/shop.ts'

const standing = '[data-standing]'
/** A phone at the edge of its cell: 300 ms there and back, 80 KB a second. */
const SLOW_LINE = { latency: 300, downloadThroughput: 80_000, uploadThroughput: 30_000 }
const SLOW_MS = 90_000

describe('checkout', () => {
  const shop = shopInBrowser()

  shop.test('whoever has an account buys, gets the ticket and a receipt that holds', async ({ page, foyer, shot }) => {
    const event = await anEventOnSale(foyer)
    await signInAsFan(page, foyer)
    await assertAccessible(page)
    await shot('account-1440-light-en')
    await page.goto(`/checkout/${await holdSeats(page, event.id, 2)}`)
    await page.getByText('Total, all in').waitFor()
    await assertAccessible(page)
    await shot('checkout-1440-light-en')
    await page.getByRole('button', { name: /^Pay / }).click()
    await payWith(page, GOOD_CARD)
    await page.locator('[data-standing=done]').waitFor()
    await assertAccessible(page)
    await page.getByText('Receipt, with proof').click()
    await page.getByRole('button', { name: 'Check it now' }).click()
    await page.getByText('Genuine').waitFor()
    await shot('order-done-1440-light-en')
    await assertAccessible(page)
    await page.getByRole('link', { name: 'Show my tickets' }).click()
    await page.waitForURL('**/tickets')
    await page.locator('a[href^="/tickets/"]').first().click()
    await page.getByRole('img', { name: 'The code of your ticket' }).waitFor()
    await assertAccessible(page)
    const mail = await mailTo(foyer, foyer.fan.email, /Your tickets/)
    assert.deepEqual(
      mail.attachments.map(({ name }) => name),
      ['tickets.pdf'],
    )
  })

  shop.test(
    'a guest on a phone buys with a code from the mail, by way of a challenge of the bank',
    async ({ page, foyer, shot, expectComplaint }) => {
      // That a name is needed is told by the server.
      expectComplaint(/409/)
      const event = await anEventOnSale(foyer)
      await page.goto('/sign-in?next=/orders')
      await assertAccessible(page)
      await shot('sign-in-360-light-en')
      await page.getByLabel('E-mail address').fill('looks@example.org')
      await page.getByRole('button', { name: 'Send me a code' }).click()
      const mailbox = page.getByRole('link', { name: 'Read the mail' })
      assert.equal(await mailbox.getAttribute('href'), foyer.mailUrl)
      await assertAccessible(page)
      await shot('sign-in-code-360-light-en')
      await page.reload()
      await signInAsGuest(page, foyer, 'guest@example.org', 'Grace Hopper')
      await page.getByText('No orders yet').waitFor()
      await assertAccessible(page)
      await shot('orders-empty-360-light-en')
      await page.goto(`/checkout/${await holdSeats(page, event.id, 1)}`)
      await page.getByText('Total, all in').waitFor()
      await shot('checkout-360-light-en')
      await page.getByRole('button', { name: /^Pay / }).click()
      await payWith(page, CHALLENGED_CARD)
      await page.getByRole('button', { name: 'Yes, confirm it' }).click()
      await page.locator('[data-standing=done]').waitFor()
      await mailbox.waitFor()
      await assertAccessible(page)
      await shot('order-done-360-light-en')
      const mail = await mailTo(foyer, 'guest@example.org', /Your tickets/)
      assert.equal(mail.attachments.length, 1)
    },
    { width: 360 },
  )

  shop.test('a declined card is said plainly, and another pays', async ({ page, foyer }) => {
    await signInAsFan(page, foyer)
    const event = await anEventOnSale(foyer)
    await page.goto(`/checkout/${await holdSeats(page, event.id, 1)}`)
    await page.getByRole('button', { name: /^Pay / }).click()
    await payWith(page, DECLINED_CARD)
    await page.getByRole('alert').getByText('You have not been charged').waitFor()
    await page.getByRole('link', { name: 'Cancel and go back' }).click()
    await page.locator('[data-standing=to-pay]').waitFor()
    await assertAccessible(page)
    await page.getByRole('link', { name: /^Pay .* now$/ }).click()
    await payWith(page, GOOD_CARD)
    await page.locator('[data-standing=done]').waitFor()
  })

  shop.test('a return that was lost, and the back button, lead to the one order', async ({ page, foyer, another }) => {
    await signInAsFan(page, foyer)
    const event = await anEventOnSale(foyer)
    const checkout = `/checkout/${await holdSeats(page, event.id, 1)}`
    await page.goto(checkout)
    await page.getByRole('button', { name: /^Pay / }).dblclick()
    await page.waitForURL(/cs_/)
    const provider = page.url()
    await page.goBack()
    await page.waitForURL('**/orders/*')
    const order = page.url()
    await page.locator('[data-standing=to-pay]').waitFor()
    // Paid elsewhere, and never come back: the page that is still open hears of it.
    const elsewhere = await another()
    await elsewhere.goto(provider)
    await elsewhere.route('**/orders/*', (route) => route.abort())
    await payWith(elsewhere, GOOD_CARD)
    await page.locator('[data-standing=done]').waitFor()
    await page.goto(checkout)
    await page.waitForURL(order)
    await page.goto('/orders')
    const inList = page.locator(`a[href="${new URL(order).pathname}"]`)
    await inList.waitFor()
    assert.equal(await inList.count(), 1)
  })

  shop.test(
    'a price that has changed meanwhile is shown before anything is ordered, and only then paid',
    async ({ page, foyer, expectComplaint }) => {
      expectComplaint(/409/)
      const event = await anEventOnSale(foyer)
      await page.goto('/sign-in?next=/orders')
      await signInAsGuest(page, foyer, 'price@example.org', 'Mary Somerville')
      await page.getByText('No orders yet').waitFor()
      const holdId = await holdSeats(page, event.id, 1)
      // As it was read before its price went up.
      await page.route(
        `**/v1/holds/${holdId}`,
        async (route) => {
          const answer = await route.fetch()
          const hold = (await answer.json()) as { places: { price: { allIn: { minor: number } } }[] }
          for (const { price } of hold.places) price.allIn.minor = 123
          await route.fulfill({ response: answer, json: hold })
        },
        { times: 1 },
      )
      await page.goto(`/checkout/${holdId}`)
      await page.getByRole('button', { name: 'Pay €1.23' }).click()
      await page.getByText('The price has changed since you chose').waitFor()
      assert.equal(await page.getByRole('button', { name: 'Pay €1.23' }).count(), 0)
      await assertAccessible(page)
      await page.getByRole('button', { name: /^Pay / }).click()
      await payWith(page, GOOD_CARD)
      await page.locator('[data-standing=done]').waitFor()
    },
  )

  shop.test('a hold whose time is over says so, and leads back to the seats', async ({ page, foyer, shot }) => {
    await signInAsFan(page, foyer)
    const event = await anEventOnSale(foyer)
    const holdId = await holdSeats(page, event.id, 1)
    await page.clock.install()
    await page.goto(`/checkout/${holdId}`)
    await page.getByText(/Held for you for (9|10) more minutes/).waitFor()
    await page.clock.runFor('08:30')
    await page.getByText('Less than two minutes are left').waitFor()
    await assertAccessible(page)
    await shot('checkout-near-1440-light-en')
    await page.getByRole('button', { name: 'Give me more time' }).click()
    await page.getByText('Less than two minutes are left').waitFor({ state: 'hidden' })
    assert.equal(await page.getByRole('button', { name: 'Give me more time' }).count(), 0)
    // By the clock of the page it is over, and not by that of the box office, which has the last word.
    await page.clock.runFor('21:00')
    await page.getByText(/Held for you for \d+ more minutes/).waitFor()
    await page.route(`**/v1/holds/${holdId}`, async (route) => {
      const answer = await route.fetch()
      const hold = (await answer.json()) as object
      await route.fulfill({ response: answer, json: { ...hold, state: 'expired', secondsLeft: 0 } })
    })
    await page.clock.runFor('21:00')
    await page.getByText('Your time is over').waitFor()
    await assertAccessible(page)
    await shot('checkout-over-1440-light-en')
    await page.getByRole('link', { name: 'Choose again' }).click()
    await page.waitForURL(`**/events/${event.id}/seats`)
  })

  shop.test(
    'the server starts anew in the middle, and the purchase goes on',
    async ({ page, foyer, expectComplaint }) => {
      expectComplaint(/Failed to load resource|ERR_CONNECTION/)
      await signInAsFan(page, foyer)
      const event = await anEventOnSale(foyer)
      await page.goto(`/checkout/${await holdSeats(page, event.id, 1)}`)
      await page.getByRole('button', { name: /^Pay / }).click()
      await page.getByLabel('Card number').waitFor()
      const provider = page.url()
      await page.goBack()
      await page.locator('[data-standing=to-pay]').waitFor()
      await foyer.kill()
      await foyer.restart()
      await page.goto(provider)
      await payWith(page, GOOD_CARD)
      await page.locator('[data-standing=done]').waitFor({ timeout: SLOW_MS })
    },
  )

  shop.test(
    'on a slow line that breaks once, a phone buys all the same',
    async ({ page, foyer, shot, expectComplaint }) => {
      expectComplaint(/ERR_INTERNET_DISCONNECTED/)
      const event = await anEventOnSale(foyer)
      await signInAsFan(page, foyer)
      const devtools = await page.context().newCDPSession(page)
      const line = (offline: boolean) => devtools.send('Network.emulateNetworkConditions', { ...SLOW_LINE, offline })
      await line(false)
      await page.goto(`/events/${event.id}`)
      await page.getByRole('link', { name: 'Choose seats' }).first().tap()
      // The list is there before the map, and does the same.
      await page.getByRole('button', { name: 'List', exact: true }).tap()
      await page.getByRole('button', { name: 'Find seats' }).tap()
      const hold = page.getByRole('button', { name: 'Hold these seats' })
      await hold.waitFor()
      await line(true)
      await hold.tap()
      await page.getByText('We could not reach the box office').first().waitFor()
      await shot('seats-line-broken-360-light-en')
      await line(false)
      await hold.tap()
      await page.waitForURL('**/checkout/*', { timeout: SLOW_MS })
      await page.getByRole('button', { name: /^Pay / }).tap({ timeout: SLOW_MS })
      await page.waitForURL(/cs_/, { timeout: SLOW_MS })
      await payWith(page, GOOD_CARD)
      await page.locator('[data-standing=done]').waitFor({ timeout: SLOW_MS })
    },
    { width: 360 },
  )

  for (const [language, total, done] of [
    ['de', 'Gesamtpreis', 'Sie sind dabei'],
    ['ja', '合計', 'チケットをご用意しました'],
  ] as const)
    shop.test(
      `a purchase in ${language} comes back in ${language}`,
      async ({ page, foyer, shot }) => {
        await signInAsFan(page, foyer)
        const event = await anEventOnSale(foyer)
        await page.goto(`/${language}/checkout/${await holdSeats(page, event.id, 1)}`)
        await page.getByText(total).first().waitFor()
        await shot(`checkout-360-dark-${language}`)
        await page.getByRole('button', { name: /bezahlen|支払う/ }).click()
        await payWith(page, GOOD_CARD)
        await page.waitForURL(`**/${language}/orders/*`)
        await page.getByText(done).waitFor()
        await assertAccessible(page)
        await shot(`order-done-360-dark-${language}`)
        await page.goto(`/${language}/sign-in`)
        await page.goto(`/${language}/account`)
        await page.locator('h2').first().waitFor()
        await assertAccessible(page)
        await shot(`account-360-dark-${language}`)
      },
      { width: 360, theme: 'dark', language },
    )

  shop.test('what belongs to another account is not there', async ({ page, foyer, expectComplaint }) => {
    expectComplaint(/404/)
    await signInAsFan(page, foyer)
    await page.goto('/orders/01900000-0000-7000-8000-00000000000a')
    await page.getByText('There is nothing of yours here').waitFor()
    assert.equal(await page.locator(standing).count(), 0)
    await assertAccessible(page)
  })
})
