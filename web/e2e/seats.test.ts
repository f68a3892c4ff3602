import assert from 'node:assert/strict'
import { describe } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible } from './harness/axe.ts'
import { eventAt, eventWith, fillSignIn, openSeats, pointsOf, rival, seatAt } from './harness/seats.ts'
import { shopInBrowser } from './harness/shop.ts'

const THEATRE = 'Theatre Royal Haymarket'
const STADIUM = 'Wembley Stadium'
const ARENA = 'Uber Arena'
const CLUB = 'Blue Note Tokyo'
const NOWHERE = { x: 0, y: 0 }

const strip = (page: Page) => page.getByRole('region', { name: 'Your choice' })
const said = (page: Page) => page.locator('[data-said="choice"]')
const heard = (page: Page) => page.locator('[data-said="focus"]')

/** Until the page says it. */
async function hears(page: Page, where: ReturnType<typeof said>, text: RegExp): Promise<void> {
  await where.filter({ hasText: text }).waitFor({ state: 'attached' })
}

describe('choosing seats', () => {
  const shop = shopInBrowser()

  shop.test('with the mouse: seats across sections, what they cost, and the way on', async ({ page, foyer, shot }) => {
    const chosen = await eventAt(foyer.url, THEATRE)
    const { compiled, plan } = chosen
    await openSeats(page, chosen)
    await assertAccessible(page, 'nothing chosen')
    const seats = [
      ['Stalls', 'E', '10'],
      ['Stalls', 'E', '11'],
      ['Royal circle', 'B', '12'],
    ] as const
    const points = await pointsOf(
      page,
      plan,
      seats.map(([section, row, seat]) => seatAt(compiled, section, row, seat)),
    )
    for (const [index, [section, row, seat]] of seats.entries()) {
      const at = points[index] ?? NOWHERE
      await page.mouse.move(at.x, at.y)
      await page.locator('.seat-card', { hasText: `Row ${row} · Seat ${seat}` }).waitFor()
      await page.mouse.click(at.x, at.y)
      await strip(page).getByText(`${section}, row ${row}, seat ${seat}`).waitFor()
    }
    await shot('seats-theatre-chosen')
    await assertAccessible(page, 'three chosen')
    await page.getByRole('button', { name: 'Give up Stalls, row E, seat 10' }).click()
    await hears(page, said(page), /seat 10 given up\. 2 places/)
    await page.reload()
    await strip(page).getByText('Stalls, row E, seat 11').waitFor()
    await page.getByRole('button', { name: 'Hold these seats' }).click()
    await page.waitForURL(/\/sign-in\?next=%2Fevents%2F.*%2Fseats/)
  })

  shop.test('with the keyboard in the list alone', async ({ page, foyer, shot }) => {
    const chosen = await eventAt(foyer.url, THEATRE)
    await openSeats(page, chosen)
    await page.getByRole('button', { name: /^Royal circle/ }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const focused = page.locator('.seat-cell:focus')
    assert.match((await focused.getAttribute('aria-label')) ?? '', /^Royal circle, row A, seat 1, free, £/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    assert.match((await focused.getAttribute('aria-label')) ?? '', /row B, seat 2, free/)
    await page.keyboard.press('Enter')
    await hears(page, said(page), /Royal circle, row B, seat 2 chosen\. 1 place, £/)
    assert.equal(await focused.getAttribute('aria-pressed'), 'true')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await hears(page, said(page), /seat 3 chosen\. 2 places/)
    await page.keyboard.press('Tab')
    assert.equal(await page.locator('.seat-cell:focus').count(), 0, 'one stop for the whole list')
    await shot('seats-list-open')
    await assertAccessible(page, 'a section open')
    await page.getByRole('button', { name: 'Hold these seats' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/sign-in\?next=/)
  })

  shop.test('with the keyboard on the map', async ({ page, foyer, shot }) => {
    const chosen = await eventAt(foyer.url, STADIUM)
    await openSeats(page, chosen)
    await page.locator('.seat-canvas').focus()
    await page.keyboard.press('ArrowRight')
    await hears(page, heard(page), /^\d{3}, [\d,]+ left$/)
    const first = await heard(page).textContent()
    await page.keyboard.press('ArrowUp')
    await page.waitForFunction((text) => document.querySelector('[data-said="focus"]')?.textContent !== text, first)
    await page.keyboard.press('Enter')
    await hears(page, heard(page), /^\d{3}, row \w+, seat \d+, free, £/)
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await hears(page, said(page), /chosen\. 1 place, £/)
    await shot('seats-stadium-keys')
    await page.keyboard.press('Escape')
    await hears(page, heard(page), /^\d{3}, [\d,]+ left$/)
    await page.keyboard.press('Tab')
    assert.equal(await page.locator('.seat-canvas:focus').count(), 0, 'the map is no trap')
  })

  shop.test(
    'two people, one seat: the loser is told at once and takes the one beside',
    async ({ page, foyer, shot }) => {
      const chosen = await eventAt(foyer.url, THEATRE)
      const { event, compiled, plan } = chosen
      await openSeats(page, chosen)
      const seat = seatAt(compiled, 'Stalls', 'H', '10')
      const [at = NOWHERE] = await pointsOf(page, plan, [seat])
      await page.mouse.click(at.x, at.y)
      await strip(page).getByText('Stalls, row H, seat 10').waitFor()
      assert.equal(await (await rival(foyer.url)).hold(event, [seat]), 201)
      const alert = page
        .getByRole('alert')
        .getByText(/Someone else took Stalls, row H, seat 10 a moment ago\. Seat \d+ in the same row is free\./)
      await alert.waitFor()
      await shot('seats-lost')
      await assertAccessible(page, 'a seat lost')
      await page.getByRole('button', { name: /^Take seat (9|11)$/ }).click()
      await strip(page)
        .getByText(/Stalls, row H, seat (9|11)/)
        .waitFor()
      assert.equal(await alert.count(), 0)
    },
  )

  shop.test('a refused hold says which seats, and offers others', async ({ page, foyer, shot, expectComplaint }) => {
    expectComplaint(/409|503|ERR_FAILED|net::/)
    const chosen = await eventAt(foyer.url, THEATRE)
    const { event, compiled, plan } = chosen
    const { email, password } = foyer.fan
    await page.goto('/')
    await page.evaluate(
      async (who) => {
        await fetch('/v1/sessions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...who, cookie: true }),
        })
        localStorage.setItem('foyer signed-in', 'yes')
      },
      { email, password },
    )
    // No stream: one that is open survives the loss of the network.
    await page.route('**/availability/stream**', (route) => route.fulfill({ status: 503 }))
    await openSeats(page, chosen)
    const [lost, kept] = [seatAt(compiled, 'Stalls', 'K', '8'), seatAt(compiled, 'Stalls', 'K', '9')]
    for (const at of await pointsOf(page, plan, [lost, kept])) await page.mouse.click(at.x, at.y)
    await strip(page).getByText('row K, seat 9').waitFor()
    // The news of it does not come through: the box office is the first to say.
    await page.route('**/availability**', (route) => route.abort())
    assert.equal(await (await rival(foyer.url)).hold(event, [lost]), 201)
    await page.getByRole('button', { name: 'Hold these seats' }).click()
    await page
      .getByRole('alert')
      .getByText(/Someone else took Stalls, row K, seat 8 a moment ago/)
      .waitFor()
    await shot('seats-refused')
    assert.equal(await strip(page).getByText('row K, seat 9').count(), 1, 'what was not taken stays chosen')
    await page.getByRole('button', { name: /^Take seat/ }).click()
    await page.getByRole('button', { name: 'Hold these seats' }).click()
    await page.waitForURL(/\/checkout\/[0-9a-f-]{36}$/)
  })

  shop.test(
    'the best seats for a party, the price as a filter, and a seat not left alone',
    async ({ page, foyer, shot }) => {
      const chosen = await eventAt(foyer.url, THEATRE)
      const { compiled, plan } = chosen
      await openSeats(page, chosen)
      await page.locator('.seat-chip', { hasText: 'Category 2' }).click()
      await shot('seats-filtered')
      await page.getByRole('button', { name: 'Find seats' }).click()
      await page
        .getByText(/^The best 2 seats together: /)
        .filter({ visible: true })
        .waitFor()
      await shot('seats-best')
      await page.locator('.seat-chip', { hasText: 'Category 2' }).click()
      await page.getByRole('button', { name: 'Show all of it' }).click()
      for (const button of await strip(page)
        .getByRole('button', { name: /^Give up/ })
        .all())
        await button.waitFor()
      while (
        (await strip(page)
          .getByRole('button', { name: /^Give up/ })
          .count()) > 0
      )
        await strip(page)
          .getByRole('button', { name: /^Give up/ })
          .first()
          .click()
      for (const seat of ['2', '3']) {
        const [at = NOWHERE] = await pointsOf(page, plan, [seatAt(compiled, 'Gallery', 'A', seat)])
        await page.mouse.click(at.x, at.y)
      }
      await page.getByText(/Seat 1 would be left alone/).waitFor()
      await shot('seats-single')
      await page.getByRole('button', { name: 'Move to seats 1 and 2' }).click()
      await strip(page).getByText('Gallery, row A, seat 1').waitFor()
    },
  )

  shop.test('standing places by how many, beside seats', async ({ page, foyer, shot }) => {
    const chosen = await eventAt(foyer.url, ARENA)
    const { compiled, plan } = chosen
    await openSeats(page, chosen)
    const area = compiled.sections.find(({ kind }) => kind === 'area')
    assert.ok(area)
    const [at = NOWHERE] = await pointsOf(page, plan, [area.first])
    await page.mouse.click(at.x, at.y)
    const more = page.locator('.seat-area').getByRole('button', { name: `One more in ${area.name}` })
    await more.click()
    await more.click()
    await strip(page).getByText(`2 × ${area.name}`).waitFor()
    await shot('seats-area')
    await assertAccessible(page, 'an area open')
  })

  shop.test(
    'where there are areas alone, a phone shows them first, each with how many',
    async ({ page, foyer, shot }) => {
      const chosen = await eventAt(foyer.url, CLUB)
      await page.goto(`/events/${chosen.event.id}/seats`)
      const [area] = chosen.compiled.sections
      assert.ok(area && chosen.compiled.sections.every(({ kind }) => kind === 'area'))
      await page.getByRole('heading', { name: 'How many places' }).waitFor()
      assert.equal(await page.getByRole('button', { name: 'Find seats' }).count(), 0)
      const more = page.getByRole('button', { name: `One more in ${area.name}` })
      await more.click()
      await more.click()
      await strip(page).getByText(`2 × ${area.name}`).waitFor()
      await shot('seats-areas-alone')
      await assertAccessible(page, 'areas alone')
      await strip(page).getByRole('button', { name: 'Hold these places' }).click()
      await page.waitForURL(/\/(sign-in|checkout)/)
    },
    { width: 360 },
  )

  shop.test(
    'on a phone: two fingers, a tap, and the list as a sheet',
    async ({ page, foyer, shot }) => {
      const chosen = await eventAt(foyer.url, STADIUM)
      const { compiled, plan } = chosen
      await openSeats(page, chosen)
      await shot('seats-phone')
      await assertAccessible(page, 'phone, map')
      const seat = seatAt(compiled, '124', '10', '8')
      const [{ x, y } = NOWHERE] = await pointsOf(page, plan, [seat])
      const cdp = await page.context().newCDPSession(page)
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
        cdp.send('Input.dispatchTouchEvent', {
          type,
          touchPoints:
            type === 'touchEnd'
              ? []
              : [
                  { x: x - apart, y, id: 1 },
                  { x: x + apart, y, id: 2 },
                ],
        })
      for (let pinch = 0; pinch < 3; pinch++) {
        await touch('touchStart', 12)
        for (let apart = 16; apart <= 48; apart += 4) await touch('touchMove', apart)
        await touch('touchEnd', 0)
      }
      await page.touchscreen.tap(x, y)
      await strip(page).getByText('124, row 10, seat 8').waitFor()
      await shot('seats-phone-chosen')
      await page.getByRole('button', { name: 'List', exact: true }).tap()
      await page.getByRole('button', { name: 'Find seats' }).waitFor()
      await shot('seats-phone-list')
      await assertAccessible(page, 'phone, list')
      const small = await page
        .locator('button:visible, .seat-chip:visible')
        .evaluateAll((elements) =>
          elements
            .filter((element) => element.getBoundingClientRect().height < 44)
            .map((element) => element.textContent),
        )
      assert.deepEqual(small, [], 'all of it can be hit with a thumb')
    },
    { width: 360 },
  )

  shop.test(
    'whoever is not signed in yet signs in once, and the seats are held without asking again',
    async ({ page, foyer }) => {
      const chosen = await eventAt(foyer.url, THEATRE)
      const { compiled, plan } = chosen
      await openSeats(page, chosen)
      const [at = NOWHERE] = await pointsOf(page, plan, [seatAt(compiled, 'Upper circle', 'C', '7')])
      await page.mouse.click(at.x, at.y)
      await page.getByRole('button', { name: 'Hold these seats' }).click()
      await page.waitForURL(/\/sign-in\?next=/)
      await fillSignIn(page, foyer)
      await page.waitForURL(/\/checkout\/[0-9a-f-]{36}$/)
      await page.getByText('Upper circle').first().waitFor()
    },
  )

  shop.test(
    'sold out, and a map that does not arrive: each is said, and what to do',
    async ({ page, foyer, shot, expectComplaint }) => {
      expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|net::|503/)
      const soldOut = await eventWith(foyer.url, ({ availability }) => availability === 'none')
      await page.goto(`/events/${soldOut}/seats`)
      await page
        .getByText(/^Everything is taken at the moment/)
        .first()
        .waitFor()
      await shot('seats-sold-out')
      await assertAccessible(page, 'sold out')

      const chosen = await eventAt(foyer.url, THEATRE)
      await page.route('**/manifest/**', (route) => route.abort())
      await page.goto(`/events/${chosen.event.id}/seats`)
      await page
        .getByRole('alert')
        .getByText(/The seat map did not arrive/)
        .waitFor()
      await shot('seats-failed')
      await assertAccessible(page, 'failed')
      await page.unroute('**/manifest/**')
      await page.getByRole('button', { name: 'Fetch it again' }).click()
      await page.locator('.seat-canvas').waitFor()
    },
  )

  shop.test(
    'at 400 % nothing is out of reach',
    async ({ page, foyer, shot }) => {
      const chosen = await eventAt(foyer.url, THEATRE)
      await openSeats(page, chosen)
      await shot('seats-400')
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.ok(wide <= 0, `the page is ${wide} px wider than the window`)
      await page.getByRole('button', { name: 'List', exact: true }).click()
      await page.getByRole('button', { name: 'Find seats' }).click()
      const hold = page.getByRole('button', { name: 'Hold these seats' })
      await hold.scrollIntoViewIfNeeded()
      const box = await hold.boundingBox()
      assert.ok(box !== null && box.y >= 0 && box.y + box.height <= 256, 'the way on can be brought into sight')
      await assertAccessible(page, '400 %')
    },
    { context: { viewport: { width: 320, height: 256 } } },
  )

  shop.test(
    'a tablet',
    async ({ page, foyer, shot }) => {
      await openSeats(page, await eventAt(foyer.url, ARENA))
      await shot('seats-768-dark')
      await assertAccessible(page, 'tablet')
    },
    { width: 768, theme: 'dark' },
  )

  for (const language of ['de', 'ja'] as const)
    shop.test(
      `in the language of the page: ${language}`,
      async ({ page, foyer, shot }) => {
        const { event } = await eventAt(foyer.url, STADIUM)
        await page.goto(`/${language}/events/${event.id}/seats`)
        await page.getByRole('button', { name: language === 'de' ? 'Plätze finden' : '席を探す' }).click()
        await page.locator('.seat-chosen li').first().waitFor()
        await shot(`seats-${language}`)
        await assertAccessible(page, language)
      },
      { theme: 'dark' },
    )
})
