import type { Problem } from './problem.ts'
import type { BodyOf, ParamsOf, QueryOf, RouteContract, SuccessOf } from './route.ts'

/** A refusal as a client meets it. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: Problem
  /** Seconds after which to try again, where the server says so. */
  readonly retryAfter: number | undefined
  constructor(problem: Problem, retryAfter: number | undefined) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`)
    this.problem = problem
    this.retryAfter = retryAfter
  }
}

// Tuples keep the conditions from being asked of each member of a union by itself.
type Given<Name extends string, Value> = [Value] extends [Record<string, never> | undefined]
  ? { readonly [K in Name]?: never }
  : [Record<string, never>] extends [Value]
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value }

/** What a call to a route needs. */
export type Request<R extends RouteContract> = Given<'params', ParamsOf<R>> &
  Partial<Given<'query', QueryOf<R>>> &
  Given<'body', BodyOf<R>> & { readonly key?: string; readonly timeoutMs?: number } & RevisionSeen<R>

/** Which revision the sender has seen, where the route asks: If-Match. Without one, whatever stands there is changed. */
type RevisionSeen<R extends RouteContract> = R['ifMatch'] extends 'optional' ? { readonly ifMatch?: number } : unknown

/** The same, as the sending of it sees it. */
interface AnyRequest {
  readonly params?: object | undefined
  readonly query?: object | undefined
  readonly body?: unknown
  readonly key?: string | undefined
  readonly ifMatch?: number | undefined
  readonly timeoutMs?: number | undefined
}

export interface Client {
  /** The answer of a route, typed by the contract. @throws Refused on a problem, TypeError when nobody answers. */
  call<const R extends RouteContract>(route: R, request: Request<R>): Promise<SuccessOf<R>>
  /** The same server for somebody who is signed in. */
  signedIn(accessToken: string): Client
  readonly baseUrl: string
  readonly accessToken: string | undefined
}

const TIMEOUT_MS = 15_000

/** A client of the Foyer at an address: the routes of the contract over `fetch`, and nothing else. */
export function connect(baseUrl: string, accessToken?: string): Client {
  return {
    baseUrl,
    accessToken,
    signedIn: (token) => connect(baseUrl, token),
    async call(route, request) {
      const given: AnyRequest = request
      const response = await fetch(baseUrl + fill(route.path, given.params) + queryText(given.query), {
        method: route.method,
        headers: {
          ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
          ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(given.key === undefined ? {} : { 'idempotency-key': given.key }),
          ...(given.ifMatch === undefined ? {} : { 'if-match': `"${given.ifMatch}"` }),
          // Tells a proxy in front that whoever asks was let in; only the pass itself counts.
          ...(hasPass(given.body) ? { 'foyer-pass': '1' } : {}),
        },
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
        signal: AbortSignal.timeout(given.timeoutMs ?? TIMEOUT_MS),
      })
      if (!response.ok) throw await refusalOf(response)
      const body = route.success.body
      if (body === null) return undefined as never
      return ('contentType' in body ? new Uint8Array(await response.arrayBuffer()) : await response.json()) as never
    },
  }
}

/** Whether a request brings the pass of a waiting room. */
export const hasPass = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'pass' in body && body.pass !== undefined

const fill = (path: string, params: object = {}): string =>
  path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(Reflect.get(params, name))))

function queryText(query: object = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  return search.size === 0 ? '' : `?${search.toString()}`
}

async function refusalOf(response: Response): Promise<Refused> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  const text = await response.text()
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true
  const problem: Problem = isProblem
    ? (JSON.parse(text) as Problem)
    : {
        type: 'about:blank',
        title: response.statusText,
        status: response.status,
        code: 'not-a-problem',
        detail: text.slice(0, 200),
      }
  return new Refused(problem, Number.isNaN(retryAfter) ? undefined : retryAfter)
}
