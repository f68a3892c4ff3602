import { existsSync, globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../platform/http/problem.ts'
import { encodingFor, type Encoding } from './ready-pages.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  // To be read, not saved: browsers show plain text.
  '.md': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
/** A name under `assets/` holds the digest of what it names. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_AN_HOUR = 'public, max-age=3600'

const SERVICE_WORKER = 'service-worker.js'
/** A script that a page runs beside itself: `x.worker-<digest>.js`. */
const WORKER = /\.worker-[^/]+\.js$/
/** Runs on other people's pages. */
const WIDGET = 'widget.js'
/** Where pages that are none of the build's find its faces, whose own names hold digests. */
const FACES = '/fonts.css'
const WORKER_POLICY = "default-src 'none'; connect-src 'self'; script-src 'self'"

interface Asset {
  readonly type: string
  readonly cacheControl: string
  readonly bytes: Readonly<Partial<Record<Encoding, Buffer>>> & { readonly identity: Buffer }
}

/** Serves the files of a build from memory, in the encodings that lie beside them. They are a few megabytes. */
export function registerAssets(app: FastifyInstance, client: string): void {
  const assets = readAssets(client)
  const send = (name: string, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const asset = assets.get(name)
    if (asset === undefined) throw problem('not-found')
    const wanted = encodingFor(request.headers['accept-encoding'])
    const encoding = asset.bytes[wanted] === undefined ? 'identity' : wanted
    return (
      reply
        .headers({ 'cache-control': asset.cacheControl, vary: 'accept-encoding' })
        // The policy of a worker is the one that its own script came with.
        .headers(name === SERVICE_WORKER || WORKER.test(name) ? { 'content-security-policy': WORKER_POLICY } : {})
        .headers(name === WIDGET ? { 'cross-origin-resource-policy': 'cross-origin' } : {})
        .headers(encoding === 'identity' ? {} : { 'content-encoding': encoding })
        .type(asset.type)
        .send(asset.bytes[encoding])
    )
  }
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    send(`assets/${request.params['*']}`, request, reply),
  )
  app.get(FACES, (_request, reply) =>
    reply
      .header('cache-control', FOR_AN_HOUR)
      .type('text/css; charset=utf-8')
      .send(facesOf([...assets.keys()])),
  )
  for (const name of assets.keys())
    if (!name.startsWith('assets/')) app.get(`/${name}`, (request, reply) => send(name, request, reply))
}

/** The faces of the build in Latin letters, for English pages beside it. */
const facesOf = (names: readonly string[]): string =>
  [
    ['Archivo', 'archivo-latin-wdth'],
    ['Public Sans', 'public-sans-latin-wght'],
  ]
    .map(([family = '', file = '']) => [family, names.find((name) => name.startsWith(`assets/${file}`))])
    .filter(([, name]) => name !== undefined)
    .map(
      ([family, name]) =>
        `@font-face{font-family:'${family}';src:url('/${name}') format('woff2');font-weight:100 900;font-stretch:62% 125%;font-display:swap}`,
    )
    .join('\n')

function readAssets(client: string): ReadonlyMap<string, Asset> {
  const names = globSync('**/*.{js,css,svg,json,md,png,woff2,webmanifest}', { cwd: client })
  return new Map(
    names
      .filter((name) => name !== 'manifest.json')
      .map((name) => [
        name,
        {
          type: TYPES[extname(name)] ?? 'application/octet-stream',
          cacheControl: name.startsWith('assets/') ? FOR_EVER : FOR_AN_HOUR,
          bytes: {
            identity: readFileSync(join(client, name)),
            ...beside(join(client, name), 'br', '.br'),
            ...beside(join(client, name), 'gzip', '.gz'),
          },
        },
      ]),
  )
}

const beside = (path: string, encoding: Encoding, ending: string): Partial<Record<Encoding, Buffer>> =>
  existsSync(path + ending) ? { [encoding]: readFileSync(path + ending) } : {}
