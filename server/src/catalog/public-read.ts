import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { RouteContract } from '@foyer/contract'
import { route, type Call } from '../platform/http/route.ts'
import { isHeldByClient, readyAnswer, type ReadyAnswer, type ReadyReads } from './ready-reads.ts'

/** What a read shows, and whether everybody may see it; the rest is for its owner alone, and kept by nobody. */
export interface View {
  readonly body: object
  readonly isPublic: boolean
}

/** Whoever stands between may keep an answer for a second; it is as old as that here at most. */
const CACHE_CONTROL = 'public, max-age=1'
const JSON_TYPE = 'application/json; charset=utf-8'
/** Longer addresses are answered, and not held ready. */
const ADDRESS_LENGTH_MAX = 1_024

/** Registers a public read of the contract: answered with an ETag, and held ready. */
export function publicRead<const R extends RouteContract>(
  app: FastifyInstance,
  ready: ReadyReads,
  contract: R,
  show: (call: Call<R>) => Promise<View>,
): void {
  route(app, contract, async (call) => {
    const { actor, request, reply } = call
    if (actor !== undefined || request.url.length > ADDRESS_LENGTH_MAX) {
      const { body, isPublic } = await show(call)
      return send(readyAnswer(body), isPublic ? CACHE_CONTROL : 'private, no-store')
    }
    // Nobody in particular asks, so what is shown is public.
    return send(await ready.getOrMake(request.url, async () => readyAnswer((await show(call)).body)), CACHE_CONTROL)

    function send(answer: ReadyAnswer, cacheControl: string): FastifyReply {
      reply.header('cache-control', cacheControl).header('etag', answer.etag)
      if (isHeldByClient(request.headers['if-none-match'], answer.etag)) return reply.code(304).send()
      return reply.type(JSON_TYPE).send(answer.body)
    }
  })
}

/**
 * Answers what is ready before anything else is done for a request: no token is read, no parameter parsed. An answer is
 * ready only where it is public, so it is right for whoever asks.
 */
export function answerReady(app: FastifyInstance, ready: ReadyReads): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET') return
    const answer = ready.get(request.url)
    if (answer === undefined) return
    const common = { ...reply.getHeaders() } as OutgoingHttpHeaders
    const head = { ...common, 'cache-control': CACHE_CONTROL, etag: answer.etag }
    reply.hijack()
    const held = isHeldByClient(request.headers['if-none-match'], answer.etag)
    if (held) reply.raw.writeHead(304, head).end()
    else
      reply.raw
        .writeHead(200, { ...head, 'content-type': JSON_TYPE, 'content-length': answer.body.length })
        .end(answer.body)
  })
}
