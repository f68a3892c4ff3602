import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Manifest, Renderer, ServerEntry } from '@foyer/web/src/document/renderer'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { registerAssets } from './assets.ts'
import { registerCalendar } from './calendar.ts'
import { embeddedHeaders, pageHeaders } from './headers.ts'
import { answerReadyPages, registerPages } from './pages.ts'
import { readyPages } from './ready-pages.ts'
import { registerSitemap, type PublicPages } from './sitemap.ts'

export interface WebOptions {
  /** Folder of the build: `client/` and `server/`. */
  readonly build: string
  readonly db: Pick<Database, 'listen'>
  /** Where it is told that what pages show has changed. */
  readonly changes: string
  readonly publicUrl: string
  readonly mapTiles: string | undefined
  /** Where mail is read that is kept in a sandbox; undefined: it is in none. */
  readonly mailbox: string | undefined
  /** Whether mail goes anywhere: codes by mail are offered only then. */
  readonly sendsMail: boolean
  /** Origins whose pages may frame the widget; all when there are none. */
  readonly widgetOrigins: readonly string[]
  /** What search engines are to find. */
  readonly publicPages: PublicPages
}

export interface Web {
  /** Stops listening for changes; pages that are still asked for are a second old at most. */
  stop(): Promise<void>
}

/**
 * Serves the shop: pages rendered here and held ready as bytes, and the files they need. Pages read what they show
 * through the routes of `app`, within this process, as somebody who is not signed in; so what is held is public.
 */
export async function registerWeb(app: FastifyInstance, options: WebOptions): Promise<Web> {
  const { build, db, publicUrl, mapTiles, mailbox, sendsMail } = options
  const ready = readyPages()
  const forget = () => ready.forgetAll()
  const unlisten = await db.listen(options.changes, forget, forget)
  registerSitemap(app, options.publicPages, publicUrl)
  registerCalendar(app, publicUrl)
  registerAssets(app, join(build, 'client'))
  registerPages(app, {
    renderer: await openRenderer(app, build, { publicUrl, mapTiles, mailbox, sendsMail }),
    ready,
    headers: pageHeaders(mapTiles),
    embeddedHeaders: embeddedHeaders(mapTiles, options.widgetOrigins),
  })
  answerReadyPages(app, ready)
  return { stop: unlisten }
}

async function openRenderer(
  app: FastifyInstance,
  build: string,
  site: Pick<WebOptions, 'publicUrl' | 'mapTiles' | 'mailbox' | 'sendsMail'>,
): Promise<Renderer> {
  const entry = (await import(pathToFileURL(join(build, 'server/entry-server.js')).href)) as ServerEntry
  const manifest = JSON.parse(await readFile(join(build, 'client/manifest.json'), 'utf8')) as Manifest
  return entry.openRenderer({
    manifest,
    ...site,
    async send({ method, url, headers, body }) {
      const response = await app.inject({
        method: method as 'GET',
        url,
        headers: { ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      return {
        status: response.statusCode,
        contentType: response.headers['content-type'] ?? '',
        retryAfter: response.headers['retry-after'] ?? null,
        text: response.body,
      }
    },
  })
}
