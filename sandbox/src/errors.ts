import type { Charge, Intent, PaymentFailure } from './records.ts'

/** An expected refusal, in the envelope of Stripe's API. Codes are Stripe's; the sentences are our own. */
export type Refusal = {
  readonly status: number
  readonly error: ErrorBody
  /** The intent as it stands after the refusal, shown inside the error. */
  readonly intent?: Intent
  /**
   * Whether the answer is kept under the idempotency key: it is once the work began, and not when the parameters were
   * at fault or a twin was running (docs.stripe.com/api/idempotent_requests).
   */
  readonly kept: boolean
}

type ErrorBody = {
  readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error'
  readonly message: string
  readonly code?: string
  readonly param?: string
  readonly decline_code?: string
  readonly charge?: string
}

export const isRefusal = (outcome: object | string | undefined): outcome is Refusal =>
  typeof outcome === 'object' && 'error' in outcome

/** A parameter that is missing, unknown or malformed. */
export const badParameter = (param: string, code: string | undefined, message: string): Refusal => ({
  status: 400,
  kept: false,
  error: { type: 'invalid_request_error', message, ...(code === undefined ? {} : { code }), param },
})

export const notFound = (what: string, id: string, param = 'id'): Refusal => ({
  status: 404,
  kept: false,
  error: { type: 'invalid_request_error', code: 'resource_missing', message: `There is no ${what} '${id}'.`, param },
})

export const unknownRoute = (method: string, path: string): Refusal => ({
  status: 404,
  kept: false,
  error: { type: 'invalid_request_error', message: `There is nothing at ${method} ${path}.` },
})

/** The object exists, but what is asked cannot be done to it now. */
export const wrongState = (message: string, code?: string, intent?: Intent): Refusal => ({
  status: 400,
  kept: true,
  error: { type: 'invalid_request_error', message, ...(code === undefined ? {} : { code }) },
  ...(intent === undefined ? {} : { intent }),
})

export const cardRefused = (failure: PaymentFailure, intent: Intent, charge: Charge): Refusal => ({
  status: 402,
  kept: true,
  intent,
  error: {
    type: 'card_error',
    code: failure.code,
    ...(failure.declineCode === undefined ? {} : { decline_code: failure.declineCode }),
    message: failure.message,
    charge: charge.id,
  },
})

export const noKey: Refusal = {
  status: 401,
  kept: false,
  error: {
    type: 'invalid_request_error',
    message: 'No API key was given. Send it as a bearer token in the Authorization header.',
  },
}

export const wrongKey = (key: string): Refusal => ({
  status: 401,
  kept: false,
  error: { type: 'invalid_request_error', message: `This API key is not known here: ${masked(key)}` },
})

export const tooManyRequests: Refusal = {
  status: 429,
  kept: false,
  error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests; slow down.' },
}

export const full: Refusal = {
  status: 429,
  kept: false,
  error: {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message: 'The sandbox holds as many unfinished payments as it can.',
  },
}

export const bodyTooLarge: Refusal = {
  status: 413,
  kept: false,
  error: { type: 'invalid_request_error', message: 'The body is larger than the sandbox reads.' },
}

export const serverError: Refusal = {
  status: 500,
  kept: true,
  error: { type: 'api_error', message: 'Something went wrong on the side of the payment provider.' },
}

export const providerDown: Refusal = {
  status: 503,
  kept: false,
  error: { type: 'api_error', message: 'The payment provider is not available.' },
}

export const keyTooLong: Refusal = {
  status: 400,
  kept: false,
  error: { type: 'invalid_request_error', message: 'An idempotency key has at most 255 characters.' },
}

export const keyInUse: Refusal = {
  status: 409,
  kept: false,
  error: {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'Another request with this idempotency key is being worked on.',
  },
}

export const keyReused = (difference: string): Refusal => ({
  status: 400,
  kept: false,
  error: { type: 'idempotency_error', message: `This idempotency key was first used with ${difference}.` },
})

const masked = (key: string): string => (key.length <= 12 ? '***' : `${key.slice(0, 8)}***${key.slice(-4)}`)
