import type { FastifyInstance } from 'fastify'
import { problem } from '../platform/http/problem.ts'
import { isId } from '../platform/ids.ts'
import { HeldBriefly } from '../platform/held-briefly.ts'

type Kind = 'events' | 'shows' | 'venues' | 'performers'

/** What has a page of its own, by id; the name of a kind is that of its folder in the address. */
export interface PublicPages {
  readonly kinds: readonly Kind[]
  /** The last id of each full part of so many. */
  partEnds(kind: Kind, size: number): Promise<readonly string[]>
  ids(kind: Kind, after: string | undefined, limit: number): Promise<readonly string[]>
}

/** A part may hold 50,000 addresses and 50 MB (sitemaps.org); ours stay well below both. */
const PART_SIZE = 10_000
const HELD_MS = 600_000
const HELD_BYTES_MAX = 32 * 1024 * 1024
const FOR_TEN_MINUTES = 'public, max-age=600'
/** Pages that stand by themselves. */
const OWN_PAGES = ['/', '/search', '/films']
/** Addresses of a person, not of the public. */
const PRIVATE = ['/v1/', '/checkout', '/orders', '/tickets', '/account']

/**
 * What search engines read: which addresses to leave alone, and where all others are. The list is in parts by id, worked
 * out at most every ten minutes: a search engine is not told within a second.
 */
export function registerSitemap(app: FastifyInstance, pages: PublicPages, publicUrl: string): void {
  const held = new HeldBriefly<{ text: string }>({
    bytesMax: HELD_BYTES_MAX,
    valueBytesMax: HELD_BYTES_MAX,
    sizeOf: ({ text }) => text.length,
    ttlMs: HELD_MS,
  })
  const keep = async (name: string, make: () => Promise<string>): Promise<string> =>
    (await held.getOrMake(name, async () => ({ text: await make() }))).text

  app.get('/robots.txt', async (_request, reply) => {
    reply.type('text/plain; charset=utf-8').header('cache-control', FOR_TEN_MINUTES)
    return [
      'User-agent: *',
      ...PRIVATE.map((path) => `Disallow: ${path}`),
      `Sitemap: ${publicUrl}/sitemap.xml`,
      '',
    ].join('\n')
  })

  app.get('/sitemap.xml', async (_request, reply) => {
    reply.type('application/xml').header('cache-control', FOR_TEN_MINUTES)
    return keep('index', async () => {
      const parts = await Promise.all(
        pages.kinds.map(async (kind) => [
          kind,
          ...(await pages.partEnds(kind, PART_SIZE)).map((id) => `${kind}-after-${id}`),
        ]),
      )
      const all = ['pages', ...parts.flat()].map(
        (part) => `<sitemap><loc>${publicUrl}/sitemaps/${part}.xml</loc></sitemap>`,
      )
      return `${XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${all.join('')}</sitemapindex>`
    })
  })

  app.get<{ Params: { part: string } }>('/sitemaps/:part', async (request, reply) => {
    const { part } = request.params
    const text = await keep(part, async () => urlset(await pathsOf(part)))
    reply.type('application/xml').header('cache-control', FOR_TEN_MINUTES)
    return text
  })

  async function pathsOf(part: string): Promise<readonly string[]> {
    if (part === 'pages.xml') return OWN_PAGES
    const [, name, after] = /^([a-z]+)(?:-after-([0-9a-f-]{36}))?\.xml$/.exec(part) ?? []
    const kind = pages.kinds.find((one) => one === name)
    if (kind === undefined || (after !== undefined && !isId(after))) throw problem('not-found')
    return (await pages.ids(kind, after, PART_SIZE)).map((id) => `/${kind}/${id}`)
  }

  const urlset = (paths: readonly string[]): string =>
    `${XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
      .map((path) => `<url><loc>${publicUrl}${path}</loc></url>`)
      .join('')}</urlset>`
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>'
