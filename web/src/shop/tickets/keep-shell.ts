import { prefixOf, readAddress } from '../../i18n/languages.ts'
import { forgetShells, shellName } from './kept-tickets.ts'
import { LIST, ONE_TICKET } from './shell-pages.ts'

const WORKER = '/service-worker.js'
const ASSET = /\/assets\/[\w.-]+/g
const BUILD = /\/assets\/entry-browser-[\w-]+\.js/

/**
 * Keeps the pages that show tickets, with all they are made of, for when there is no network; those of the build that
 * runs now, and no other. What is not allowed here (no https, no storage) is left: tickets are shown online all the same.
 * @returns whether they are kept
 */
export async function keepShell(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return false
  try {
    await navigator.serviceWorker.register(WORKER)
    const prefix = prefixOf(readAddress(location.pathname).language)
    // One page stands for all tickets: nothing of anybody is in it.
    const pages = await Promise.all([prefix + ONE_TICKET, prefix + LIST].map(fetchPage))
    const build = BUILD.exec(pages[0]?.html ?? '')?.[0]
    if (build === undefined) return false
    const name = shellName(build)
    const shell = await caches.open(name)
    const assets = new Set([...pages.flatMap(({ html }) => html.match(ASSET) ?? []), ...assetsInUse()])
    // The pages last: where they are kept, everything is.
    for (const asset of assets) if ((await shell.match(asset)) === undefined) await shell.add(asset)
    for (const { path, response } of pages) await shell.put(path, response)
    await forgetShells(name)
    return true
  } catch {
    // A network that goes in the middle, or storage that is full: what was kept before stays.
    return false
  }
}

async function fetchPage(path: string) {
  const response = await fetch(path, { headers: { accept: 'text/html' } })
  if (!response.ok) throw new TypeError(`${path}: ${response.status}`)
  return { path, response, html: await response.clone().text() }
}

/** What a page does not name, as fonts, which its styles ask for. */
function assetsInUse(): string[] {
  const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name))
  return fetched
    .filter(({ origin, pathname }) => origin === location.origin && isAsset(pathname))
    .map(({ pathname }) => pathname)
}

const isAsset = (path: string): boolean => path.startsWith('/assets/') || path === '/favicon.svg'
