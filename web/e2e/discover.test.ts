import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { assertAccessible } from './harness/axe.ts'
import { shopInBrowser } from './harness/shop.ts'

describe('discover', () => {
  const shop = shopInBrowser()

  shop.test('from home to an event, and axe finds nothing', async ({ page, shot }) => {
    await page.goto('/')
    await assertAccessible(page)
    await shot('home-1440-light-en')
    await page.locator('a[href^="/events/"]').first().click()
    await page.waitForURL('**/events/*')
    assert.notEqual(await page.locator('h1').textContent(), '')
    await assertAccessible(page)
  })
})
