import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'node:test'
import type { DrawFile } from '@foyer/contract/draw'
import type { Page } from 'playwright-core'
import { assertAccessible } from './harness/axe.ts'
import { GOOD_CARD, payWith, signInAsFan, signInAsGuest } from './harness/buying.ts'
import { aDrawOf } from './harness/draw.ts'
import { aQueueFor, databaseBeside } from './harness/queue.ts'
import { eventAt, eventWith, fillSignIn } from './harness/seats.ts'
import { shopInBrowser } from './harness/shop.ts'

const THEATRE = 'Theatre Royal Haymarket'
const ARENA = 'Uber Arena'
const STADIUM = 'Wembley Stadium'
/** On a busy machine a draw takes its time. */
const DRAW_MS = 60_000
const ENTRANTS = 100_000

const view = (page: Page, kind: string) => page.locator(`[data-view="${kind}"]`)
const keptNumber = (page: Page) =>
  page.evaluate(() => {
    const [place] = JSON.parse(localStorage.getItem('foyer queues') ?? '[]') as { place: { entryId: string } }[]
    return place?.place.entryId
  })

describe('the waiting room', () => {
  const beside = databaseBeside()
  const shop = shopInBrowser(beside)

  shop.test(
    'from the event by lobby and draw to the seats, and paid once; then the draw is checked',
    async ({ page, foyer, another, shot, expectComplaint }) => {
      const { event } = await eventAt(foyer.url, THEATRE)
      const queue = await aQueueFor(foyer, beside.db(), event.id, { proofOfWork: true })
      await signInAsFan(page, foyer)
      await page.goto(`/events/${event.id}`)
      await page.getByText('This sale has a waiting room').waitFor()
      await page.getByText(/The lobby opens in \d+ minutes/).waitFor()
      await assertAccessible(page, 'the event')
      await shot('queue-event-1440-light')
      await page.getByRole('link', { name: 'To the waiting room' }).click()
      await view(page, 'before').getByText('Coming early is of no use').waitFor()
      await view(page, 'before').getByText('You are signed in as').waitFor()
      await assertAccessible(page, 'before the lobby')
      await shot('queue-before-1440-light')

      await queue.openLobby()
      await page.getByRole('button', { name: 'Enter the waiting room' }).click()
      await view(page, 'lobby').getByText('You are in').waitFor()
      await assertAccessible(page, 'in the lobby')
      await shot('queue-lobby-1440-light')
      const entry = await keptNumber(page)
      await page.reload()
      await view(page, 'lobby').waitFor()
      await page.goto('/')
      await page.getByRole('link', { name: 'Back to your place' }).click()
      await view(page, 'lobby').waitFor()

      const elsewhere = await another({ width: 360, theme: 'dark' })
      await elsewhere.goto(`/events/${event.id}/queue`)
      await view(elsewhere, 'out').waitFor()
      await fillSignIn(elsewhere, foyer)
      await elsewhere.getByRole('button', { name: 'Enter the waiting room' }).click()
      await view(elsewhere, 'lobby').waitFor()
      assert.equal(await keptNumber(elsewhere), entry, 'another device has the same place')
      await assertAccessible(elsewhere, 'in the lobby, on a phone')
      await shot('queue-lobby-360-dark', elsewhere)

      // The answer to which number was drawn is kept back until the page was looked at.
      const looked = Promise.withResolvers<void>()
      await page.route('**/queue/place', (route) => looked.promise.then(() => route.continue()))
      await queue.closeLobby()
      await view(page, 'drawing').waitFor()
      await assertAccessible(page, 'drawing')
      await shot('queue-drawing-1440-light')
      looked.resolve()
      await view(page, 'waiting').getByText('You are next').waitFor({ timeout: DRAW_MS })
      await view(page, 'waiting').getByText('The sale begins').waitFor()
      await assertAccessible(page, 'drawn')
      await shot('queue-drawn-1440-light')
      await view(elsewhere, 'waiting').waitFor()

      await queue.beginSale()
      await page.locator('[data-turn]:focus').waitFor()
      await page.waitForFunction(() => document.title.startsWith('Your turn'))
      await page.locator('[data-said]', { hasText: 'It is your turn' }).waitFor({ state: 'attached' })
      await assertAccessible(page, 'the turn')
      await shot('queue-turn-1440-light')
      await view(elsewhere, 'turn').waitFor()
      await shot('queue-turn-360-dark', elsewhere)
      await page.getByRole('button', { name: 'Choose seats' }).click()
      await page.waitForURL('**/seats')
      const bar = page.getByRole('region', { name: 'Waiting room' })
      await bar.getByText('10 more minutes to choose').waitFor()
      await page.getByRole('button', { name: 'Find seats' }).click()
      await page.getByRole('region', { name: 'Your choice' }).getByRole('listitem').first().waitFor()
      await assertAccessible(page, 'the seats, with a pass')
      await shot('queue-seats-1440-light')
      await page.getByRole('button', { name: 'Hold these seats' }).click()
      await page.waitForURL('**/checkout/*')
      expectComplaint(/409/)
      // The pass is for this hold: whoever comes back to the seats is led to what they hold.
      await page.goto(`/events/${event.id}/seats`)
      await bar.getByText('You hold places already').waitFor()
      await bar.getByRole('link', { name: 'To what I hold' }).click()
      await page.getByRole('button', { name: 'Give the places back' }).click()
      await page.waitForURL(`**/events/${event.id}`)
      // A hold that was given back leaves room for another.
      await page.goto(`/events/${event.id}/seats`)
      await bar.getByText(/more minutes to choose/).waitFor()
      await page.getByRole('button', { name: 'Find seats' }).click()
      await page.getByRole('button', { name: 'Hold these seats' }).click()
      await page.waitForURL('**/checkout/*')
      await page.getByRole('button', { name: /^Pay / }).click()
      await payWith(page, GOOD_CARD)
      await page.locator('[data-standing=done]').waitFor()
      await page.goto('/orders')
      await page.locator('a[href^="/orders/"]').first().waitFor()
      assert.equal(await page.locator('a[href^="/orders/"]').count(), 1, 'paid once')

      await page.goto(`/events/${event.id}/draw`)
      await page.getByText('This browser keeps your entry').waitFor()
      await assertAccessible(page, 'the draw, unchecked')
      await page.getByRole('button', { name: 'Check the draw' }).click()
      await page.getByText('The draw is good').waitFor({ timeout: DRAW_MS })
      await page.getByText('the one that this browser was shown before the draw').waitFor()
      await page.getByText('Your entry drew number 1.').waitFor()
      assert.equal(await page.locator('[data-state=done]').count(), 5)
      await assertAccessible(page, 'the draw, good')
      await shot('draw-good-1440-light')
    },
  )

  shop.test(
    'late on a phone: how long and whether it is enough, a pause and a message, and the end of it',
    async ({ page, foyer, another, shot, expectComplaint }) => {
      expectComplaint(/Failed to load resource|ERR_CONNECTION/)
      const { event } = await eventAt(foyer.url, ARENA)
      const queue = await aQueueFor(foyer, beside.db(), event.id)
      await queue.openLobby()
      await queue.beginSale()
      await page.goto(`/events/${event.id}/queue`)
      await view(page, 'out').getByText('Whoever enters now follows').waitFor()
      await assertAccessible(page, 'out, late')
      await shot('queue-late-360-light')
      await queue.pretend({ arrivals: 6_000, watermark: 1_000, perMinute: 300 })
      await signInAsGuest(page, foyer, 'late@example.org', 'Ada Late')
      await page.getByRole('button', { name: 'Enter the waiting room' }).click()
      await page.locator('[data-ahead="5000"]').waitFor()
      // Signing in took its time, in which nobody was called: the pace is as it was again.
      await queue.pretend({ watermark: 1_000, perMinute: 300 })
      await view(page, 'waiting')
        .getByText(/About 10 to 25 minutes, if it goes on as it does/)
        .waitFor()
      await view(page, 'waiting').getByText('there will be some left').waitFor()
      // Of the same state something is said once a minute, so what was first stands: a number from before the pace
      // was set again, where signing in took long.
      await page.locator('[data-said]', { hasText: /^\d,\d{3} people before you\. / }).waitFor({ state: 'attached' })
      await assertAccessible(page, 'waiting')
      await shot('queue-waiting-360-light')
      const small = await page
        .locator('[data-view] button:visible, [data-view] label:visible')
        .evaluateAll((all) =>
          all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent),
        )
      assert.deepEqual(small, [], 'all of it can be hit with a thumb')

      await queue.control({
        paused: true,
        message: 'The hall asked us to wait five minutes. Nobody loses their place.',
      })
      await page.getByText('The hall asked us to wait').first().waitFor()
      await page.getByText('Paused by the organiser', { exact: true }).waitFor()
      await assertAccessible(page, 'paused')
      await shot('queue-paused-360-light')

      // What is likely to be sold out is said while people still wait.
      await queue.pretend({ arrivals: 60_000 })
      const late = await another({ width: 1440, theme: 'dark' })
      await late.goto(`/events/${event.id}/queue`)
      await fillSignIn(late, foyer)
      await late.getByRole('button', { name: 'Enter the waiting room' }).click()
      await late.getByText('It is likely to be sold out before it is your turn').first().waitFor()
      await assertAccessible(late, 'likely sold out')
      await shot('queue-poor-1440-dark', late)

      // The server is away: said so, and the place is there again afterwards.
      await queue.pretend({ watermark: 5_500 })
      await page.locator('[data-ahead="500"]').waitFor()
      await foyer.kill()
      await page.getByText('The server cannot be reached at the moment').waitFor({ timeout: 30_000 })
      await assertAccessible(page, 'out of reach')
      await shot('queue-stale-360-light')
      await foyer.restart()
      await page.getByText('The server cannot be reached at the moment').waitFor({ state: 'hidden', timeout: 60_000 })
      await page.locator('[data-ahead="500"]').waitFor()

      await queue.control({ end: true })
      await view(page, 'ended').getByText('Nobody needs to wait').waitFor()
      await assertAccessible(page, 'ended')
      await shot('queue-ended-360-light')
      await page.getByRole('link', { name: 'Choose seats' }).click()
      await page.waitForURL('**/seats')
      await page.locator('.seat-canvas').waitFor()
      assert.equal(await page.locator('.pass-bar').count(), 0, 'nobody is led through a queue that ended')
    },
    { width: 360 },
  )

  shop.test(
    'the time for choosing runs out, and the way back is shown; whoever is not called is told so',
    async ({ page, foyer, another, shot, expectComplaint }) => {
      expectComplaint(/409|403/)
      const { event } = await eventAt(foyer.url, STADIUM)
      const queue = await aQueueFor(foyer, beside.db(), event.id, { peopleAtOnce: 1 })
      await queue.openLobby()
      await queue.beginSale()
      await page.goto(`/events/${event.id}/seats`)
      const bar = page.getByRole('region', { name: 'Waiting room' })
      await bar.getByText('This sale has a waiting room').waitFor()
      await shot('queue-seats-first-360-dark')
      await page.clock.install()
      await bar.getByRole('link', { name: 'To the waiting room' }).click()
      await signInAsGuest(page, foyer, 'slow@example.org', 'Slow Sam')
      await page.getByRole('button', { name: 'Enter the waiting room' }).click()
      await page.getByRole('button', { name: 'Choose seats' }).click()
      await bar.getByText('10 more minutes to choose').waitFor()
      await assertAccessible(page, 'on a phone, with a pass')
      await shot('queue-seats-360-dark')
      await page.clock.fastForward('08:10')
      await bar.getByText('Two minutes are left to choose').waitFor()
      await page.clock.fastForward('02:00')
      await bar.getByText('Your time for choosing is over').waitFor()
      await assertAccessible(page, 'time over')
      await shot('queue-seats-over-360-dark')
      await bar.getByRole('link', { name: 'Back to the waiting room' }).click()
      await view(page, 'turn').waitFor()

      const next = await another({ width: 1440, theme: 'light' })
      await next.goto(`/events/${event.id}/queue`)
      await fillSignIn(next, foyer)
      await next.getByRole('button', { name: 'Enter the waiting room' }).click()
      await view(next, 'waiting').getByText('You are next').waitFor()
      await next.goto(`/events/${event.id}/seats`)
      await next.getByText('It is not your turn yet. Look around').waitFor()
      await next.getByRole('button', { name: 'Find seats' }).click()
      await next.getByRole('button', { name: 'Hold these seats' }).click()
      await next.getByRole('alert').getByText('Nothing was held: there is a waiting room').waitFor()
      await assertAccessible(next, 'refused')
      await shot('queue-refused-1440-light', next)
    },
    { width: 360, theme: 'dark' },
  )

  shop.test(
    'sold out is said at once',
    async ({ page, foyer, shot }) => {
      const eventId = await eventWith(
        foyer.url,
        ({ availability, sale }) => availability === 'none' && sale.state === 'on-sale',
      )
      const queue = await aQueueFor(foyer, beside.db(), eventId)
      await queue.openLobby()
      await queue.beginSale()
      await page.goto(`/events/${eventId}/queue`)
      await view(page, 'sold-out').getByText('All places are sold').waitFor()
      await assertAccessible(page, 'sold out')
      await shot('queue-sold-out-1440-dark')
    },
    { theme: 'dark' },
  )

  shop.test(
    'whoever came before the waiting room was opened sees it open',
    async ({ page, foyer }) => {
      const id = await eventWith(foyer.url, ({ sale, from }) => sale.state === 'on-sale' && from?.currency === 'JPY')
      await page.clock.install()
      await page.goto(`/ja/events/${id}/queue`)
      await page.getByText('この公演は待合室なしで販売しています').waitFor()
      await assertAccessible(page, 'no waiting room')
      await aQueueFor(foyer, beside.db(), id)
      await page.clock.fastForward('00:31')
      await view(page, 'before').waitFor()
      await page.getByText('待合室が設けられました').waitFor({ state: 'attached' })
      await assertAccessible(page, 'opened meanwhile')
    },
    { width: 360, language: 'ja' },
  )

  shop.test(
    'before scripts run: what happens when, and that waiting takes scripts',
    async ({ page, foyer, shot }) => {
      const { event } = await eventAt(foyer.url, ARENA)
      await page.goto(`/events/${event.id}`)
      const id = await eventWith(foyer.url, ({ sale, id: one }) => sale.state === 'on-sale' && one !== event.id)
      const queue = await aQueueFor(foyer, beside.db(), id)
      await queue.openLobby()
      await page.goto(`/events/${id}/queue`)
      // The browser of the tests reads what is for others as text, and does not draw it.
      assert.match((await page.locator('main noscript').textContent()) ?? '', /Waiting takes scripts/)
      await page.getByText('The lobby closes, and the draw is made').waitFor()
      await shot('queue-no-scripts-360-light')
      await page.goto(`/events/${id}/draw`)
      await page.getByText('Nothing has been drawn yet').waitFor()
      await shot('draw-not-yet-360-light')
    },
    { width: 360, scripts: false },
  )

  shop.test(
    'a draw of a hundred thousand is drawn again while the page answers; a tampered one is refused, with the step',
    async ({ page, foyer, shot, say }) => {
      const eventId = await drawnEvent(foyer.url)
      await page.goto(`/events/${eventId}/draw`)
      await page.getByText('This browser keeps no entry').waitFor()
      const { file, entry } = aDrawOf(ENTRANTS, eventId)
      const folder = await mkdtemp(join(tmpdir(), 'foyer-draw-'))
      const choose = async (content: object) => {
        await writeFile(join(folder, 'draw.json'), JSON.stringify(content))
        await page.getByLabel('Check a draw file of mine').setInputFiles(join(folder, 'draw.json'))
      }
      await page.evaluate(() => {
        const frames = { longest: 0, last: performance.now(), count: 0 }
        const look = () => {
          const now = performance.now()
          frames.longest = Math.max(frames.longest, now - frames.last)
          frames.last = now
          if (document.querySelector('[data-state=under]') !== null) frames.count++
          requestAnimationFrame(look)
        }
        look()
        Object.assign(globalThis, { frames })
      })
      const before = performance.now()
      await choose(file)
      await page.getByText(`${ENTRANTS.toLocaleString('en')} entrants drawn again`).waitFor({ timeout: DRAW_MS })
      const took = Math.round(performance.now() - before)
      const { longest, count } = await page.evaluate(
        () => (globalThis as unknown as { frames: { longest: number; count: number } }).frames,
      )
      say(`${ENTRANTS} entrants in ${took} ms, ${count} frames meanwhile, the longest ${Math.round(longest)} ms`)
      // Were the page to do the work itself, it would draw one frame before it and one after.
      assert.ok(count > 4, `the page drew ${count} frames while it was checked`)

      await page.getByText('Check another entry').click()
      const give = async (text: string) => {
        await page.getByLabel('The entry, as it was saved').fill(text)
        await page.getByRole('button', { name: 'Use this entry' }).click()
      }
      await give('{"eventId": 1}')
      await page.getByRole('alert').getByText('This is no entry').waitFor()
      await give(JSON.stringify(entry))
      await page.locator('[data-own-number]', { hasText: 'Your entry drew number' }).waitFor({ timeout: DRAW_MS })
      await give(JSON.stringify({ ...entry, nonce: '00'.repeat(16) }))
      await page.getByText('Your entry is not in the list').waitFor({ timeout: DRAW_MS })

      const small = aDrawOf(50, eventId).file
      for (const [name, tampered, step, words] of tamperings(small)) {
        await choose(tampered)
        await page.locator(`[data-step=${step}][data-state=failed]`).waitFor()
        await page.getByText(words).waitFor()
        assert.equal(await page.getByText('The draw is good').count(), 0, name)
      }
      await assertAccessible(page, 'refused')
      await shot('draw-refused-360-dark')
      await rm(folder, { recursive: true })
    },
    { width: 360, theme: 'dark' },
  )

  for (const [language, enter, check] of [
    ['de', 'In den Warteraum', 'Auslosung prüfen'],
    ['ja', '待合室に入る', '抽選を確かめる'],
  ] as const)
    shop.test(
      `in the language of the page: ${language}`,
      async ({ page, foyer, shot }) => {
        const eventId = await drawnEvent(foyer.url)
        await signInAsFan(page, foyer)
        await page.goto(`/${language}/events/${eventId}`)
        await page.locator('a[href$="/queue"]').first().waitFor()
        await assertAccessible(page, `${language}, the event`)
        await shot(`queue-event-360-dark-${language}`)
        await page.goto(`/${language}/events/${eventId}/queue`)
        await page.getByRole('button', { name: enter }).click()
        await page.locator('[data-view="turn"]').waitFor()
        await assertAccessible(page, language)
        await shot(`queue-turn-360-dark-${language}`)
        await page.goto(`/${language}/events/${eventId}/draw`)
        await page.getByRole('button', { name: check }).waitFor()
        await assertAccessible(page, `${language}, the draw`)
        await shot(`draw-360-dark-${language}`)
      },
      { width: 360, theme: 'dark', language },
    )

  /** The event of the first test, whose draw is made, and whose waiting room goes on. */
  const drawnEvent = async (url: string) => (await eventAt(url, THEATRE)).event.id
})

/** What somebody may try, and at which step it is found. */
const tamperings = (file: DrawFile): readonly [string, object, string, RegExp][] => {
  const [first = 0, second = 0, ...rest] = file.order
  const swapped = [...file.commitments]
  swapped[0] = swapped[0]?.replace(/.$/, (last) => (last === '0' ? '1' : '0')) ?? ''
  return [
    ['half a file', { ...file, order: undefined }, 'format', /This is no draw file/],
    ['somebody left out', { ...file, commitments: file.commitments.slice(1) }, 'list', /longer or shorter/],
    ['somebody exchanged', { ...file, commitments: swapped }, 'root', /Another list of entrants was announced/],
    ['another seed', { ...file, secret: file.secret.replaceAll(/^../g, '00') }, 'secret', /committed to another seed/],
    ['two exchanged', { ...file, order: [second, first, ...rest] }, 'order', /Another order comes out/],
  ]
}
