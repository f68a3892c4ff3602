import { problemCatalogue, type ProblemCode } from '@foyer/contract'

export interface FieldError {
  readonly field: string
  readonly expected: string
}

export interface ProblemDetails {
  /** What happened in this very case, in a sentence for a person. */
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  readonly headers?: Readonly<Record<string, string>>
  /** Further members of the problem document, as the code's page describes them. */
  readonly extras?: Readonly<Record<string, unknown>>
}

/** A refusal on its way out: thrown at the edge only, rendered as an RFC 9457 problem by `renderProblem`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly details: ProblemDetails
  constructor(code: ProblemCode, details: ProblemDetails) {
    super(details.detail ?? problemCatalogue[code].title)
    this.code = code
    this.details = details
  }
  get status(): number {
    return problemCatalogue[this.code].status
  }
}

/** A refusal with a code of the catalogue; throw it. */
export const problem = (code: ProblemCode, details: ProblemDetails = {}): ProblemError =>
  new ProblemError(code, details)

/** The value, or a 404 where there is none: what is not there and what is not yours look alike. */
export function required<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw problem('not-found')
  return value
}

/** The RFC 9457 document of a refusal. */
export function renderProblem(refusal: ProblemError, requestId: string): Record<string, unknown> {
  const kind = problemCatalogue[refusal.code]
  return {
    type: `/docs/errors/${refusal.code}`,
    title: kind.title,
    status: kind.status,
    code: refusal.code,
    ...(refusal.details.detail === undefined ? {} : { detail: refusal.details.detail }),
    instance: requestId,
    ...(refusal.details.errors === undefined ? {} : { errors: refusal.details.errors }),
    ...refusal.details.extras,
  }
}
