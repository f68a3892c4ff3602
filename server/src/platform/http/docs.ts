import { createHash } from 'node:crypto'
import { problemCatalogue, type ProblemCode, type ProblemKind } from '@foyer/contract'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { framed, plainPage, REFERENCE_STYLE } from './docs-look.ts'
import { problem } from './problem.ts'

const ERROR_PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self'; frame-ancestors 'none'",
  'cache-control': 'public, max-age=3600',
} as const

/** The API document, a page to read it on, and a page for each error code. Nothing is fetched from elsewhere. */
export async function registerDocs(app: FastifyInstance, document: Record<string, unknown>): Promise<void> {
  const bytes = JSON.stringify(document)
  app.get('/openapi.json', async (_request, reply) => {
    reply.type('application/json').header('cache-control', 'public, max-age=60')
    return bytes
  })
  app.get<{ Params: { code: string } }>('/docs/errors/:code', async (request, reply) => {
    const kind: ProblemKind | undefined = Object.hasOwn(problemCatalogue, request.params.code)
      ? problemCatalogue[request.params.code as ProblemCode]
      : undefined
    if (kind === undefined) throw problem('not-found')
    reply.type('text/html; charset=utf-8').headers(ERROR_PAGE_HEADERS)
    return errorPage(request.params.code, kind)
  })
  app.get('/docs/errors', async (_request, reply) => {
    reply.type('text/html; charset=utf-8').headers(ERROR_PAGE_HEADERS)
    return errorList()
  })
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string') return payload
      reply.header('content-security-policy', pagePolicy(payload))
      return String(reply.getHeader('content-type')).startsWith('text/html') ? framed(payload) : payload
    })
    await scope.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        content: document,
        telemetry: false,
        withDefaultFonts: false,
        theme: 'none',
        customCss: REFERENCE_STYLE,
        pageTitle: 'Foyer API',
        // Each of these leads to services of others.
        agent: { disabled: true },
        mcp: { disabled: true },
        showDeveloperTools: 'never',
        hideClientButton: true,
      },
    })
  })
}

/** Of script in the page itself, what the page came with runs, by its hash, and no other. */
function pagePolicy(page: string): string {
  const hashes = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return (
    `default-src 'self'; script-src ${["'self'", ...hashes].join(' ')}; style-src 'self' 'unsafe-inline'; ` +
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
  )
}

const errorPage = (code: string, kind: ProblemKind): string =>
  plainPage(
    escape(`${kind.title} (${code})`),
    `<h1>${escape(kind.title)}</h1><p><code>${code}</code>, status ${kind.status}</p>
<dl><dt>What happened</dt><dd>${withCode(kind.meaning)}</dd><dt>What to do</dt><dd>${withCode(kind.remedy)}</dd></dl>
`,
  )

const errorList = (): string =>
  plainPage(
    'Errors',
    `<h1>Errors</h1><p>What a refusal may say in its <code>code</code>. <a href="/docs/">The API</a></p><dl>${Object.entries(
      problemCatalogue,
    )
      .map(
        ([code, { status, title }]) =>
          `<dt><a href="/docs/errors/${code}"><code>${code}</code></a></dt><dd>${status}: ${escape(title)}</dd>`,
      )
      .join('')}</dl>`,
  )

/** What stands between backquotes is a name of the API. */
const withCode = (text: string): string => escape(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
