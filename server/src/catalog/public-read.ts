import type { FastifyInstance } from 'fastify'
import type { RouteContract } from '@foyer/contract'
import { answerBeforeRoutes } from '../platform/http/before-routes.ts'
import { isHeldByClient } from '../platform/http/held-by-client.ts'
import { route, type Call } from '../platform/http/route.ts'
import { readyAnswer, type ReadyReads } from './ready-reads.ts'
import { readFor, type CatalogServices } from './services.ts'

/** What a read shows, and whether everybody may see it; the rest is for its owner alone, and kept by nobody. */
export interface View {
  readonly body: object
  readonly isPublic: boolean
}

/** Longer addresses are answered, and not held ready. */
const ADDRESS_LENGTH_MAX = 1_024

/**
 * Registers a public read of the contract: answered with an ETag, and held ready. `show` reads at the services that it is
 * given: where nobody in particular asks, those may be of a replica.
 */
export function publicRead<const R extends RouteContract>(
  app: FastifyInstance,
  services: CatalogServices,
  contract: R,
  show: (call: Call<R>, at: CatalogServices) => Promise<View>,
): void {
  const { ready } = services
  route(app, contract, async (call) => {
    const { actor, request, reply } = call
    const view = async () => {
      const { body, isPublic } = await readFor(services, actor, (at) => show(call, at))
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
 * Gives answers that are ready before the framework hears of the request. An answer is ready only where it is public, so it
 * is right for whoever asks. `count` is told of each.
 */
export function answerReady(app: FastifyInstance, ready: ReadyReads, count: () => void): void {
  answerBeforeRoutes(app, (request, response) => {
    const answer = request.method === 'GET' ? ready.get(request.url ?? '') : undefined
    if (answer === undefined) return false
    count()
    if (isHeldByClient(request.headers['if-none-match'], answer.etag)) response.writeHead(304, answer.head).end()
    else response.writeHead(200, answer.fullHead).end(answer.body)
    return true
  })
}
