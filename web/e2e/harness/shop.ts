import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Language } from '../../src/i18n/languages.ts'
import { openChromium } from './chromium.ts'
import { startFoyer, type RunningFoyer } from './foyer.ts'

const SHOTS = fileURLToPath(new URL('../../screenshots/', import.meta.url))
const HEIGHTS: Readonly<Record<number, number>> = { 360: 740, 768: 1024, 1440: 900 }
/** A wait ends when what it is for is there; this long only when it never comes. */
const PATIENCE_MS = 45_000
/** Characters of a page that are told when a test fails on it. */
const SHOWN_MAX = 2_000
/** For a person who will look at them: no test does, and each draws a page once more in its full height. */
const TAKES_SHOTS = process.env['SHOTS'] === '1'

export interface Look {
  /** 360 (a phone, with touch), 768 or 1440; a desk unless said. */
  readonly width?: 360 | 768 | 1440
  readonly theme?: 'light' | 'dark'
  readonly language?: Language
  readonly scripts?: boolean
  readonly context?: BrowserContextOptions
}

export interface Visit {
  readonly page: Page
  readonly foyer: RunningFoyer
  readonly browser: Browser
  /** Another person, with a browser of their own. */
  readonly another: (look?: Look) => Promise<Page>
  /** With SHOTS=1 lays a picture of the whole page into `web/screenshots/`, for a person to look through. */
  readonly shot: (name: string, page?: Page) => Promise<void>
  /** Prints a figure beside the result of the test. */
  readonly say: (words: string) => void
  /** A complaint of the browser that this visit causes on purpose. */
  readonly expectComplaint: (pattern: RegExp) => void
}

/** What is opened before the Foyer of a file and closed after it. */
export interface Beside {
  /** @returns settings, as environment variables */
  readonly open: () => Promise<Readonly<Record<string, string>>>
  readonly close: () => Promise<void>
}

/**
 * A Foyer and a browser for the tests of a file: `const shop = shopInBrowser()`, then `shop.test(name, visit => …)`. A
 * test fails when the browser complains: an error of a script, a broken policy, a request to anywhere else.
 */
export function shopInBrowser(beside?: Beside) {
  let foyer: RunningFoyer | undefined
  let browser: Browser | string = 'it was not opened'
  before(async () => {
    browser = await openChromium()
    if (typeof browser !== 'string') foyer = await startFoyer(await beside?.open())
  })
  after(async () => {
    if (typeof browser !== 'string') await browser.close()
    await foyer?.[Symbol.asyncDispose]()
    await beside?.close()
  })

  return {
    test(name: string, visit: (visit: Visit) => Promise<void>, look: Look = {}): void {
      void test(name, async (t) => {
        if (typeof browser === 'string') return t.skip(browser)
        if (foyer === undefined) throw new Error('Foyer did not start')
        const opened: Page[] = []
        const complaints: string[] = []
        const expected: RegExp[] = []
        const { url } = foyer
        const chromium = browser
        const another = async (other: Look = look) => {
          const page = await openPage(chromium, url, other, (complaint) => complaints.push(complaint))
          opened.push(page)
          return page
        }
        try {
          const page = await another(look)
          const shot = async (shotName: string, of = page) => {
            if (!TAKES_SHOTS) return
            await mkdir(SHOTS, { recursive: true })
            await of.screenshot({ path: join(SHOTS, `${shotName}.png`), fullPage: true, animations: 'disabled' })
          }
          const expectComplaint = (pattern: RegExp) => void expected.push(pattern)
          const say = (words: string) => t.diagnostic(words)
          await visit({ say, page, foyer, browser: chromium, another, shot, expectComplaint })
          const unexpected = complaints.filter((line) => !expected.some((pattern) => pattern.test(line)))
          assert.deepEqual(unexpected, [], 'the browser complained')
        } catch (error) {
          for (const page of opened) t.diagnostic(await whatIsShown(page))
          throw error
        } finally {
          for (const page of opened) await page.context().close()
        }
      })
    },
  }
}

/** What a person saw as a test failed. */
async function whatIsShown(page: Page): Promise<string> {
  const text = await page.evaluate(() => document.body.innerText).catch((error: unknown) => String(error))
  return `${page.url()} shows: ${text.replaceAll(/\s+/g, ' ').slice(0, SHOWN_MAX)}`
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', ja: 'ja-JP' }

async function openPage(
  browser: Browser,
  url: string,
  { width = 1440, theme = 'light', language = 'en', scripts = true, context: more = {} }: Look,
  complain: (complaint: string) => void,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: HEIGHTS[width] ?? 900 },
    hasTouch: width === 360,
    isMobile: width === 360,
    colorScheme: theme,
    locale: LOCALES[language],
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
    ...more,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  page.on('pageerror', (error) => complain(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`${page.url()}: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(url).origin && !request.isNavigationRequest())
      complain(`${page.url()}: asked ${request.url()}`)
  })
  return page
}
