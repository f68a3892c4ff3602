// npm run pictures [-- <part of a name> …]: takes the pictures that the README shows, of a Foyer of its own with the demo,
// into docs/images/. --help says how, and takes none.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { catalogRoutes } from '@foyer/contract/catalog'
import { connect } from '@foyer/contract/client'
import { GOOD_CARD, holdSeats, payWith, signInAsFan } from '../web/e2e/harness/buying.ts'
import { openChromium } from '../web/e2e/harness/chromium.ts'
import { startFoyer } from '../web/e2e/harness/foyer.ts'
import { openLook, type Look } from '../web/e2e/harness/look.ts'

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url))
/** Small enough for a repository, and letters stay clean. */
const QUALITY = 84
/** For what comes a moment after the page: availability, figures, the map as it comes to rest. */
const SETTLE_MS = 900
const DESK = { width: 1280, height: 900, theme: 'light' } as const
const PHONE = { width: 360, height: 780, theme: 'light' } as const
const OPERA = 'Palais Garnier'
const STADIUM = 'Wembley Stadium'

const USAGE = `Usage: npm run pictures [-- <part of a name> …]

Takes the pictures of the shop that the README shows anew, and lays them into docs/images/: those alone that have one of
the parts in their name (shop-home, shop-event, shop-seats, shop-seats-phone, shop-checkout, shop-ticket), or all. Starts a
Foyer of its own with the demo, and a Chromium, which takes a minute or two.

  --help  says this, and takes no picture`

const { values, positionals: wanted } = parseArgs({
  options: { help: { type: 'boolean', short: 'h', default: false } },
  allowPositionals: true,
})
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}

const browser = await openChromium()
if (typeof browser === 'string') {
  console.error(browser)
  process.exit(1)
}
await using foyer = await startFoyer()
const opera = await eventAt(OPERA)
const stadium = await eventAt(STADIUM)

type Page = Awaited<ReturnType<typeof openLook>>

/** The id of an event on sale at a venue. */
async function eventAt(venue: string): Promise<string> {
  const { items } = await connect(foyer.url).call(catalogRoutes.searchEvents, { query: { q: venue, limit: 50 } })
  const found = items.find((event) => event.venue.name === venue && event.sale.state === 'on-sale')
  if (found === undefined) throw new Error(`nothing is on sale at ${venue}`)
  return found.id
}

/** Opens the seats of an event, until the map is drawn and what is free is known. */
async function openSeats(page: Page, eventId: string): Promise<void> {
  await page.goto(`/events/${eventId}/seats`)
  await page.locator('.seat-canvas').waitFor()
  await page.locator('.seat-section .figure svg').first().waitFor({ state: 'attached' })
}

/** Opens a window, goes where the picture is, and takes it. */
async function take(name: string, look: Look, go: (page: Page) => Promise<void>): Promise<void> {
  if (typeof browser === 'string') return
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) return
  const page = await openLook(browser, foyer, look)
  await go(page)
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.waitForTimeout(SETTLE_MS)
  const path = join(FOLDER, `${name}.jpg`)
  await page.screenshot({ path, type: 'jpeg', quality: QUALITY, animations: 'disabled' })
  await page.context().close()
  console.log(path)
}

try {
  await take('shop-home', DESK, async (page) => void (await page.goto('/')))
  await take('shop-event', { ...DESK, theme: 'dark' }, async (page) => void (await page.goto(`/events/${opera}`)))
  await take('shop-seats', { ...DESK, height: 800 }, (page) => openSeats(page, stadium))
  await take('shop-seats-phone', PHONE, async (page) => {
    await openSeats(page, opera)
    await page.getByRole('button', { name: 'List', exact: true }).tap()
    await page.getByRole('button', { name: 'Find seats' }).tap()
    await page.locator('.seat-chosen li').nth(1).waitFor()
    if (await page.getByRole('button', { name: 'Map', exact: true }).isVisible())
      await page.getByRole('button', { name: 'Map', exact: true }).tap()
  })
  await take('shop-checkout', PHONE, async (page) => {
    await signInAsFan(page, foyer)
    await page.goto(`/checkout/${await holdSeats(page, opera, 1)}`)
    await page.getByRole('button', { name: /^Pay / }).waitFor()
  })
  await take('shop-ticket', { ...PHONE, theme: 'dark' }, async (page) => {
    await signInAsFan(page, foyer)
    await page.goto(`/checkout/${await holdSeats(page, opera, 2)}`)
    await page.getByRole('button', { name: /^Pay / }).click()
    await payWith(page, GOOD_CARD)
    await page.locator('[data-standing=done]').waitFor()
    await page.goto('/tickets')
    await page.locator('main a[href^="/tickets/"]').first().click()
    await page.getByRole('img', { name: 'The code of your ticket' }).waitFor()
  })
} finally {
  await browser.close()
}
