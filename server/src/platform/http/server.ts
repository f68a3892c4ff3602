import { randomBytes } from 'node:crypto'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerFactory,
} from 'fastify'
import { TooManyWait } from '../gather.ts'
import type { Log } from '../log.ts'
import { isPassing } from '../passing-failures.ts'
import { answerBrokenRequest, badPath } from './broken-requests.ts'
import { problem, ProblemError, renderProblem } from './problem.ts'
import type { Authenticate } from './route.ts'
import type { Tls } from './tls.ts'
import { useValidation } from './validation.ts'

export interface ServerOptions {
  readonly log: Log
  readonly authenticate: Authenticate
  /** Addresses of proxies in front whose X-Forwarded-For is believed; none unless said. */
  readonly trustedProxies: readonly string[]
  /** HTTPS instead of HTTP. */
  readonly tls?: Tls
}

const BODY_LIMIT_BYTES = 32 * 1024
const KEEP_ALIVE_MS = 65_000
/** All of a request, and of it the head: Node would take the larger of both for all, and its own for the head is a minute. */
const REQUEST_TIMEOUT_MS = 30_000
const HEAD_TIMEOUT_MS = 15_000
/** For whoever takes nothing of an answer any more. A stream of events says something more often. */
const STANDSTILL_TIMEOUT_MS = 60_000
/** How often requests that are too slow are looked for. */
const SLOWNESS_CHECK_MS = 5_000
const PARAM_LENGTH_MAX = 200

/** The HTTP server without any route: limits, validation, headers, and problems instead of stack traces. */
export function buildServer(options: ServerOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = options.log
  const { tls } = options
  const times = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_TIMEOUT_MS }
  const slowness = { headersTimeout: HEAD_TIMEOUT_MS, connectionsCheckingInterval: SLOWNESS_CHECK_MS }
  const serverFactory: FastifyServerFactory | undefined =
    tls && ((handle) => tls.createServer({ ...times, ...slowness }, handle).setTimeout(STANDSTILL_TIMEOUT_MS))
  const app = Fastify({
    ...(serverFactory === undefined ? {} : { serverFactory }),
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    ...times,
    connectionTimeout: STANDSTILL_TIMEOUT_MS,
    http: slowness,
    // What still comes in over an open connection while the server closes is answered like any other.
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    frameworkErrors: (_error, request, reply) => void answerProblem(badPath(PARAM_LENGTH_MAX), request, reply),
    clientErrorHandler: answerBrokenRequest,
    genReqId: requestIds(),
    // One made for each request would cost more than a hold does; a failure is logged with its request's id anyway.
    childLoggerFactory: (log) => log,
  })
  // JSON is all that is taken, but where a route says otherwise.
  app.removeContentTypeParser('text/plain')
  useValidation(app)
  app.decorate('authenticate', options.authenticate)
  app.decorateRequest('actor', undefined)
  // Hooks of every request call `done`: a promise for each of them would cost more than what they do.
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SAFE_HEADERS)
    done()
  })
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    const refusal = error instanceof ProblemError ? error : translate(error, request.routeOptions.config.takes)
    if (refusal.status >= 500 && refusal.code === 'internal-error')
      request.log.error(
        { err: error, requestId: request.id, method: request.method, url: request.routeOptions.url },
        'a request failed',
      )
    return answerProblem(refusal, request, reply)
  })
  app.setNotFoundHandler(() => {
    throw problem('not-found')
  })
  return app
}

/** Ids that no other process or start gives: a random beginning, then a count. */
function requestIds(): () => string {
  const process = randomBytes(6).toString('base64url')
  let count = 0
  return () => `${process}${(++count).toString(36)}`
}

const answerProblem = (refusal: ProblemError, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply
    .code(refusal.status)
    .headers(refusal.details.headers ?? {})
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(renderProblem(refusal, request.id)))

/** For an API: nothing is framed, sniffed, embedded or referred. */
const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const

/** What the framework or the driver throws, as a refusal with a code. */
function translate(error: FastifyError, takes = 'application/json'): ProblemError {
  if (error instanceof TooManyWait) return problem('try-again-soon', { headers: { 'retry-after': '2' } })
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problem('body-too-large')
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return problem('unsupported-media-type', { detail: `It takes ${takes}.` })
  if (error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY')
    return problem('bad-request', { errors: [{ field: 'body', expected: 'a JSON document' }] })
  if (isPassing(error))
    return problem('try-again-soon', {
      detail: 'The database cannot be reached for the moment.',
      headers: { 'retry-after': '2' },
    })
  // Malformed URLs, headers and parameters, which the framework marks as the client's.
  if (error.statusCode === 400) return problem('bad-request', { detail: error.message })
  return problem('internal-error')
}
