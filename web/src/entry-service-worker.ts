/// <reference lib="webworker" />
import { shellPageOf } from './shop/tickets/shell-pages.ts'

declare const self: ServiceWorkerGlobalScope

/** A network that has not answered by then is taken for none: somebody stands at a gate. */
const PATIENCE_MS = 4_000

/**
 * Shows tickets with no network. It keeps nothing by itself: a page that shows a ticket lays down what it needs
 * (`keep-shell.ts`). Whatever else is asked for goes its way as if this were not here.
 */
self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  const page = request.mode === 'navigate' ? shellPageOf(pathname) : undefined
  if (page !== undefined) event.respondWith(networkFirst(request, page))
  else if (pathname.startsWith('/assets/')) event.respondWith(keptFirst(request))
})

async function networkFirst(request: Request, page: string): Promise<Response> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('the network is slow')), PATIENCE_MS)
  try {
    return await Promise.race([fetch(request), late.promise])
  } catch {
    return (await caches.match(page, { ignoreVary: true })) ?? Response.error()
  } finally {
    clearTimeout(timer)
  }
}

/** Names of assets hold the digest of what is in them: one that is kept is right. */
const keptFirst = async (request: Request): Promise<Response> =>
  (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
