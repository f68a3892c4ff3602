import { hasPass, Refused, type Request } from '@foyer/contract/client'
import type { Problem } from '@foyer/contract/problem'
import type { SuccessOf } from '@foyer/contract/route'
import type { Method, PathOf, RouteAt } from './routes.ts'

/** What is sent to the API, however it gets there. */
export interface ApiRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly signal: AbortSignal | undefined
}

export interface ApiResponse {
  readonly status: number
  readonly contentType: string
  readonly retryAfter: string | null
  readonly text: string
}

/** Carries a request to the API: over HTTP in a browser, within the process on the server. */
export type Send = (request: ApiRequest) => Promise<ApiResponse>

/** A body that is no JSON. */
interface RawBody {
  readonly contentType: string
  readonly text: string
}

interface AnyRequest {
  readonly params?: object | undefined
  readonly query?: object | undefined
  readonly body?: unknown
  readonly key?: string | undefined
  readonly ifMatch?: number | undefined
  readonly raw?: RawBody | undefined
}

export interface Api {
  /**
   * Calls a route of the contract, typed by it: `api.call('GET', '/v1/events/:eventId', { params })`.
   * @throws Refused on a problem, TypeError when nobody answers.
   */
  call<const M extends Method, const P extends PathOf<M>>(
    method: M,
    path: P,
    request: Request<RouteAt<M, P>> & { readonly signal?: AbortSignal; readonly raw?: RawBody },
  ): Promise<SuccessOf<RouteAt<M, P>>>
}

export const apiOver = (send: Send): Api => ({
  async call(method, path, request) {
    const given: AnyRequest = request
    const response = await send({
      method,
      url: fill(path, given.params) + queryText(given.query),
      headers: {
        accept: 'application/json',
        ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(given.raw === undefined ? {} : { 'content-type': given.raw.contentType }),
        ...(given.key === undefined ? {} : { 'idempotency-key': given.key }),
        ...(given.ifMatch === undefined ? {} : { 'if-match': `"${given.ifMatch}"` }),
        // Tells a proxy in front that whoever asks was let in; only the pass itself counts.
        ...(hasPass(given.body) ? { 'foyer-pass': '1' } : {}),
      },
      body: given.raw?.text ?? (given.body === undefined ? undefined : JSON.stringify(given.body)),
      signal: request.signal,
    })
    if (response.status >= 400) throw refusalOf(response)
    return (response.text === '' ? undefined : JSON.parse(response.text)) as never
  },
})

const fill = (path: string, params: object = {}): string =>
  path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(Reflect.get(params, name))))

function queryText(query: object = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  return search.size === 0 ? '' : `?${search.toString()}`
}

function refusalOf({ status, contentType, retryAfter, text }: ApiResponse): Refused {
  const problem: Problem = contentType.startsWith('application/problem+json')
    ? (JSON.parse(text) as Problem)
    : { type: 'about:blank', title: String(status), status, code: 'not-a-problem' }
  return new Refused(problem, retryAfter === null ? undefined : Number(retryAfter))
}
