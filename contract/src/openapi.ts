import type { TSchema } from 'typebox'
import { Problem } from './problem.ts'
import { problemCatalogue, type ProblemCode } from './problems.ts'
import type { RawResponse, RouteContract } from './route.ts'

type Json = Record<string, unknown>

/** What the rest of a path is called, where a route takes it whole, slashes and all. */
const REST = 'path'

/** Codes that any route may answer, besides its own. */
const ALWAYS: readonly ProblemCode[] = ['bad-request', 'internal-error', 'try-again-soon']

/** The OpenAPI 3.1 document of the whole API, from its routes. The same input gives the same bytes. */
export function openApiDocument(routes: readonly RouteContract[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of [...routes].sort(byPath)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}').replace('*', `{${REST}}`)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Foyer',
      version,
      summary: 'Find an event, hold places, pay, and get in.',
      description:
        'Amounts are in minor units with their currency. Times are ISO 8601, with the zone of the venue beside. ' +
        'Refusals are RFC 9457 problems with a stable code, each with a page. ' +
        'Whatever creates or moves money takes an Idempotency-Key. Lists are paged by cursor.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: plain(Problem) },
    },
  }
}

const byPath = (a: RouteContract, b: RouteContract) =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1

const tagOf = (route: RouteContract): string => route.operation.split('.')[0] ?? route.operation

function operation(route: RouteContract): Json {
  return {
    operationId: route.operation,
    tags: [tagOf(route)],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: route.access === 'public' ? [] : [{ bearer: [] }],
    'x-access': route.access,
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(route.idempotencyKey === undefined ? [] : [keyParameter(route.idempotencyKey === 'required')]),
      ...(route.ifMatch === undefined ? [] : [MATCH_PARAMETER]),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: plain(route.body) } } } }),
    ...(route.rawBody === undefined ? {} : { requestBody: { required: true, ...contentOf(route.rawBody) } }),
    responses: {
      [route.success.status]: { description: route.success.description, ...contentOf(route.success.body) },
      ...refusals(route),
    },
  }
}

function parameters(schema: RouteContract['params'], place: 'path' | 'query'): Json[] {
  if (schema === undefined) return []
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties).map(([name, property]) => ({
    name: name === '*' ? REST : name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: plain(property),
  }))
}

const keyParameter = (required: boolean): Json => ({
  name: 'Idempotency-Key',
  in: 'header',
  required,
  description: 'Names this attempt; repeating it with the same body gives the same answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
})

const MATCH_PARAMETER: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The `revision` that the sender has seen, in quotes. Refused with 412 when there is a later one; without it, what stands ' +
    'there is changed, whatever it is.',
  schema: { type: 'string', pattern: '^(\\*|(W/)?"\\d{1,9}")$', examples: ['"7"'] },
}

function contentOf(body: TSchema | RawResponse | null): Json {
  if (body === null) return {}
  if (isRaw(body))
    return { content: { [body.contentType]: { schema: { type: 'string', description: body.description } } } }
  return { content: { 'application/json': { schema: plain(body) } } }
}

const isRaw = (body: TSchema | RawResponse): body is RawResponse => 'contentType' in body

/** One response for each status, naming the codes that come with it. */
function refusals(route: RouteContract): Json {
  const codes = new Set<ProblemCode>([...ALWAYS, ...route.problems])
  if (route.access !== 'public') codes.add('not-signed-in')
  if (route.access === 'individual' || route.access === 'vendor') codes.add('not-allowed')
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of [...codes].sort()) {
    const status = problemCatalogue[code].status
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      {
        description: names.map((code) => `\`${code}\`: ${problemCatalogue[code].title}.`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** A schema without the marks that its library hangs on it. */
const plain = (schema: TSchema): unknown => JSON.parse(JSON.stringify(schema))

/** The document as the bytes that are committed. */
export const openApiText = (routes: readonly RouteContract[], version: string): string =>
  `${JSON.stringify(openApiDocument(routes, version), null, 2)}\n`
