import { prefixOf, readAddress } from '../../i18n/languages.ts'
import { forgetShells, shellName } from './kept-tickets.ts'
import { LIST, ONE_TICKET } from './shell-pages.ts'

const WORKER = '/service-worker.js'

/**
 * Keeps the pages that show tickets, with all they are made of, for when there is no network; those of the build that
 * runs now, and no other. What is not allowed here (no https, no storage) is left: tickets are shown online all the same.
 */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return
  try {
    await navigator.serviceWorker.register(WORKER)
    const assets = assetsInUse()
    const build = assets.find((address) => address.includes('entry-browser'))
    if (build === undefined) return
    const name = shellName(build)
    const shell = await caches.open(name)
    const prefix = prefixOf(readAddress(location.pathname).language)
    // One page stands for all tickets: nothing of anybody is in it.
    const ticket = await fetch(prefix + ONE_TICKET, { headers: { accept: 'text/html' } })
    const list = await fetch(`${prefix}/tickets`, { headers: { accept: 'text/html' } })
    if (!ticket.ok || !list.ok) return
    await shell.put(prefix + ONE_TICKET, ticket)
    await shell.put(prefix + LIST, list)
    for (const asset of assets) if ((await shell.match(asset)) === undefined) await shell.add(asset)
    await forgetShells(name)
  } catch {
    // A network that goes in the middle, or storage that is full: what was kept before stays.
  }
}

/** Scripts, styles and fonts that the page has fetched. */
function assetsInUse(): string[] {
  const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name))
  const linked = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[href], script[src]')].map(
    (element) => new URL('href' in element ? element.href : element.src),
  )
  const own = [...fetched, ...linked].filter(({ origin, pathname }) => origin === location.origin && isAsset(pathname))
  return [...new Set(own.map(({ pathname }) => pathname))]
}

const isAsset = (path: string): boolean => path.startsWith('/assets/') || path === '/favicon.svg'
