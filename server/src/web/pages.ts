import type { Renderer } from '@foyer/web/src/document/renderer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerBeforeRoutes } from '../platform/http/before-routes.ts'
import { isHeldByClient } from '../platform/http/held-by-client.ts'
import { problem } from '../platform/http/problem.ts'
import { encodingFor, keyOf, readyPage, type ReadyPage, type ReadyPages } from './ready-pages.ts'

/** Longer addresses are answered, and not held ready. */
const ADDRESS_LENGTH_MAX = 1_024
/** Where no page ever is: what programs ask for is refused in their words. */
const FOR_PROGRAMS = /^\/(?:v1|docs|assets)(?:\/|$)/

/** Where the pages are that stand inside others. */
const EMBEDDED = /^\/(?:[a-z]{2}\/)?embed\//

type Headers = Readonly<Record<string, string>>

interface Pages {
  readonly renderer: Renderer
  readonly ready: ReadyPages
  readonly headers: Headers
  readonly embeddedHeaders: Headers
}

/** Serves every page: whatever no other route answers, to whoever takes HTML. */
export function registerPages(app: FastifyInstance, { renderer, ready, ...headers }: Pages): void {
  const headersOf = (url: string): Headers => (EMBEDDED.test(url) ? headers.embeddedHeaders : headers.headers)
  app.get('/*', async (request, reply) => {
    if (FOR_PROGRAMS.test(request.url) || !takesHtml(request)) throw problem('not-found')
    try {
      return await answer(request, reply)
    } catch (error) {
      request.log.error({ err: error, requestId: request.id, url: request.url }, 'a page failed')
      return reply
        .code(500)
        .headers({ ...headers.headers, ...NEVER_KEPT })
        .send(renderer.failure(request.url))
    }
  })

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const encoding = encodingFor(request.headers['accept-encoding'])
    const common = headersOf(request.url)
    // The server's own word for everything that says nothing of its own.
    if (common['x-frame-options'] === undefined) reply.removeHeader('x-frame-options')
    let other: FastifyReply | undefined
    const make = async (): Promise<ReadyPage | undefined> => {
      const rendered = await renderer.render(request.url)
      if (rendered.kind === 'page' && rendered.status === 200) return readyPage(rendered.html, encoding, common)
      if (rendered.kind === 'redirect') other = reply.redirect(rendered.location, rendered.status)
      else
        other = reply
          .code(rendered.status)
          .headers({ ...common, ...NEVER_KEPT })
          .headers(rendered.retryAfter === undefined ? {} : { 'retry-after': rendered.retryAfter })
          .send(rendered.html)
      return undefined
    }
    const page =
      request.url.length > ADDRESS_LENGTH_MAX
        ? await make()
        : // Whoever waited for another's page that was none to be held, renders their own.
          ((await ready.getOrMake(keyOf(encoding, request.url), make)) ??
          (other === undefined ? await make() : undefined))
    if (page === undefined) return other ?? reply
    if (isHeldByClient(request.headers['if-none-match'], page.etag)) return reply.code(304).headers(page.head).send()
    return reply.headers(page.fullHead).send(page.body)
  }
}

const NEVER_KEPT = { 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' } as const

const takesHtml = ({ headers: { accept } }: FastifyRequest): boolean =>
  accept === undefined || /text\/html|\*\/\*/.test(accept)

/** Gives pages that are ready before the framework hears of the request, which is most of the work of a page. */
export function answerReadyPages(app: FastifyInstance, ready: ReadyPages): void {
  answerBeforeRoutes(app, (request, response) => {
    const page =
      request.method === 'GET'
        ? ready.get(keyOf(encodingFor(request.headers['accept-encoding']), request.url ?? ''))
        : undefined
    if (page === undefined) return false
    if (isHeldByClient(request.headers['if-none-match'], page.etag)) response.writeHead(304, page.head).end()
    else response.writeHead(200, page.fullHead).end(page.body)
    return true
  })
}
