import { setTimeout as wait } from 'node:timers/promises'

export interface EngineAnswer {
  readonly status: number
  readonly body: unknown
}

/** The engine could not be reached, or answered what nobody can work with. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  /** 0: no answer. */
  readonly status: number
  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

export interface WireOptions {
  /** Where the engine is, with user and password where it asks for them. */
  readonly url: string
  readonly timeoutMs?: number
  readonly tries?: number
}

const TIMEOUT_MS = 10_000
const TRIES = 4
const PAUSE_MS = 100
const PAUSE_MAX_MS = 2_000
const ANSWER_BYTES_MAX = 64 * 1024 * 1024
/** Too much at once, or not now: the same may do a little later. */
const AGAIN = new Set([429, 502, 503, 504])

/**
 * Asks an engine that speaks the REST interface which Elasticsearch and OpenSearch have in common. `body` is JSON, or text
 * as it is (lines of JSON). What fails in passing is tried again, a few times, with pauses that grow.
 * @throws EngineError when it cannot be reached, or when an answer is not JSON; refusals are answers.
 */
export type Wire = (
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object | string,
) => Promise<EngineAnswer>

export function openWire({ url, timeoutMs = TIMEOUT_MS, tries = TRIES }: WireOptions): Wire {
  const { origin, pathname, username, password } = new URL(url)
  const base = origin + pathname.replace(/\/$/, '')
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  const authorization = username === '' ? {} : { authorization: `Basic ${secret}` }

  return async (method, path, body) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await ask(method, path, body)
        if (!AGAIN.has(answer.status) || attempt >= tries) return answer
      } catch (error) {
        if (attempt >= tries)
          throw new EngineError(`the search engine did not answer ${method} ${path}`, 0, { cause: error })
      }
      await wait(Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2))
    }
  }

  async function ask(method: string, path: string, body?: object | string): Promise<EngineAnswer> {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...authorization,
        ...(body === undefined
          ? {}
          : { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    })
    const text = await response.text()
    if (text.length > ANSWER_BYTES_MAX) throw new EngineError(`answer of ${text.length} bytes`, response.status)
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
}

/** The body of an answer that must be a success. @throws EngineError with what the engine said. */
export function succeeded({ status, body }: EngineAnswer, doing: string): unknown {
  if (status >= 200 && status < 300) return body
  throw new EngineError(
    `the search engine refused to ${doing}: ${status} ${JSON.stringify(body).slice(0, 500)}`,
    status,
  )
}
