import assert from 'node:assert/strict'
import { describe } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible } from './harness/axe.ts'
import { shopInBrowser, type Look } from './harness/shop.ts'

const LOOKS: readonly Look[] = [
  { width: 1440, theme: 'light', language: 'en' },
  { width: 768, theme: 'light', language: 'ja' },
  { width: 360, theme: 'dark', language: 'de' },
]

describe('discover', () => {
  const shop = shopInBrowser()

  for (const look of LOOKS)
    shop.test(
      `every public page at ${look.width} px, ${look.theme}, in ${look.language}: axe finds nothing, nothing sticks out`,
      async ({ page, shot, expectComplaint, foyer }) => {
        expectComplaint(/status of 404/)
        const prefix = look.language === 'en' ? '' : `/${look.language}`
        for (const [name, path] of Object.entries(await pagesOf(foyer.url))) {
          await page.goto(prefix + path)
          await assertAccessible(page, `${name}: ${page.url()}`)
          const sticksOut = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
          assert.equal(sticksOut, false, `${name} is wider than the screen`)
          await shot(`${name}-${look.width}-${look.theme}-${look.language}`)
        }
      },
      look,
    )

  shop.test('from home to an event and back, without another document', async ({ page }) => {
    await page.goto('/')
    await hydrated(page)
    await page.evaluate('window.isSamePage = true')
    await page.locator('main a[href^="/events/"]').first().click()
    await page.waitForURL('**/events/*')
    await page.goBack()
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/')
    assert.equal(await page.evaluate('window.isSamePage'), true)
  })

  shop.test('search follows what is typed and chosen, and the address says it', async ({ page }) => {
    await page.goto('/search')
    await hydrated(page)
    await page.getByRole('searchbox').fill('carmen')
    await page.waitForURL(/q=carmen/)
    await page
      .getByRole('status')
      .filter({ hasText: /^\d+ events?$/ })
      .waitFor()
    // The address changes a moment before the page does.
    await page
      .locator('main h3')
      .filter({ hasNotText: /carmen/i })
      .first()
      .waitFor({ state: 'detached' })
    assert.ok((await page.locator('main h3').count()) > 0)
    await page.getByLabel('When', { exact: true }).selectOption('week')
    await page.waitForURL(/when=week/)
    await page.reload()
    assert.equal(await page.getByLabel('When', { exact: true }).inputValue(), 'week')
    assert.equal(await page.getByRole('searchbox').inputValue(), 'carmen')
  })

  shop.test('nothing found says which conditions can be dropped, and one press drops one', async ({ page, shot }) => {
    await page.goto('/search?q=carmen&genre=sport')
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    await shot('search-nothing')
    await page.getByRole('link', { name: 'Of any genre' }).click()
    await page.getByRole('heading', { level: 3 }).first().waitFor()
  })

  shop.test('a search that nothing fits says how it was understood, and leads to all events', async ({ page }) => {
    await page.goto('/search?q=zzyzx+tomorrow&max=10')
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    const understood = await page.getByRole('status').filter({ hasText: 'We looked for' }).textContent()
    assert.match(understood ?? '', /“zzyzx”.*Tomorrow/)
    await assertAccessible(page)
    await page.getByRole('link', { name: 'All events' }).click()
    await page.getByRole('heading', { level: 3 }).first().waitFor()
    assert.equal(new URL(page.url()).search, '')
  })

  shop.test('the map shows the venues of the results on outlines that are held here', async ({ page, shot }) => {
    await page.goto('/search?view=map')
    const pins = page.locator('.map-pin')
    await pins.first().waitFor()
    assert.ok((await pins.count()) > 2)
    assert.ok((await page.locator('.map-land').count()) > 100)
    await assertAccessible(page)
    // One that stands alone: pressing several that are close to each other goes nearer.
    await page.locator('.map-pin:not([title*=";"])').last().press('Enter')
    await page.locator('.leaflet-popup a[href^="/events/"]').first().waitFor()
    await shot('search-map')
  })

  shop.test(
    'without scripts: search by a form, go to an event and on to its seats, films by day',
    async ({ page }) => {
      await page.goto('/')
      await page.getByRole('searchbox').fill('carmen')
      await page.getByRole('button', { name: 'Search' }).click()
      await page.locator('main a[href^="/events/"]').first().click()
      await page.waitForURL('**/events/*')
      const seats = await page.getByRole('link', { name: 'Choose seats' }).getAttribute('href')
      assert.match(seats ?? '', /^\/events\/[0-9a-f-]+\/seats$/)
      await page.goto('/films')
      const days = page.getByRole('navigation', { name: 'Day' }).getByRole('link')
      await days.nth(1).click()
      await page.waitForURL(/date=/)
      assert.ok((await page.getByRole('heading', { level: 2 }).count()) > 0)
    },
    { scripts: false },
  )

  shop.test('the theme that was chosen stays, from the first drawing on', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
    await page.reload()
    assert.equal(await page.evaluate('document.documentElement.dataset.theme'), 'dark')
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    assert.match(String(ground), /oklch\(0\.185/)
  })

  shop.test('by keyboard alone: past the menu, into the search, to an event', async ({ page }) => {
    await page.goto('/search?q=carmen')
    await hydrated(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement?.id'), 'content')
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      const href = await page.evaluate('document.activeElement?.getAttribute("href")')
      if (typeof href === 'string' && href.startsWith('/events/')) break
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/events/*')
  })
})

/** One page of each kind, by address, as the demo catalogue has them. */
async function pagesOf(url: string): Promise<Readonly<Record<string, string>>> {
  const search = async (query: string) =>
    ((await (await fetch(`${url}/v1/events?${query}&limit=20`)).json()) as { items: Found[] }).items
  const [opera] = await search('q=carmen')
  const [soldOut] = await search('q=midnight')
  const event = (await (await fetch(`${url}/v1/events/${opera?.id}`)).json()) as { performers: { id: string }[] }
  return {
    home: '/',
    search: '/search?q=the',
    films: '/films',
    event: `/events/${opera?.id}`,
    'event-sold-out': `/events/${soldOut?.id}`,
    show: `/shows/${opera?.show.id}`,
    venue: `/venues/${opera?.venue.id}`,
    performer: `/performers/${event.performers[0]?.id}`,
    missing: '/events/nowhere',
  }
}

interface Found {
  readonly id: string
  readonly show: { readonly id: string }
  readonly venue: { readonly id: string }
}

/** What needs a script is there as soon as one has run. */
const hydrated = (page: Page): Promise<void> => page.getByRole('radio', { name: 'Dark' }).waitFor({ state: 'attached' })
