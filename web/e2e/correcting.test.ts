import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { catalogRoutes } from '@foyer/contract/catalog'
import { assertAccessible } from './harness/axe.ts'
import { anEvent, anOrganiser, signInHere } from './harness/organising.ts'
import { shopInBrowser } from './harness/shop.ts'

describe('what organisers have added', () => {
  const shop = shopInBrowser()

  shop.test(
    'a venue is corrected: its name, address, point and clocks; what is wrong is told by field',
    async ({ page, foyer, another, shot, expectComplaint }) => {
      // A code that is too long is told by the server, and what is another's is not there. The gazetteer is left out of tests.
      expectComplaint(/400|404|503/)
      const [mine, theirs] = [await anOrganiser(foyer), await anOrganiser(foyer)]
      const eventId = await anEvent(mine)
      const { venue } = await mine.api.call(catalogRoutes.event, { params: { eventId } })
      const foreign = await theirs.api.call(catalogRoutes.event, { params: { eventId: await anEvent(theirs) } })
      await page.goto('/organise')
      await signInHere(page, mine)
      await page.getByRole('link', { name: 'Venues', exact: true }).click()
      await page.getByLabel('Name of the venue').fill('corner')
      await page.getByRole('button', { name: 'Search' }).click()
      await page.waitForURL('**/organise/venues?q=corner')
      await page.getByRole('link', { name: 'The Corner House' }).waitFor()
      assert.equal(await page.locator('main li h2').count(), 1, 'the venue of another is not in the list')
      await assertAccessible(page)
      await shot('own-venues-1440-light-en')
      await page.getByRole('link', { name: 'The Corner House' }).click()
      await page.getByRole('heading', { name: 'The Corner House', level: 1 }).waitFor()

      const save = page.getByRole('button', { name: 'Save the corrections' })
      await page.getByLabel('Name of the venue').fill('')
      await page.getByLabel('Coordinates').fill('by the river')
      await save.click()
      await page.getByText('This is needed.').waitFor()
      await page.getByText('Latitude and longitude with a comma between').waitFor()
      assert.equal(await page.evaluate('document.activeElement.name'), 'venue.name')
      await page.getByLabel('Name of the venue').fill('The Corner Rooms')
      await page.getByLabel('Coordinates').fill('53.3441, -6.2675')
      await page.getByLabel('Street and number').fill('14 Mill Lane')
      // The field takes no more than the API does; the words are those of the API all the same.
      await page.getByLabel('Postal code').evaluate((field) => field.removeAttribute('maxlength'))
      await page.getByLabel('Postal code').fill('D08 '.repeat(6))
      await save.click()
      await page.getByText('This does not go. Needed: 20 characters at most.').waitFor()
      assert.equal(await page.evaluate('document.activeElement.name'), 'venue.postalCode')
      await assertAccessible(page)
      await shot('own-venue-refused-1440-light-en')
      await page.getByLabel('Postal code').fill('D08 X2Y3')
      await page.getByLabel('Time zone').selectOption('Europe/Berlin')
      await page.getByText('Events here keep their moment').waitFor()
      await save.click()
      await page.getByText('Saved.').waitFor()
      await page.getByRole('heading', { name: 'The Corner Rooms', level: 1 }).waitFor()
      await page.getByRole('complementary').getByText('14 Mill Lane').waitFor()
      const now = await mine.api.call(catalogRoutes.venue, { params: { venueId: venue.id } })
      assert.deepEqual(
        { ...now, halls: [] },
        {
          ...venue,
          name: 'The Corner Rooms',
          street: '14 Mill Lane',
          postalCode: 'D08 X2Y3',
          location: { lat: 53.3441, lng: -6.2675 },
          timeZone: 'Europe/Berlin',
          halls: [],
        },
        'what was not touched is as it was',
      )
      await page.goto(`/events/${eventId}`)
      await page.getByRole('link', { name: 'The Corner Rooms' }).waitFor()
      await page.goto(`/organise/venues/${foreign.venue.id}`)
      await page.getByText('There is no such venue of yours').waitFor()

      const phone = await another({ width: 360, theme: 'dark', language: 'de' })
      await phone.goto(`/de/organise/venues/${venue.id}`)
      await signInHere(phone, mine)
      await phone.getByLabel('Name des Hauses').waitFor()
      await assertAccessible(phone)
      await shot('own-venue-360-dark-de', phone)
      await phone.getByLabel('Straße und Hausnummer').fill('15 Mill Lane')
      await phone.keyboard.press('Enter')
      await phone.getByText('Gespeichert.').waitFor()
      assert.equal((await mine.api.call(catalogRoutes.venue, { params: { venueId: venue.id } })).street, '15 Mill Lane')
    },
  )

  shop.test(
    'whoever saves an event that somebody else changed meanwhile is told what changed, and loses nothing of what they typed',
    async ({ page, foyer, shot, expectComplaint }) => {
      // The browser notes the refusal.
      expectComplaint(/412/)
      const mine = await anOrganiser(foyer)
      const eventId = await anEvent(mine)
      const params = { eventId }
      await page.goto(`/organise/events/${eventId}`)
      await signInHere(page, mine)
      const save = page.getByRole('button', { name: 'Save the changes' })
      await page.getByLabel('Title of this date').fill('Lanterns by the River')
      await page.getByLabel('Tickets for one person').fill('6')
      await mine.api.call(catalogRoutes.changeEvent, {
        params,
        body: { title: 'Lanterns II', description: 'Bring a coat.' },
      })
      await save.click()
      const told = page.getByRole('alert').filter({ hasText: 'Somebody else has changed this event meanwhile' })
      await told.waitFor()
      await told.getByText('Title of this date: they saved “Lanterns II”; what you typed still stands').waitFor()
      await told.getByText('What is particular to this date: now “Bring a coat.”').waitFor()
      assert.equal(await page.getByLabel('Title of this date').inputValue(), 'Lanterns by the River')
      assert.equal(await page.getByLabel('What is particular to this date').inputValue(), 'Bring a coat.')
      await assertAccessible(page)
      await shot('own-event-meanwhile-1440-light-en')
      assert.equal((await mine.api.call(catalogRoutes.event, { params })).title, 'Lanterns II')
      await save.click()
      await page.getByText('Saved.').waitFor()
      const now = await mine.api.call(catalogRoutes.event, { params })
      assert.deepEqual([now.title, now.description, now.sale.allowance], ['Lanterns by the River', 'Bring a coat.', 6])

      // What others do elsewhere in the event is no reason to ask.
      const onSaleAt = new Date(Date.parse(now.startsAt) - 86_400_000).toISOString()
      await mine.api.call(catalogRoutes.changeEvent, { params, body: { onSaleAt } })
      await page.getByLabel('Tickets for one person').fill('5')
      await save.click()
      await page.getByText('Saved.').waitFor()
      const after = await mine.api.call(catalogRoutes.event, { params })
      assert.deepEqual([after.sale.allowance, after.sale.onSaleAt], [5, onSaleAt])

      // When the sale opens is changed on another screen, under the same rule.
      await page.goto(`/organise/events/${eventId}/on-sale`)
      const opens = page.getByLabel('On sale from')
      const before = await opens.inputValue()
      const later = new Date(Date.parse(onSaleAt) + 3_600_000).toISOString()
      await opens.fill(before.replace(/T.*/, 'T09:00'))
      await mine.api.call(catalogRoutes.changeEvent, { params, body: { onSaleAt: later } })
      await page.getByRole('button', { name: 'Save the times' }).click()
      await told.waitFor()
      assert.equal(await opens.inputValue(), before.replace(/T.*/, 'T09:00'))
      assert.equal((await mine.api.call(catalogRoutes.event, { params })).sale.onSaleAt, later)
    },
  )

  shop.test(
    'a draft is deleted once one is sure; a venue too, as soon as no event is in it, and until then it says which are',
    async ({ page, foyer, shot, expectComplaint }) => {
      expectComplaint(/404|409|503/)
      const mine = await anOrganiser(foyer)
      const shown = await anEvent(mine, { title: 'A Night that Stays' })
      const { venue, show } = await mine.api.call(catalogRoutes.event, { params: { eventId: shown } })
      const {
        halls: _halls,
        id: _id,
        ...rest
      } = await mine.api.call(catalogRoutes.venue, { params: { venueId: venue.id } })
      const spare = await mine.api.call(catalogRoutes.addVenue, { body: { ...rest, name: 'The Spare Room' } })
      const startsAt = new Date(Date.now() + 50 * 86_400_000).toISOString()
      const body = { showId: show.id, venueId: spare.id, startsAt, title: 'A Mistake' }
      const draft = await mine.api.call(catalogRoutes.addEvent, { body })
      await page.goto(`/organise/venues/${spare.id}`)
      await signInHere(page, mine)
      const erase = async () => {
        await page.getByRole('button', { name: 'Delete this venue' }).click()
        await page.getByRole('dialog').getByText('“The Spare Room” is deleted').waitFor()
        await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click()
      }
      await erase()
      await page.getByText('One event is in this venue, so it stays').waitFor()
      await assertAccessible(page)
      await shot('own-venue-in-use-1440-light-en')
      await page.getByRole('link', { name: 'A Mistake' }).click()
      await page.getByRole('button', { name: 'Delete this draft' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Leave it' }).click()
      await page.getByRole('button', { name: 'Delete this draft' }).click()
      await assertAccessible(page)
      await shot('own-draft-deleting-1440-light-en')
      await dialog.getByRole('button', { name: 'Delete it' }).click()
      await page.waitForURL('**/organise')
      await page.getByRole('link', { name: 'A Night that Stays' }).first().waitFor()
      assert.equal(await page.getByText('A Mistake').count(), 0)
      await assert.rejects(mine.api.call(catalogRoutes.myEvent, { params: { eventId: draft.id } }), /not-found/)
      await page.goto(`/organise/venues/${spare.id}`)
      await page.getByRole('button', { name: 'Delete this venue' }).waitFor()
      await erase()
      await page.waitForURL('**/organise/venues')
      await page.getByRole('link', { name: 'The Corner House' }).waitFor()
      assert.equal(await page.getByText('The Spare Room').count(), 0)
    },
  )

  shop.test(
    'a performer is corrected on the way from an event; one that another added is shown, and is not',
    async ({ page, foyer, another, shot }) => {
      const [mine, theirs] = [await anOrganiser(foyer), await anOrganiser(foyer)]
      const eventId = await anEvent(mine)
      const add = async ({ api }: typeof mine, name: string) => {
        const { id } = await api.call(catalogRoutes.addPerformer, { body: { name, kind: 'group' } })
        await mine.api.call(catalogRoutes.attachToEvent, { params: { eventId }, body: { performerId: id } })
        return id
      }
      const performerId = await add(mine, 'The Tal Ships')
      await add(theirs, 'Moth')
      await page.goto(`/organise/events/${eventId}`)
      await signInHere(page, mine)
      const own = page.getByRole('region', { name: 'Venue and bill' })
      await own.getByRole('link', { name: 'Correct The Corner House' }).waitFor()
      await own.getByText('Added by another organiser').waitFor()
      assert.equal(await own.getByRole('link', { name: 'Correct Moth' }).count(), 0)
      await assertAccessible(page)
      await own.getByRole('link', { name: 'Correct The Tal Ships' }).click()
      await page.getByLabel('Name', { exact: true }).fill('')
      await page.keyboard.press('Enter')
      await page.getByText('This is needed.').waitFor()
      await page.keyboard.type('The Tall Ships')
      await page.getByLabel('What they are').selectOption('Person')
      await page.getByLabel('Genres').fill('folk, folk, shanty')
      await page.getByLabel('Who they are').fill('They sing of boats.')
      await assertAccessible(page)
      await page.getByRole('button', { name: 'Save the corrections' }).click()
      await page.getByText('Saved.').waitFor()
      await shot('own-performer-1440-light-en')
      assert.deepEqual(await mine.api.call(catalogRoutes.performer, { params: { performerId } }), {
        id: performerId,
        name: 'The Tall Ships',
        kind: 'person',
        genres: ['folk', 'shanty'],
        description: 'They sing of boats.',
      })

      const phone = await another({ width: 360, language: 'ja' })
      await phone.goto('/ja/organise/performers')
      await signInHere(phone, mine)
      await phone.getByRole('link', { name: 'The Tall Ships' }).waitFor()
      await assertAccessible(phone)
      await shot('own-performers-360-light-ja', phone)
      await phone.getByRole('link', { name: 'The Tall Ships' }).click()
      await phone.getByRole('button', { name: '修正を保存' }).waitFor()
      await assertAccessible(phone)
      await shot('own-performer-360-light-ja', phone)
    },
  )
})
