import { Readable } from 'node:stream'
import { queueRoutes } from '@foyer/contract/queue'
import type { FastifyInstance } from 'fastify'
import { isHeldByClient } from '../platform/http/held-by-client.ts'
import { problem, required } from '../platform/http/problem.ts'
import { route } from '../platform/http/route.ts'
import { drawFileText } from './draw-file.ts'
import { readDraw } from './queries/draws.ts'
import { readQueue } from './queries/heads.ts'
import type { QueueServices } from './services.ts'

/** Registers what everybody may read of a queue. Cacheable: a CDN in front asks once a second. */
export function registerPublicQueueRoutes(app: FastifyInstance, services: QueueServices): void {
  const { db, board, statuses, draws, tokens, neighbours } = services

  route(app, queueRoutes.status, async ({ params, request, reply }) => {
    const status = required(await statuses.of(params.eventId))
    reply.header('etag', status.etag).header('cache-control', 'public, max-age=1')
    if (isHeldByClient(request.headers['if-none-match'], status.etag)) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(status.bytes)
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
      receiptKey: tokens.publicKey,
      announcement: draw?.announcement ?? null,
      announcementSignature: draw === undefined ? null : tokens.signText(draw.announcement),
    }
  })

  route(app, queueRoutes.draw, async ({ params, reply }) => {
    const draw = required(await draws.of(params.eventId))
    reply.header('cache-control', 'public, max-age=31536000, immutable').type('application/json; charset=utf-8')
    return reply.send(Readable.from(drawFileText(draw)))
  })
}
