import { renderToString } from 'react-dom/server'
import { createStaticHandler, createStaticRouter, isRouteErrorResponse, StaticRouterProvider } from 'react-router'
import { apiOver } from './api/api.ts'
import { App } from './document/app.tsx'
import { failureDocument } from './document/failure.ts'
import type { Rendered, Renderer, RendererOptions } from './document/renderer.ts'
import { modulesOf, shellOf, stylesOf } from './document/shell.ts'
import { writeState, type PageState } from './document/state.ts'
import { LANGUAGES, prefixOf, readAddress, type Language } from './i18n/languages.ts'
import { loadMessages } from './i18n/messages.ts'
import { moduleOf, routesOf } from './routes.tsx'

/** What a page calls now, so that it keeps its bytes, and its ETag, as long as nothing else changes. */
const MINUTE_MS = 60_000
/** Of the page itself; what React puts before it belongs into the head. */
const PAGE_BEGINS = '<div class="page'

/** The renderer of one process. */
export async function openRenderer(options: RendererOptions): Promise<Renderer> {
  const { send, manifest, publicUrl, mapTiles, mailbox, sendsMail } = options
  const api = apiOver(send)
  const site = { publicUrl, mapTiles: mapTiles ?? null, mailbox: mailbox ?? null, sendsMail }
  const shell = shellOf(manifest)
  const handlers = new Map(
    LANGUAGES.map((language) => [
      language,
      createStaticHandler(routesOf(api, language), { basename: prefixOf(language) || '/' }),
    ]),
  )
  for (const language of LANGUAGES) await loadMessages(language)

  async function render(url: string): Promise<Rendered> {
    const address = new URL(url, 'http://foyer')
    const { language } = readAddress(address.pathname)
    const handler = handlers.get(language)
    if (handler === undefined) throw new Error(`there is no handler for ${language}`)
    const context = await handler.query(new Request(address))
    if (context instanceof Response)
      return { kind: 'redirect', status: context.status, location: context.headers.get('location') ?? '/' }
    const errors = refusalsIn(context.errors)
    const now = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS)
    const markup = renderToString(
      <App api={api} language={language} site={site} now={now}>
        <StaticRouterProvider
          router={createStaticRouter(handler.dataRoutes, context)}
          context={context}
          hydrate={false}
        />
      </App>,
    )
    const cut = markup.indexOf(PAGE_BEGINS)
    const entries = context.matches.map((match) => moduleOf(match.route.id ?? ''))
    const styles = stylesOf(manifest, entries).map((file) => `<link rel="stylesheet" href="/${file}">`)
    const html = shell({
      language,
      head: markup.slice(0, cut) + styles.join(''),
      body: markup.slice(cut),
      state: writeState({ site, now: now.toISOString(), loaderData: context.loaderData, errors }),
      modules: modulesOf(manifest, entries, language),
    })
    return { kind: 'page', status: context.statusCode, html, retryAfter: retryAfterOf(errors) }
  }

  return { render, failure: (url) => failureDocument(manifest, languageOf(url)) }
}

const languageOf = (url: string): Language => readAddress(url.split('?', 1)[0] ?? '/').language

/** Refusals for the browser to know of. @throws whatever is none: a page must not hide a surprise. */
function refusalsIn(errors: Readonly<Record<string, unknown>> | null): PageState['errors'] {
  if (errors === null) return null
  return Object.fromEntries(
    Object.entries(errors).map(([route, error]) => {
      if (!isRouteErrorResponse(error)) throw error
      return [route, { status: error.status, data: error.data as unknown }]
    }),
  )
}

function retryAfterOf(errors: PageState['errors']): number | undefined {
  for (const { data } of Object.values(errors ?? {}))
    if (typeof data === 'object' && data !== null && 'retryAfter' in data && typeof data.retryAfter === 'number')
      return data.retryAfter
  return undefined
}
