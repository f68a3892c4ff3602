import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { bringProgram } from '../../../tools/system-programs.ts'

/**
 * A Chromium of the system, brought where there is none.
 * @param more arguments beside those that it always needs
 * @returns a sentence instead, where none can be had
 */
export async function openChromium(more: readonly string[] = []): Promise<Browser | string> {
  const program = bringProgram('chromium')
  if ('missing' in program) return `no browser test was run: ${program.missing}`
  return chromium.launch({
    executablePath: program.path,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', ...more],
  })
}

/** The first window of a Chromium that was opened with a debugging port. */
export async function joinChromium(debuggingPort: number): Promise<BrowserContext> {
  const [context] = (await chromium.connectOverCDP(`http://127.0.0.1:${debuggingPort}`)).contexts()
  if (context === undefined) throw new Error('Chromium has no window')
  return context
}
