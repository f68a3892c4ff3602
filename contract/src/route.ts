import type { Static, TObject, TSchema } from 'typebox'
import type { ProblemCode } from './problems.ts'

/** Who may call: everybody; whoever is signed in; individuals (they buy); vendors (they sell). */
export type Access = 'public' | 'signed-in' | 'individual' | 'vendor'

/** A success whose body is not JSON: a picture, a document, a calendar, a stream of events. */
export interface RawResponse {
  readonly contentType: string
  readonly description: string
}

export interface RouteContract {
  /** Name in code and in the OpenAPI document, `<domain>.<verb>`. */
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** With `:name` parameters. */
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly description?: string
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  /** A body that is not JSON: a file. */
  readonly rawBody?: RawResponse
  /** Whether the request may (`optional`) or must carry an Idempotency-Key. */
  readonly idempotencyKey?: 'optional' | 'required'
  /** Whether the request may carry If-Match with the revision that its sender has seen. */
  readonly ifMatch?: 'optional'
  /** Largest body in bytes; 32 KiB unless said. */
  readonly bodyLimit?: number
  /** Success status and what comes with it; `null` for no body. */
  readonly success: {
    readonly status: number
    readonly body: TSchema | RawResponse | null
    readonly description: string
  }
  /** Codes beyond those that any route may answer. */
  readonly problems: readonly ProblemCode[]
}

/** Types a route while keeping its schemas literal, so that a handler is typed by it. */
export const defineRoute = <const R extends RouteContract>(route: R): R => route

/** No parameters, no query. */
type Nothing = Record<string, never>

type SchemaType<S, Otherwise> = S extends TSchema ? Static<S> : Otherwise

export type ParamsOf<R extends RouteContract> = SchemaType<R['params'], Nothing>
export type QueryOf<R extends RouteContract> = SchemaType<R['query'], Nothing>
export type BodyOf<R extends RouteContract> = SchemaType<R['body'], undefined>
export type SuccessOf<R extends RouteContract> = R['success']['body'] extends TSchema
  ? Static<R['success']['body']>
  : R['success']['body'] extends null
    ? void
    : unknown
