import { Agent } from 'undici'
import type { Outcome, Step, Tally } from './tally.ts'

export interface Asked {
  readonly step: Step
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly token?: string | undefined
  readonly key?: string
  readonly body?: unknown
  /** Another address than the installation's: the sandbox. */
  readonly origin?: string
  /** When it was due, on the clock of the performance. */
  readonly due: number
  /** Not counted among what people ask for: an attempt that is to be refused. */
  readonly quiet?: boolean
}

/** Requests under way at most, those that wait for a connection among them; what is due beyond is not sent, and is a failure. */
const UNDER_WAY_MAX = 4_000
const ANSWER_WITHIN_MS = 15_000
const BUSY = new Set([429, 503])

/** The way to the installation: a bounded number of kept connections, whatever the number of people. */
export class Wire {
  readonly #url: string
  readonly #agent: Agent
  readonly #tally: Tally
  #underWay = 0

  constructor(url: string, connections: number, tally: Tally) {
    this.#url = url
    this.#tally = tally
    this.#agent = new Agent({
      connections,
      pipelining: 1,
      headersTimeout: ANSWER_WITHIN_MS,
      bodyTimeout: ANSWER_WITHIN_MS,
    })
  }

  get underWay(): number {
    return this.#underWay
  }

  /** Never throws: what goes wrong is an outcome. */
  async ask(asked: Asked): Promise<Outcome> {
    const outcome = this.#underWay >= UNDER_WAY_MAX ? UNSENT : await this.#send(asked)
    if (asked.quiet !== true) this.#tally.request(asked.step, outcome, performance.now() - asked.due)
    return outcome
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }

  async #send({ method, path, token, key, body, origin }: Asked): Promise<Outcome> {
    this.#underWay++
    try {
      const answer = await this.#agent.request({
        origin: origin ?? this.#url,
        method,
        path,
        headers: {
          accept: 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.body.text()
      return outcomeOf(answer.statusCode, text, answer.headers['retry-after'])
    } catch (error) {
      return { kind: 'failed', code: reasonOf(error) }
    } finally {
      this.#underWay--
    }
  }
}

/** Why there was no answer, in words; what is not known by its code keeps that. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
  return REASONS[code] ?? code
}

const REASONS: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_SOCKET: 'connection broken',
  ECONNRESET: 'connection broken',
  ECONNREFUSED: 'connection refused',
}

/** There were as many requests under way as may be. */
export const UNSENT_CODE = 'unsent'

const UNSENT: Outcome = { kind: 'failed', code: UNSENT_CODE }

/** What an answer says. A 5xx is a polite no only when it says when to come back. */
export function outcomeOf(status: number, text: string, retryAfter: string | string[] | undefined): Outcome {
  const body = text === '' ? undefined : parsed(text)
  if (status < 400 && (text === '' || body !== undefined)) return { kind: 'done', body }
  const seconds = typeof retryAfter === 'string' ? Number(retryAfter) : Number.NaN
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : null
  const isPolite = status >= 400 && (status < 500 || (BUSY.has(status) && retryAfterMs !== null))
  if (!isPolite) return { kind: 'failed', code: `status ${status}` }
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : `status ${status}`
  return { kind: 'refused', status, code, retryAfterMs }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not the JSON of an API: the page of a proxy, say. The status tells what it was.
    return undefined
  }
}
