import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where Debian and others lay it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const INSTALL_MS = 240_000

/**
 * A Chromium, installed by apt where there is none and that can be done (Debian or Ubuntu, as root).
 * @param more arguments beside those that it always needs
 * @returns a sentence instead, where none can be had
 */
export async function openChromium(more: readonly string[] = []): Promise<Browser | string> {
  const place = PLACES.find((path) => existsSync(path)) ?? install()
  if (place === undefined)
    return 'no browser test was run: there is no Chromium at /usr/bin/chromium, and it can be installed by itself only by root with apt-get (apt-get install chromium)'
  return chromium.launch({
    executablePath: place,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', ...more],
  })
}

function install(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-y', '--no-install-recommends', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: INSTALL_MS,
      stdio: 'ignore',
    })
  apt('update')
  apt('install', 'chromium', 'fonts-noto-cjk')
  return PLACES.find((path) => existsSync(path))
}
