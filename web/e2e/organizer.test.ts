import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe } from 'node:test'
import type { Page } from 'playwright-core'
import { catalogRoutes } from '@foyer/contract/catalog'
import type { QueueStatus } from '@foyer/contract/queue'
import { assertAccessible } from './harness/axe.ts'
import { aBuyer, anEvent, anOrganiser, hold, pay, signInHere } from './harness/organising.ts'
import { shopInBrowser } from './harness/shop.ts'
import { until } from './harness/until.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Noon of the next day by Greenwich: an hour that no clock has twice or leaves out when summer comes or goes. */
const tomorrow = () => new Date(new Date(Date.now() + DAY_MS).setUTCHours(12, 0, 0, 0))
const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"]`)
const timeline = (page: Page) => page.locator('[data-timeline] ol')

describe('organisers', () => {
  const shop = shopInBrowser()

  shop.test(
    'an on-sale is set up and seen as a timeline: its time, a waiting room, a presale with codes',
    async ({ page, foyer, shot, expectComplaint }) => {
      // That nobody can be let in is told by the server.
      expectComplaint(/400/)
      const organiser = await anOrganiser(foyer)
      await page.goto('/organise')
      await page.getByRole('heading', { name: 'Sign in with the account of your organisation' }).waitFor()
      await assertAccessible(page)
      await signInHere(page, organiser)
      await page.getByText('No events yet').waitFor()
      await shot('organise-empty-1440-light-en')
      const eventId = await anEvent(organiser, { places: 5_000 })
      await anEvent(organiser, { title: 'Another evening', places: 40 })
      await page.reload()
      await page.getByRole('searchbox').fill('lantern')
      await page.getByRole('button', { name: 'Search' }).click()
      await page.getByText('Another evening').waitFor({ state: 'detached' })
      await page.getByText('0 of 5,000 sold').waitFor()
      await page.getByText('No waiting room').waitFor()
      await assertAccessible(page)
      await shot('organise-1440-light-en')

      await page.getByRole('link', { name: 'On-sale: A Night of Lanterns' }).click()
      await page.getByText('Set the on-sale time first.').first().waitFor()
      await page.getByText(/clocks of The Corner House: Irish|clocks of The Corner House: Greenwich/).waitFor()
      const opens = tomorrow()
      const local = (instant: Date) =>
        new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Dublin', dateStyle: 'short', timeStyle: 'short' })
          .format(instant)
          .replace(' ', 'T')
      await page.getByLabel('On sale from').fill(local(opens))
      await page.getByLabel('Closes', { exact: true }).fill(local(opens))
      await page.getByRole('button', { name: 'Save the times' }).click()
      await page.getByText('It closes after it opens').waitFor()
      assert.equal(await page.evaluate('document.activeElement.name'), 'offSaleAt')
      await assertAccessible(page)
      const closes = new Date(opens.getTime() + 7 * DAY_MS)
      await page.getByLabel('Closes', { exact: true }).fill(local(closes))
      await page.getByRole('button', { name: 'Save the times' }).click()
      await page.getByText('Saved.').waitFor()
      const { sale } = await organiser.api.call(catalogRoutes.event, { params: { eventId } })
      assert.deepEqual(
        [sale.onSaleAt, sale.offSaleAt],
        [opens, closes].map((at) => at.toISOString()),
      )

      await page.getByLabel('People at once').fill('500')
      await page.getByText(/about 50 minutes/).waitFor()
      await page.getByText('Not saved yet').waitFor()
      await page.getByLabel('Places for one person').fill('40')
      await page.getByRole('button', { name: 'Put a waiting room in front' }).click()
      await page.getByText('This does not go. Needed: 10 at most').waitFor()
      await assertAccessible(page)
      await page.getByLabel('Places for one person').fill('4')
      await page.getByRole('button', { name: 'Put a waiting room in front' }).click()
      await page.getByRole('button', { name: 'Save the waiting room' }).waitFor()
      for (const moment of ['The lobby opens', 'the draw begins', 'the first are let in', 'Sold out at this pace'])
        await timeline(page).getByText(moment).waitFor()

      await page.getByRole('button', { name: 'Add a presale' }).click()
      await page.getByLabel('For whom').fill('Fan club')
      await page.getByRole('button', { name: 'Add this presale' }).click()
      await page.getByRole('button', { name: 'Add codes to “Fan club”' }).click()
      await page.getByLabel('How many codes').fill('3')
      await page.getByRole('button', { name: 'Make them' }).click()
      await page.getByText('3 codes were made').waitFor()
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download as CSV' }).click()
      const file = await downloading
      assert.equal(file.suggestedFilename(), 'codes-a-night-of-lanterns-fan-club.csv')
      const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
      assert.equal(lines.length, 4)
      assert.match(lines[1] ?? '', /^[2-9A-Z]{5}-[2-9A-Z]{5},Fan club,A Night of Lanterns,/)
      await timeline(page).getByText('Presale “Fan club” opens').waitFor()
      await assertAccessible(page)
      await shot('on-sale-1440-light-en')

      await page.reload()
      await timeline(page).getByText('Presale “Fan club” closes').waitFor()
      assert.equal(await page.getByLabel('Places for one person').first().inputValue(), '4')
      assert.equal(await page.getByLabel('People at once').inputValue(), '500')
      const about = (await (await fetch(`${foyer.url}/v1/events/${eventId}/queue/status`)).json()) as QueueStatus
      assert.equal(about.lobbyOpensAt, new Date(opens.getTime() - HOUR_MS / 2).toISOString())

      await page.getByRole('button', { name: 'Take the waiting room away' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Take the waiting room away' }).click()
      await page.getByText('The waiting room is gone.').waitFor()
    },
  )

  shop.test(
    'tickets are put up by form and by file, wrong lines are told, and unsold ones are removed',
    async ({ page, foyer, shot, another, expectComplaint }) => {
      // That a line of a file cannot be is told by the server.
      expectComplaint(/400/)
      const organiser = await anOrganiser(foyer)
      const eventId = await anEvent(organiser, { places: 200 })
      await hold(await aBuyer(foyer), eventId, 3)
      await page.goto(`/organise/events/${eventId}/tickets`)
      await signInHere(page, organiser)
      const stock = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What there is' }) })
      await stock.getByText('of 200 places').waitFor()

      const add = page.getByRole('region', { name: 'Add tickets' })
      await add.getByLabel('Area').fill('Garden')
      await add.getByLabel('How many places').fill('40')
      await add.getByText('€800 if every one is sold').waitFor()
      await add.getByRole('button', { name: 'Add 40 places' }).dblclick()
      await add.getByText('Added: 40 places in Garden. The event has 240 places now.').waitFor()

      await add.getByText('Numbered seats', { exact: true }).click()
      await add.getByLabel('Section').fill('Balcony')
      await add.getByLabel('Rows from').fill('A')
      await add.getByLabel('to', { exact: true }).first().fill('C')
      await add.getByLabel('to', { exact: true }).nth(1).fill('10')
      await add.getByLabel('Price level', { exact: true }).selectOption('A new price level')
      await add.getByLabel('Its name').fill('With a view')
      await add.getByRole('button', { name: 'Add', exact: true }).click()
      await add.getByText('This is needed.').waitFor()
      await add.getByLabel('Face value').fill('42.50')
      await add.getByLabel('Fees').fill('2.50')
      await add.getByText('30 seats in Balcony, in 3 rows').waitFor()
      await assertAccessible(page)
      await shot('tickets-form-1440-light-en')
      await add.getByRole('button', { name: 'Add 30 places' }).click()
      await stock.getByText('of 270 places').waitFor()
      await stock.getByText('With a view · €45').waitFor()

      const file = page.getByRole('region', { name: 'Add by file' })
      const choose = async (text: string) =>
        file
          .locator('input[type=file]')
          .setInputFiles({ name: 'tickets.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
      const head = 'section,row,seat,count,price level\n'
      await choose(`${head}Balcony,D,1,10,With a view\nBalcony,A,1,10,With a view\nBox,1,1,4,Royal\n`)
      await file.getByText('3 lines: 24 places in 2 sections.').waitFor()
      await file.getByRole('button', { name: 'Add what is in the file' }).click()
      await file.getByText('2 things are wrong in this file, so nothing was added').waitFor()
      assert.deepEqual(
        (await file.locator('[data-refusals] li').allTextContents()).map((text) => text.slice(0, 9)),
        ['Line 3row', 'Line 4pri'],
      )
      await assertAccessible(page)
      await shot('tickets-refused-1440-light-en')
      await choose(`${head}Balcony,D,1,10,With a view\n`)
      await file.getByRole('button', { name: 'Add what is in the file' }).click()
      await stock.getByText('of 280 places').waitFor()

      const remove = page.getByRole('region', { name: 'Remove unsold tickets' })
      await remove.getByText('3 stay as they are').waitFor()
      await remove.getByLabel('Section').selectOption('balcony')
      await remove.getByText('Rows', { exact: true }).click()
      await remove.getByLabel('From row').selectOption('C')
      await remove.getByLabel('To row').selectOption('D')
      await remove.getByRole('button', { name: 'Remove 20 places' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await remove.getByText('Removed: 20 places.').waitFor()
      await page.getByRole('button', { name: 'Give back: Balcony, row C, seats 1 to 10' }).waitFor()
      assert.equal(await figure(page, 'out').textContent(), '20')
      assert.equal(await figure(page, 'held').textContent(), '3')

      const phone = await another({ width: 360, theme: 'dark', language: 'de' })
      await phone.goto(`/de/organise/events/${eventId}/tickets`)
      await signInHere(phone, organiser)
      await phone.getByText('von 280 Plätzen').waitFor()
      await assertAccessible(phone)
      await shot('tickets-360-dark-de', phone)
      await shot('tickets-1440-light-en')
    },
  )

  shop.test(
    'a sale is watched live while people buy; a queue is paused with a message that everybody reads',
    async ({ page, foyer, shot, another }) => {
      const organiser = await anOrganiser(foyer)
      const plain = await anEvent(organiser, { places: 200 })
      await page.goto(`/organise/events/${plain}/live`)
      await signInHere(page, organiser)
      await page.getByText('No waiting room: everybody buys at once').waitFor()
      await page.locator('[data-via=stream]').waitFor()
      assert.equal(await figure(page, 'Left').textContent(), '200')
      const buyers = await Promise.all([aBuyer(foyer), aBuyer(foyer), aBuyer(foyer)])
      const [first = ''] = await Promise.all(buyers.map((buyer) => hold(buyer, plain, 4)))
      await assert.rejects(hold(buyers[0] ?? fail(), plain, 9), { name: 'Refused' })
      await page.getByText('More places than one person may have').waitFor()
      await page.getByText(/\d+ holds asked in the last minute/).waitFor()
      await pay(buyers[0] ?? fail(), first)
      await until(async () => (await figure(page, 'Sold').textContent()) === '4')
      await until(async () => (await figure(page, 'Held').textContent()) === '8')
      await page.getByText('4 in the last minute').waitFor()
      await assertAccessible(page)
      await shot('live-plain-360-dark-en')

      const rushed = await anEvent(organiser, { title: 'A rush', onSaleAt: tomorrow() })
      await page.goto(`/organise/events/${rushed}/on-sale`)
      await page.getByRole('button', { name: 'Put a waiting room in front' }).click()
      await page.getByRole('link', { name: 'Watch it live' }).click()
      await page.getByText('Before the lobby opens').waitFor()
      await page.getByLabel('Message', { exact: true }).fill('The hall asked us to wait. Nobody loses their place.')
      await page.getByRole('button', { name: 'Pause and show the message' }).click()
      await page.locator('[data-paused]').waitFor()
      const status = await fetch(`${foyer.url}/v1/events/${rushed}/queue/status`)
      assert.equal(
        ((await status.json()) as QueueStatus).message,
        'The hall asked us to wait. Nobody loses their place.',
      )
      await page.getByText(/You: paused and showed “The hall asked/).waitFor()
      await page.getByLabel('People at once').fill('70')
      await page.getByRole('button', { name: 'Change the pace' }).click()
      await page.getByText('You: 70 at once').waitFor()
      await page.getByRole('button', { name: 'Go on letting in' }).click()
      await page.locator('[data-paused]').waitFor({ state: 'detached' })
      await assertAccessible(page)
      await shot('live-queue-360-dark-en')

      const desk = await another({ width: 1440, theme: 'light', language: 'de' })
      await desk.goto(`/de/organise/events/${rushed}/live`)
      await signInHere(desk, organiser)
      await desk.locator('[data-via=stream]').waitFor()
      await assertAccessible(desk)
      await shot('live-queue-1440-light-de', desk)
      await page.getByRole('button', { name: 'End the queue' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'End the queue' }).click()
      await page.getByText('The queue has ended').waitFor()
      await desk.locator('[data-phase=ended]').waitFor()
    },
    { width: 360, theme: 'dark' },
  )

  shop.test(
    'who buys is told that this is for organisers, and what is another organisation’s is not there',
    async ({ page, foyer, shot, another, expectComplaint }) => {
      expectComplaint(/404/)
      const [mine, theirs] = [await anOrganiser(foyer), await anOrganiser(foyer)]
      const [own, foreign] = [await anEvent(mine, { onSaleAt: tomorrow() }), await anEvent(theirs)]
      await page.goto('/ja/organise')
      await signInHere(page, foyer.fan)
      await page.getByText('ここは主催者のためのページです').waitFor()
      assert.equal(await page.getByRole('link', { name: '主催', exact: true }).count(), 0)
      await assertAccessible(page)
      await shot('organise-individual-360-light-ja')

      const desk = await another({ width: 360, theme: 'light', language: 'ja' })
      await desk.goto(`/ja/organise/events/${foreign}/live`)
      await signInHere(desk, mine)
      await desk.getByText('そのような主催イベントはありません').waitFor()
      await desk.goto('/ja')
      await desk.getByRole('link', { name: '主催', exact: true }).click()
      await desk.getByRole('heading', { name: 'A Night of Lanterns' }).waitFor()
      await shot('organise-360-light-ja', desk)
      await desk.goto(`/ja/organise/events/${own}/on-sale`)
      await desk.getByRole('button', { name: '待合室を設ける' }).waitFor()
      await assertAccessible(desk)
      await shot('on-sale-360-light-ja', desk)
    },
    { width: 360, language: 'ja' },
  )

  shop.test(
    'an organiser makes an event at a new venue, publishes it, finds it in the shop, and postpones it',
    async ({ page, foyer, another, shot, expectComplaint }) => {
      // The gazetteer is left out of tests: it suggests no town, and the field is what it was.
      expectComplaint(/503/)
      const organiser = await anOrganiser(foyer)
      const { api } = organiser
      await page.goto('/organise')
      await signInHere(page, organiser)
      await page.getByRole('link', { name: 'New event' }).first().click()

      await page.getByRole('button', { name: 'Save as a draft' }).click()
      await page.getByText('This is needed.').waitFor()
      assert.equal(await page.evaluate('document.activeElement.name'), 'show.title')
      await page.getByLabel('Title').fill('Paper Boats')
      await page.getByLabel('Genres').fill('folk, jazz')
      await page.getByLabel('Who appears').fill('The Tall Ships')
      await page.getByRole('button', { name: 'Add “The Tall Ships” as new' }).click()
      await page.getByLabel('Venue').fill('Corner House')
      await page.getByRole('button', { name: 'Add a new venue' }).click()
      assert.equal(await page.getByLabel('Name of the venue').inputValue(), 'Corner House')
      await page.getByLabel('City').fill('Cork')
      await page.getByLabel('Country').selectOption('IE')
      await page.getByLabel('Time zone').selectOption('Europe/Dublin')
      await page.getByLabel('Currency').selectOption('EUR')
      await page.getByLabel('Coordinates').fill('51.8985, -8.4756')
      await page.getByLabel('Hall').fill('Main hall')
      await page.getByLabel('Day', { exact: true }).fill(new Date(Date.now() + 40 * DAY_MS).toISOString().slice(0, 10))
      await page.getByLabel('Doors open').fill('20:00')
      await page.getByRole('button', { name: 'Save as a draft' }).click()
      await page.getByText('Doors open before the start').waitFor()
      await assertAccessible(page)
      await shot('new-event-1440-light-en')

      await page.reload()
      assert.equal(await page.getByLabel('Title').inputValue(), 'Paper Boats')
      await page.getByLabel('Doors open').fill('18:30')
      await page.getByRole('button', { name: 'Save as a draft' }).dblclick()
      await page.getByText('It has no tickets yet').waitFor()
      const { items } = await api.call(catalogRoutes.myEvents, { query: {} })
      assert.equal(items.length, 1)
      const [event] = items
      assert.ok(event !== undefined)
      assert.deepEqual([event.title, event.venue.name, event.hall], ['Paper Boats', 'Corner House', 'Main hall'])
      assert.deepEqual(
        event.performers.map(({ name }) => name),
        ['The Tall Ships'],
      )
      await assertAccessible(page)
      await shot('own-event-draft-1440-light-en')

      const price = { faceValue: 1_800, fees: 200 }
      const params = { eventId: event.id }
      await api.call(catalogRoutes.uploadTickets, { params, body: { count: 80, section: 'Floor', price } })
      await page.reload()
      await page.getByRole('button', { name: 'Publish' }).click()
      await page.locator('[data-status=scheduled]').waitFor()
      await page.getByLabel('Title of this date').fill('Paper Boats, the first night')
      await page.getByRole('button', { name: 'Save the changes' }).click()
      await page.getByRole('heading', { name: 'Paper Boats, the first night' }).waitFor()
      await page.getByText('Change the show').click()
      await page.getByLabel('What it is about').fill('Songs of the harbour, sung on the quay.')
      await page.getByRole('button', { name: 'Save the show' }).click()
      await page.getByRole('complementary').getByText('Songs of the harbour').waitFor()
      await page.goto('/search?q=paper+boats')
      await page.getByRole('heading', { name: 'Paper Boats, the first night' }).waitFor()

      const phone = await another({ width: 360, theme: 'dark', language: 'de' })
      await phone.goto(`/de/organise/events/${event.id}`)
      await signInHere(phone, organiser)
      await phone.locator('summary', { hasText: 'Verschieben' }).click()
      await phone.getByLabel('Begründung').first().fill('Die Sängerin ist krank.')
      await assertAccessible(phone)
      await shot('own-event-360-dark-de', phone)
      await phone.getByRole('button', { name: 'Verschieben' }).click()
      await phone.getByRole('dialog').getByRole('button', { name: 'Verschieben' }).click()
      await phone.locator('[data-status=postponed]').waitFor()
      await phone.getByText('Einen neuen Termin geben').waitFor()
      await shot('own-event-postponed-360-dark-de', phone)
      await phone.goto('/de/organise/events/new')
      await phone.getByRole('button', { name: 'Als Entwurf speichern' }).waitFor()
      await assertAccessible(phone)
      await shot('new-event-360-dark-de', phone)
      const { status } = await api.call(catalogRoutes.event, { params })
      assert.equal(status, 'postponed')

      const german = await another({ language: 'de' })
      await german.goto(`/de/events/${event.id}`)
      await german.getByText('Der Veranstalter sagt dazu: „Die Sängerin ist krank.“').waitFor()
      await api.call(catalogRoutes.cancelEvent, { params, body: { reason: 'The hall burnt down.' } })
      await page.goto(`/events/${event.id}`)
      await page.getByText('The organiser says: “The hall burnt down.”').waitFor()
      await page.goto(`/organise/events/${event.id}/on-sale`)
      await page.getByText('The event is cancelled: its sale is over for good').waitFor()
      assert.equal(await timeline(page).count(), 0)
    },
  )
})

function fail(): never {
  throw new Error('a buyer is missing')
}
