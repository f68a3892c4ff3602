import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stadiumPlan } from '@foyer/server/catalog/plans/index'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import type { BenchResult } from './lib/report.ts'

const PLACES = 70_000
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const WINDOW = { width: 1_440, height: 900 }
const FIRST_PICTURES = 5
const FRAME_AIM_MS = 1_000 / 60
const STEPS = 120
const CHANGE_EVERY_MS = 250

/**
 * How soon does a stadium of 70,000 seats stand, and how evenly does it move? Debian's Chromium without a graphics
 * processor: the first picture from the text of the manifest, five times; then a drag, a wheel, and a drag while a
 * thousand seats a second change. The ratio is the aim of 60 frames a second over the p95 of the slowest of them.
 */
export async function seatMap(): Promise<BenchResult> {
  const site = await serve(await bundlePage())
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const manifest = JSON.stringify(stadiumPlan({ name: 'Stadium', capacity: PLACES }))
    const first: Drawn[] = []
    for (let round = 0; round < FIRST_PICTURES; round++) {
      const page = await browser.newPage({ viewport: WINDOW })
      await page.goto(site.url)
      first.push(await draw(page, manifest))
      await page.close()
    }
    const page = await browser.newPage({ viewport: WINDOW })
    await page.goto(site.url)
    const idle = await framesWhile(page, () => page.waitForTimeout(1_000))
    await draw(page, manifest)
    await page.waitForTimeout(800)
    const zoomIn = await framesWhile(page, () => wheel(page, -60))
    await page.waitForTimeout(500)
    const drag = await framesWhile(page, () => dragAround(page))
    const live = await framesWhile(page, async () => {
      const changing = setInterval(() => void page.evaluate('changeSeats(250)'), CHANGE_EVERY_MS)
      await dragAround(page)
      clearInterval(changing)
    })
    const zoomOut = await framesWhile(page, () => wheel(page, 60))
    const moving = { zoomIn, drag, dragWhileSeatsChange: live, zoomOut }
    const slowest = Math.max(...Object.values(moving).map((frames) => frames.p95Ms))
    return {
      figures: {
        firstPictureMs: median(first.map((one) => one.firstPictureMs)),
        ofThatDataMs: median(first.map((one) => one.dataMs)),
        firstPictureWorstMs: round(Math.max(...first.map((one) => one.firstPictureMs))),
        frames: moving,
      },
      baseline: { frameAimMs: round(FRAME_AIM_MS), firstPictureAimMs: 300, emptyPage: idle },
      ratio: round(FRAME_AIM_MS / slowest),
      invariants: { asked: 0, broken: [] },
      settings: { places: PLACES, window: WINDOW, steps: STEPS, browser: browser.version() },
    }
  } finally {
    await browser.close()
    await site.stop()
  }
}

/** What the page tells: milliseconds until the manifest was laid out, and until the first picture stood. */
interface Drawn {
  readonly dataMs: number
  readonly firstPictureMs: number
}

const draw = (page: Page, manifest: string): Promise<Drawn> =>
  page.evaluate<Drawn>(`drawSeatMap(${JSON.stringify(manifest)})`)

/** The page of the benchmark, bundled as the shop's pages are. @returns the script. */
async function bundlePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'foyer-seat-map-'))
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      root: fileURLToPath(new URL('.', import.meta.url)),
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'chrome120',
        rolldownOptions: {
          input: fileURLToPath(import.meta.resolve('@foyer/web/src/seat-map/testing/bench-page')),
          output: { entryFileNames: 'page.js' },
        },
      },
    })
    return await readFile(join(folder, 'page.js'), 'utf8')
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function serve(script: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

interface Frames {
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly worstMs: number
}

async function framesWhile(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate('startFrames()')
  await act()
  const frames = (await page.evaluate<number[]>('stopFrames()')).sort((a, b) => a - b)
  const at = (share: number) => round(frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0)
  return { count: frames.length, p50Ms: at(0.5), p95Ms: at(0.95), worstMs: at(1) }
}

/** To and fro with the button down, about as a hand does it. */
async function dragAround(page: Page): Promise<void> {
  const [x, y] = [WINDOW.width / 2, WINDOW.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 0; step < STEPS; step++) {
    const angle = (step / STEPS) * Math.PI * 4
    await page.mouse.move(x + Math.sin(angle) * 400, y + (1 - Math.cos(angle)) * 150)
    await page.waitForTimeout(8)
  }
  await page.mouse.up()
}

async function wheel(page: Page, by: number): Promise<void> {
  await page.mouse.move(WINDOW.width * 0.3, WINDOW.height * 0.3)
  for (let step = 0; step < STEPS / 4; step++) {
    await page.mouse.wheel(0, by)
    await page.waitForTimeout(16)
  }
}

const median = (values: number[]): number =>
  round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)
const round = (value: number): number => Math.round(value * 10) / 10
