import { saleLogRoutes } from '@foyer/contract/sale-log'
import { parseTilePath } from '@foyer/contract/tiles'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Database } from '../platform/database.ts'
import { HeldBriefly } from '../platform/held-briefly.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { proveSale, readCheckpoint, readTileBytes } from './log-files.ts'
import type { SaleLogKeys } from './log-keys.ts'
import { findDocument } from './queries.ts'

const FOR_A_YEAR = 'public, max-age=31536000, immutable'
const FOR_A_SECOND = 'public, max-age=1'
const CHECKPOINT_HELD_MS = 500
const CHECKPOINTS_HELD_BYTES_MAX = 1024 * 1024
const CHECKPOINT_BYTES_MAX = 1024
const LOGGED_WITHIN_S = 2

export interface SaleLogServices {
  readonly db: Database
  readonly keys: SaleLogKeys
  /** The event of an order of this buyer; undefined for any other. */
  readonly findOrderFor: (
    buyer: { readonly accountId: string },
    orderId: string,
  ) => Promise<{ readonly eventId: string } | undefined>
}

/** Registers the files of the public logs, and the proof for a buyer. */
export function registerSaleLogRoutes(app: FastifyInstance, { db, keys, findOrderFor }: SaleLogServices): void {
  const { sql } = db
  const checkpoints = new HeldBriefly<{ readonly note: string }>({
    bytesMax: CHECKPOINTS_HELD_BYTES_MAX,
    valueBytesMax: CHECKPOINT_BYTES_MAX,
    sizeOf: ({ note }) => note.length,
    ttlMs: CHECKPOINT_HELD_MS,
  })
  const checkpointOf = (eventId: string) =>
    checkpoints.getOrMake(eventId, async () => {
      const note = await readCheckpoint(sql, keys, eventId)
      return note === undefined ? undefined : { note }
    })

  route(app, saleLogRoutes.checkpoint, async ({ params, reply }) => {
    const { note } = required(await checkpointOf(params.eventId))
    return send(reply, 'text/plain; charset=utf-8', FOR_A_SECOND, note)
  })

  route(app, saleLogRoutes.key, async ({ params, reply }) => {
    required(await checkpointOf(params.eventId))
    return send(reply, 'text/plain; charset=utf-8', FOR_A_SECOND, `${keys.noteKey(params.eventId)}\n`)
  })

  route(app, saleLogRoutes.manifest, async ({ params, reply }) => {
    const digest = params.document.slice(0, -'.json'.length)
    return send(reply, 'application/json', FOR_A_YEAR, required(await findDocument(sql, params.eventId, digest)))
  })

  route(app, saleLogRoutes.tile, async ({ params, reply }) => {
    const tile = required(parseTilePath(`tile/${params['*']}`))
    const bytes = required(await readTileBytes(sql, params.eventId, tile))
    return send(reply, 'application/octet-stream', FOR_A_YEAR, Buffer.from(bytes))
  })

  route(app, saleLogRoutes.proof, async ({ actor, params: { orderId } }) => {
    const { eventId } = required(await findOrderFor(actor, orderId))
    const proof = await proveSale(sql, keys, { eventId, orderId })
    if (proof === undefined)
      throw problem('not-in-the-log-yet', { headers: { 'retry-after': String(LOGGED_WITHIN_S) } })
    return proof
  })
}

/** Of no secret: a page of any site may read and verify a log. */
const send = (reply: FastifyReply, type: string, cacheControl: string, body: Buffer | string): FastifyReply =>
  reply
    .header('cache-control', cacheControl)
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .type(type)
    .send(body)
