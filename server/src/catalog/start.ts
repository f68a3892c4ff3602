import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { primaryAlone, type Reader } from '../platform/read-replica.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { CATALOG_CHANNEL } from './changes.ts'
import { presaleDigest } from './presales.ts'
import { answerReady } from './public-read.ts'
import { readyReads } from './ready-reads.ts'
import { registerCatalogRoutes } from './routes.ts'
import { cursorsSealedBy } from './search/cursor.ts'
import type { SearchEngine } from './search/search-engine.ts'
import type { CatalogNeighbours, CatalogServices } from './services.ts'

export interface CatalogOptions extends CatalogNeighbours {
  readonly db: Database
  readonly deriveKey: DeriveKey
  readonly searchEngine?: SearchEngine | undefined
  /** Where what everybody may see is read; in the database itself unless said. */
  readonly reader?: Reader | undefined
  /** Where people reach Foyer; no slash at the end. */
  readonly publicUrl: string
}

export interface Catalog {
  registerRoutes(app: FastifyInstance): void
  /** Numbers of this node: how many requests were answered from what was ready. */
  stats(): { readonly readyAnswers: number }
  /** Stops listening for changes. Requests that still come are answered, at most a second late. */
  stop(): Promise<void>
}

const CURSOR_KEY_BYTES = 32

/**
 * The catalogue at work in one process. Starts by listening for changes, on which it forgets what it holds ready; a
 * notice that is lost costs a second, since nothing is held longer. Ends with `stop`.
 */
export async function startCatalog(options: CatalogOptions): Promise<Catalog> {
  const { db, deriveKey } = options
  const ready = readyReads()
  const reader = options.reader ?? primaryAlone(db)
  const forget = () => {
    reader.noteChange()
    ready.forgetAll()
  }
  const unlisten = await db.listen(CATALOG_CHANNEL, forget, forget)
  const services: CatalogServices = {
    ...options,
    ready,
    reader,
    presaleDigest: presaleDigest(deriveKey),
    cursors: cursorsSealedBy(deriveKey('catalog-cursor:1', CURSOR_KEY_BYTES)),
  }
  let readyAnswers = 0
  return {
    registerRoutes(app) {
      answerReady(app, ready, () => void readyAnswers++)
      registerCatalogRoutes(app, services)
    },
    stats: () => ({ readyAnswers }),
    stop: unlisten,
  }
}
