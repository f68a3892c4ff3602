import type { BodyOf, ParamsOf, QueryOf, RouteContract, SuccessOf } from '@foyer/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from './problem.ts'

/** Who is calling: an account that is signed in. */
export interface Actor {
  readonly accountId: string
  readonly kind: 'individual' | 'vendor'
  readonly sessionId: string
}

/** Tells who is calling by the request's access token; undefined without one. Throws `not-signed-in` on a bad one. */
export type Authenticate = (request: FastifyRequest) => Promise<Actor | undefined>

type ActorOf<R extends RouteContract> = R['access'] extends 'public' ? Actor | undefined : Actor
type KeyOf<R extends RouteContract> = R['idempotencyKey'] extends 'required' ? string : string | undefined

export interface Call<R extends RouteContract> {
  readonly actor: ActorOf<R>
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  /** The Idempotency-Key header. */
  readonly key: KeyOf<R>
  /** The revision that the sender has seen, from the If-Match header; undefined without one. */
  readonly seenRevision: number | undefined
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

const IDEMPOTENCY_KEY_MAX = 255
const BODY_LIMIT_BYTES = 32 * 1024

declare module 'fastify' {
  interface FastifyInstance {
    authenticate: Authenticate
  }
  interface FastifyContextConfig {
    /** What a body is sent as; JSON unless said. */
    takes?: string
  }
}

/**
 * Registers a route of the contract. Validation, access and the success status come from the contract, so a handler
 * only says who, what, do, show. A handler that answers through `reply` returns it.
 */
export function route<const R extends RouteContract>(
  app: FastifyInstance,
  contract: R,
  handle: (call: Call<R>) => Promise<SuccessOf<R> | FastifyReply>,
): void {
  app.route({
    method: contract.method,
    url: contract.path,
    bodyLimit: contract.bodyLimit ?? BODY_LIMIT_BYTES,
    ...(contract.rawBody === undefined ? {} : { config: { takes: contract.rawBody.contentType } }),
    exposeHeadRoute: contract.method === 'GET' && !isStream(contract),
    schema: {
      ...(contract.params === undefined ? {} : { params: contract.params }),
      ...(contract.query === undefined ? {} : { querystring: contract.query }),
      ...(contract.body === undefined ? {} : { body: contract.body }),
    },
    // Before the body is read: a caller without a right to be here costs no parsing.
    onRequest: async (request) => {
      request.actor = await allowed(app, contract, request)
    },
    handler: async (request, reply) => {
      const result = await handle({
        // `allowed` has refused whoever the contract's access does not let in.
        actor: request.actor as ActorOf<R>,
        params: request.params as ParamsOf<R>,
        query: request.query as QueryOf<R>,
        body: request.body as BodyOf<R>,
        key: idempotencyKey(contract, request) as KeyOf<R>,
        seenRevision: seenRevision(contract, request),
        request,
        reply,
      })
      if (reply.sent || result === reply) return reply
      if (reply.statusCode === 200) reply.code(contract.success.status)
      if (contract.access !== 'public' && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      return result
    },
  })
}

/** A stream has no end, so a HEAD of it would have no answer. */
function isStream({ success }: RouteContract): boolean {
  return success.body !== null && 'contentType' in success.body && success.body.contentType === 'text/event-stream'
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined
  }
}

async function allowed(
  app: FastifyInstance,
  contract: RouteContract,
  request: FastifyRequest,
): Promise<Actor | undefined> {
  const actor = await app.authenticate(request)
  if (contract.access === 'public') return actor
  if (actor === undefined) throw problem('not-signed-in', { headers: { 'www-authenticate': 'Bearer' } })
  if (contract.access !== 'signed-in' && contract.access !== actor.kind)
    throw problem('not-allowed', {
      detail: `This is for accounts of kind ${contract.access}; yours is ${actor.kind}.`,
    })
  return actor
}

function idempotencyKey(contract: RouteContract, request: FastifyRequest): string | undefined {
  if (contract.idempotencyKey === undefined) return undefined
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && key.length > 0 && key.length <= IDEMPOTENCY_KEY_MAX) return key
  if (key === undefined && contract.idempotencyKey === 'optional') return undefined
  const expected = `${key === undefined ? 'it is required, ' : ''}a text of 1 to ${IDEMPOTENCY_KEY_MAX} characters`
  throw problem('bad-request', { errors: [{ field: 'headers.idempotency-key', expected }] })
}

// A proxy that compresses marks tags as weak (W/); ours name a revision, and mean the same either way.
const REVISION_TAG = /^(?:W\/)?"(\d{1,9})"$/

/** The entity tag of a revision, as answers carry it and If-Match brings it back. */
export const revisionTag = (revision: number): string => `"${revision}"`

function seenRevision(contract: RouteContract, request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']?.trim()
  if (contract.ifMatch === undefined || header === undefined || header === '*') return undefined
  const tag = REVISION_TAG.exec(header)
  if (tag !== null) return Number(tag[1])
  throw problem('bad-request', {
    errors: [{ field: 'headers.if-match', expected: 'one revision in quotes, such as "7", or *' }],
  })
}
