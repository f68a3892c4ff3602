import type { OutgoingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { queueRoutes } from '@foyer/contract/queue'
import type { FastifyInstance } from 'fastify'
import { answerBeforeRoutes } from '../platform/http/before-routes.ts'
import { isHeldByClient } from '../platform/http/held-by-client.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { drawFileText } from './draw-file.ts'
import { readDraw } from './queries/draws.ts'
import { readQueue } from './queries/heads.ts'
import type { QueueServices } from './services.ts'
import type { StatusBytes } from './status-board.ts'

const CACHE_CONTROL = 'public, max-age=1'
const JSON_TYPE = 'application/json; charset=utf-8'
const STATUS_PATH = /^\/v1\/events\/([0-9a-f-]{36})\/queue\/status$/

/** Registers what everybody may read of a queue. Cacheable: a CDN in front asks once a second. */
export function registerPublicQueueRoutes(app: FastifyInstance, services: QueueServices): void {
  const { db, board, statuses, draws, receipts, neighbours } = services

  /** What every answer of the server carries; known from the first one on. */
  let common: OutgoingHttpHeaders | undefined
  const headOf = ({ etag }: StatusBytes): OutgoingHttpHeaders => ({ ...common, etag, 'cache-control': CACHE_CONTROL })
  route(app, queueRoutes.status, async ({ params, request, reply }) => {
    const status = required(await statuses.of(params.eventId))
    common ??= { ...reply.getHeaders() } as OutgoingHttpHeaders
    reply.headers(headOf(status))
    if (isHeldByClient(request.headers['if-none-match'], status.etag)) return reply.code(304).send()
    return reply.type(JSON_TYPE).send(status.bytes)
  })
  // All who wait ask for it, every few seconds.
  answerBeforeRoutes(app, ({ method, url = '', headers }, response) => {
    const eventId = method === 'GET' ? STATUS_PATH.exec(url)?.[1] : undefined
    const status = eventId === undefined ? undefined : statuses.ready(eventId)
    if (status === undefined || common === undefined) return false
    if (isHeldByClient(headers['if-none-match'], status.etag)) response.writeHead(304, headOf(status)).end()
    else
      response
        .writeHead(200, { ...headOf(status), 'content-type': JSON_TYPE, 'content-length': status.bytes.length })
        .end(status.bytes)
    return true
  })

  route(app, queueRoutes.stream, async ({ params, request, reply }) => {
    if (!(await statuses.follow(params.eventId, request, reply))) throw problem('not-found')
    return reply
  })

  route(app, queueRoutes.about, async ({ params: { eventId }, reply }) => {
    const queue = required(board.of(eventId) ?? (await readQueue(db.sql, eventId)))
    const event = await neighbours.eventOf(eventId)
    if (event === undefined || !event.isPublic) throw problem('not-found')
    const draw = await readDraw(db.sql, eventId)
    reply.header('cache-control', 'public, max-age=1')
    return {
      eventId,
      randomness: queue.randomness,
      seedCommitment: queue.seedCommitment,
      placesPerPerson: Math.min(queue.placesPerPerson ?? event.allowance, event.allowance),
      sessionSeconds: queue.sessionSeconds,
      proofOfWork: queue.proofOfWork,
      receiptKey: receipts.publicKey,
      announcement: draw?.announcement ?? null,
      announcementSignature: draw === undefined ? null : receipts.signText(draw.announcement),
    }
  })

  route(app, queueRoutes.draw, async ({ params, reply }) => {
    const draw = required(await draws.of(params.eventId))
    reply.header('cache-control', 'public, max-age=31536000, immutable').type('application/json; charset=utf-8')
    return reply.send(Readable.from(drawFileText(draw)))
  })
}
