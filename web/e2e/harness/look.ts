import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { RunningFoyer } from './foyer.ts'

/** From here down a window is a phone's, with touch. */
const PHONE_WIDTH = 360
const PATIENCE_MS = 60_000

/** What a picture is taken of: a window, a theme, and who is signed in. */
export interface Look {
  readonly width: number
  readonly height: number
  readonly theme: 'light' | 'dark'
  /** Cookies and storage of somebody. */
  readonly state?: Awaited<ReturnType<BrowserContext['storageState']>>
}

/** A window to take pictures of, in which nothing moves. Closing its context closes it. */
export async function openLook(
  browser: Browser,
  { url }: Pick<RunningFoyer, 'url'>,
  { width, height, theme, state }: Look,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme: theme,
    hasTouch: width <= PHONE_WIDTH,
    isMobile: width <= PHONE_WIDTH,
    reducedMotion: 'reduce',
    ...(state === undefined ? {} : { storageState: state }),
  })
  context.setDefaultTimeout(PATIENCE_MS)
  return context.newPage()
}
