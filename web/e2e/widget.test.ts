import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe } from 'node:test'
import { shopInBrowser } from './harness/shop.ts'

/** The page of somebody else, at an origin of its own. */
async function pageOfOrganiser(body: string) {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Club</title><body>${body}`),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, [Symbol.dispose]: () => void server.close() }
}

describe('the widget', () => {
  const shop = shopInBrowser()

  shop.test("stands in somebody else's page, as high as it wants to be, and leads to the seats", async (visit) => {
    const { page, foyer, shot, expectComplaint } = visit
    expectComplaint(/asked .*(?:widget\.js|\/assets\/|favicon)/)
    expectComplaint(/404/)
    const { items } = (await (await fetch(`${foyer.url}/v1/events?limit=30`)).json()) as {
      items: { id: string; title: string; sale: { state: string }; availability: string; show: { id: string } }[]
    }
    const event = items.find((one) => one.sale.state === 'on-sale' && one.availability === 'many')
    assert.ok(event !== undefined)
    using club = await pageOfOrganiser(
      `<div id="one" data-foyer-event="${event.id}" data-foyer-title="Tickets"></div>
       <div data-foyer-show="${event.show.id}" data-foyer-language="de" data-foyer-theme="dark"></div>
       <script src="${foyer.url}/widget.js" async></script>`,
    )
    await page.goto(club.url)
    const frame = page.frameLocator('#one iframe')
    await frame.getByRole('heading', { name: event.title }).waitFor()
    const height = () => page.locator('#one iframe').evaluate((element) => element.getBoundingClientRect().height)
    await page.waitForFunction(() => document.querySelector('#one iframe')?.getAttribute('height') !== '320')
    assert.ok((await height()) < 320, 'as high as its content')
    await page.frameLocator('iframe >> nth=1').getByText('Tickets von').waitFor()
    await shot('widget')

    // Others may say what they like: only the frame itself is listened to.
    const before = await height()
    await page.evaluate(() => window.postMessage({ type: 'foyer:size', height: 9_000 }, '*'))
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
    assert.equal(await height(), before)

    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      frame.getByRole('link', { name: /^Choose seats/ }).click(),
    ])
    await opened.waitForURL(`**/events/${event.id}/seats`)
    assert.equal(await opened.evaluate(() => window.opener), null)
  })
})
