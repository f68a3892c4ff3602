import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { RouteContract } from '@foyer/contract'
import { isHeldByClient } from '../platform/http/held-by-client.ts'
import { route, type Call } from '../platform/http/route.ts'
import { readyAnswer, type ReadyReads } from './ready-reads.ts'

/** What a read shows, and whether everybody may see it; the rest is for its owner alone, and kept by nobody. */
export interface View {
  readonly body: object
  readonly isPublic: boolean
}

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
    const view = async () => {
      const { body, isPublic } = await show(call)
      return { answer: readyAnswer(body, { ...reply.getHeaders() } as ServerHeaders), isPublic }
    }
    // Where nobody in particular asks, what is shown is public.
    const { answer, isPublic } =
      actor !== undefined || request.url.length > ADDRESS_LENGTH_MAX
        ? await view()
        : { answer: await ready.getOrMake(request.url, async () => (await view()).answer), isPublic: true }
    if (!isPublic) reply.headers({ ...answer.fullHead, 'cache-control': 'private, no-store' })
    else if (isHeldByClient(request.headers['if-none-match'], answer.etag))
      return reply.code(304).headers(answer.head).send()
    else reply.headers(answer.fullHead)
    return reply.send(answer.body)
  })
}

type ServerHeaders = Parameters<typeof readyAnswer>[1]

/**
 * Gives answers that are ready before the framework hears of the request: nothing is routed, no token read, no parameter
 * parsed, which is half of the work of a small answer. An answer is ready only where it is public, so it is right for
 * whoever asks. `count` is told of each.
 */
export function answerReady(app: FastifyInstance, ready: ReadyReads, count: () => void): void {
  const listeners = app.server.listeners('request')
  if (listeners.length !== 1) throw new Error('the web server was expected to have one listener for requests')
  const handle = listeners[0] as RequestListener
  app.server.removeAllListeners('request')
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const answer = request.method === 'GET' ? ready.get(request.url ?? '') : undefined
    if (answer === undefined) return handle(request, response)
    count()
    if (isHeldByClient(request.headers['if-none-match'], answer.etag)) response.writeHead(304, answer.head).end()
    else response.writeHead(200, answer.fullHead).end(answer.body)
  })
}
