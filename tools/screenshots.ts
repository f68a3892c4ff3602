// npm run screenshots [-- <part of a name> …]: lays a picture of every page, in both themes and at three widths, into
// web/screenshots/pages/, for a person to look through. Exit status 1 when something on a page is wider than the window.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogRoutes } from '@foyer/contract/catalog'
import { anEventOnSale, GOOD_CARD, holdSeats, payWith, signInAsFan } from '../web/e2e/harness/buying.ts'
import { openChromium } from '../web/e2e/harness/chromium.ts'
import { startFoyer, type RunningFoyer } from '../web/e2e/harness/foyer.ts'
import { openLook } from '../web/e2e/harness/look.ts'
import { anEvent, anOrganiser, signInHere } from '../web/e2e/harness/organising.ts'

const FOLDER = fileURLToPath(new URL('../web/screenshots/pages/', import.meta.url))
/** For what comes a moment after the page: availability, figures. */
const SETTLE_MS = 600
const HOUR_MS = 3_600_000
const HEIGHTS = { 360: 740, 768: 1_024, 1440: 900 } as const

type Browser = Exclude<Awaited<ReturnType<typeof openChromium>>, string>
type Page = Awaited<ReturnType<Browser['newPage']>>
type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>
type Width = keyof typeof HEIGHTS
type Theme = 'light' | 'dark'

/** Every width in both themes; each language at every width but one. */
const LOOKS: readonly (readonly [Width, Theme, prefix: string])[] = [
  [1440, 'light', ''],
  [1440, 'dark', '/de'],
  [768, 'light', '/ja'],
  [768, 'dark', ''],
  [360, 'light', '/de'],
  [360, 'dark', '/ja'],
]

/** Pages by name: where each is, and what has to be there before it is looked at. */
type Pages = Readonly<Record<string, readonly [path: string, ready: string]>>

const wanted = process.argv.slice(2)
const browser = await openChromium()
if (typeof browser === 'string') {
  console.error(browser)
  process.exit(1)
}
await using foyer = await startFoyer()
try {
  await mkdir(FOLDER, { recursive: true })
  const fan = await asFan(browser, foyer)
  const organiser = await asOrganiser(browser, foyer)
  let [taken, tooWide] = [0, 0]
  const nobody: { state: State | undefined; pages: Pages } = { state: undefined, pages: await publicPages(foyer) }
  for (const { state: first, pages } of [nobody, fan, organiser]) {
    let state = first
    for (const [width, theme, prefix] of LOOKS) {
      const page = await open(browser, foyer, width, theme, state)
      for (const [name, [path, ready]] of Object.entries(pages)) {
        if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue
        const title = `${name}-${width}-${theme}${prefix.replace('/', '-')}`
        await page.goto(`${prefix}${path}`)
        await page.locator(ready).first().waitFor()
        await page.waitForTimeout(SETTLE_MS)
        await page.screenshot({ path: join(FOLDER, `${title}.png`), fullPage: true, animations: 'disabled' })
        taken++
        if (!(await fits(page))) console.log(`${title}: wider than the window (${++tooWide})`)
      }
      // A session that is used twice from the same point is ended: each look goes on from the one before.
      if (state !== undefined) state = await page.context().storageState()
      await page.context().close()
    }
  }
  console.log(`${taken} pictures in ${FOLDER}, ${tooWide} of pages that are too wide`)
  if (tooWide > 0) process.exitCode = 1
} finally {
  await browser.close()
}

function open(chromium: Browser, running: RunningFoyer, width: Width, theme: Theme, state?: State): Promise<Page> {
  return openLook(chromium, running, {
    width,
    height: HEIGHTS[width],
    theme,
    ...(state === undefined ? {} : { state }),
  })
}

function fits(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth')
}

async function publicPages({ url }: RunningFoyer): Promise<Pages> {
  const { items } = (await (await fetch(`${url}/v1/events?q=carmen&limit=1`)).json()) as { items: { id: string }[] }
  const id = items[0]?.id ?? ''
  const event = (await (await fetch(`${url}/v1/events/${id}`)).json()) as {
    show: { id: string }
    venue: { id: string }
  }
  const found = (await (await fetch(`${url}/v1/performers?limit=1`)).json()) as { items: { id: string }[] }
  return {
    home: ['/', 'main h1'],
    search: ['/search?q=london', 'main li'],
    nothing: ['/search?q=zzzzzz', 'main h1'],
    films: ['/films', 'main h1'],
    show: [`/shows/${event.show.id}`, 'main h1'],
    venue: [`/venues/${event.venue.id}`, 'main h1'],
    performer: [`/performers/${found.items[0]?.id ?? ''}`, 'main h1'],
    event: [`/events/${id}`, 'main h1'],
    seats: [`/events/${id}/seats`, '.seat-canvas'],
    'sign-in': ['/sign-in', 'main form'],
    missing: ['/nowhere', 'main h1'],
    embed: [`/embed/events/${id}`, 'main, body'],
  }
}

/** A fan with an order that is paid, and with seats held. */
async function asFan(chromium: Browser, running: RunningFoyer): Promise<{ state: State; pages: Pages }> {
  const page = await open(chromium, running, 1440, 'light')
  await signInAsFan(page, running)
  const event = await anEventOnSale(running)
  const paid = await holdSeats(page, event.id, 2)
  await page.goto(`/checkout/${paid}`)
  await page.getByRole('button', { name: /^Pay / }).click()
  await payWith(page, GOOD_CARD)
  await page.locator('[data-standing=done]').waitFor()
  const order = new URL(page.url()).pathname
  await page.goto('/tickets')
  const ticket = page.locator('a[href^="/tickets/"]').first()
  await ticket.waitFor()
  const ticketPath = (await ticket.getAttribute('href')) ?? ''
  const held = await holdSeats(page, event.id, 2)
  const state = await page.context().storageState()
  await page.context().close()
  return {
    state,
    pages: {
      account: ['/account', 'main form'],
      orders: ['/orders', 'main li'],
      order: [order, '[data-standing=done]'],
      tickets: ['/tickets', 'main li'],
      ticket: [ticketPath, 'main svg, main img'],
      checkout: [`/checkout/${held}`, 'main dl'],
    },
  }
}

/** An organiser with an event on sale, and one whose sale begins tomorrow. */
async function asOrganiser(chromium: Browser, running: RunningFoyer): Promise<{ state: State; pages: Pages }> {
  const organiser = await anOrganiser(running)
  const onSale = await anEvent(organiser, { places: 200 })
  const tomorrow = await anEvent(organiser, { onSaleAt: new Date(Date.now() + 24 * HOUR_MS) })
  const { venue } = await organiser.api.call(catalogRoutes.event, { params: { eventId: onSale } })
  const performer = await organiser.api.call(catalogRoutes.addPerformer, {
    body: { name: 'The Tall Ships', kind: 'group', genres: ['folk'] },
  })
  const page = await open(chromium, running, 1440, 'light')
  await page.goto('/organise')
  await signInHere(page, organiser)
  await page.locator('main li').first().waitFor()
  const state = await page.context().storageState()
  await page.context().close()
  return {
    state,
    pages: {
      organise: ['/organise', 'main li'],
      'organise-venues': ['/organise/venues', 'main li h2'],
      'organise-venue': [`/organise/venues/${venue.id}`, 'main form'],
      'organise-performers': ['/organise/performers', 'main li h2'],
      'organise-performer': [`/organise/performers/${performer.id}`, 'main form'],
      'organise-new': ['/organise/events/new', 'main form'],
      'organise-event': [`/organise/events/${onSale}`, 'main h1'],
      'organise-tickets': [`/organise/events/${onSale}/tickets`, 'main h1'],
      'organise-on-sale': [`/organise/events/${tomorrow}/on-sale`, 'main form'],
      'organise-live': [`/organise/events/${onSale}/live`, '[data-via=stream]'],
    },
  }
}
