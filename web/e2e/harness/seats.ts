import assert from 'node:assert/strict'
import { compileManifest, type CompiledManifest, type PlaceNo } from '@foyer/contract/compiled-manifest'
import type { EventPage, EventView } from '@foyer/contract/catalog.views'
import type { Manifest } from '@foyer/contract/manifest'
import type { Page } from 'playwright-core'
import { makePlan, type SeatPlan } from '../../src/seat-map/plan.ts'
import { fit, toScreen } from '../../src/seat-map/view.ts'
import type { RunningFoyer } from './foyer.ts'

const PASSWORD = 'correct horse battery staple'
const PAGES_MAX = 20

export interface EventToChoose {
  readonly event: EventView
  readonly compiled: CompiledManifest
  readonly plan: SeatPlan
}

/** An event on sale at a venue, with its seats. */
export async function eventAt(url: string, venue: string): Promise<EventToChoose> {
  const ask = async <T>(path: string) => (await (await fetch(url + path)).json()) as T
  const { items } = await ask<EventPage>(`/v1/events?limit=100&q=${encodeURIComponent(venue)}`)
  const found = items.find((item) => item.venue.name === venue && item.sale.state === 'on-sale')
  assert.ok(found, `nothing is on sale at ${venue}`)
  const event = await ask<EventView>(`/v1/events/${found.id}`)
  assert.ok(event.manifest)
  const manifest = await ask<Manifest>(event.manifest.url)
  const compiled = compileManifest(manifest)
  return { event, compiled, plan: makePlan(manifest, compiled, event.priceLevels) }
}

/** The id of an event of which something is true. */
export async function eventWith(url: string, wanted: (event: EventPage['items'][number]) => boolean): Promise<string> {
  for (let cursor = '', pages = 0; pages < PAGES_MAX; pages++) {
    const { items, next } = (await (await fetch(`${url}/v1/events?limit=100${cursor}`)).json()) as EventPage
    const found = items.find((event) => wanted(event))
    if (found !== undefined) return found.id
    if (next === null) break
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
  throw new Error('there is no such event')
}

/** Signs in as the demo's fan, on the page that asks for it. */
export async function fillSignIn(page: Page, { fan }: RunningFoyer): Promise<void> {
  await page.getByLabel('E-mail address').fill(fan.email)
  await page.getByRole('button', { name: 'Use a password' }).click()
  await page.getByLabel('Password', { exact: true }).fill(fan.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The number of a seat by its address. */
export function seatAt(compiled: CompiledManifest, section: string, row: string, seat: string): PlaceNo {
  for (let place = 0; place < compiled.count; place++) {
    const address = compiled.address(place)
    if (address.section === section && address.row === row && address.seat === seat) return place
  }
  throw new Error(`there is no ${section} ${row} ${seat}`)
}

/** Where seats lie in the window, while all of the plan is shown. */
export async function pointsOf(
  page: Page,
  plan: SeatPlan,
  places: readonly PlaceNo[],
): Promise<{ readonly x: number; readonly y: number }[]> {
  const box = await page.locator('.seat-canvas').boundingBox()
  assert.ok(box)
  const { x, y } = plan.compiled
  const view = fit(plan.bounds, box, plan.pitch)
  return places.map((place) => {
    const [left, top] = toScreen(view, box, [x[place] ?? 0, y[place] ?? 0])
    return { x: box.x + left, y: box.y + top }
  })
}

/** Opens the seats of an event, until the map is drawn and what is free is known. */
export async function openSeats(page: Page, { event }: EventToChoose): Promise<void> {
  await page.goto(`/events/${event.id}/seats`)
  await page.locator('.seat-canvas').waitFor()
  await page.waitForFunction(() => performance.getEntriesByName('seat-map first picture').length > 0)
  // Fonts change the height of what stands around the map, and with it the map.
  await page.evaluate(async () => void (await document.fonts.ready))
  await page.waitForFunction(() => document.querySelector('.seat-section .figure svg') !== null)
  // The map has heard of its size: a click falls where it is drawn.
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.seat-canvas')
    const ratio = Math.min(devicePixelRatio, 2)
    const { width = 0, height = 0 } = canvas?.getBoundingClientRect() ?? {}
    return canvas?.width === Math.round(width * ratio) && canvas.height === Math.round(height * ratio)
  })
}

/** Somebody else, who holds seats without a browser. */
export async function rival(
  url: string,
): Promise<{ hold: (event: EventView, places: readonly PlaceNo[]) => Promise<number> }> {
  const email = `rival-${Date.now()}@example.com`
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  await post('/v1/accounts', { email, password: PASSWORD, name: 'Rival', kind: 'individual' })
  const session = (await (await post('/v1/sessions', { email, password: PASSWORD })).json()) as {
    tokens: { accessToken: string }
  }
  return {
    async hold(event, places) {
      const answer = await post(
        `/v1/events/${event.id}/holds`,
        { places },
        { authorization: `Bearer ${session.tokens.accessToken}`, 'idempotency-key': crypto.randomUUID() },
      )
      return answer.status
    },
  }
}
