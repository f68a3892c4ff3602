import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { routeOf, subjectOfCall } from './api.ts'
import type { Call, Route } from './call.ts'
import type { Timeline } from './clock.ts'
import * as errors from './errors.ts'
import { isRefusal, type Refusal } from './errors.ts'
import type { Faults } from './faults.ts'
import type { Gateway } from './gateway.ts'
import { readBody, sendText } from './http.ts'
import { writtenOut, type Answer, type IdempotencyKeys } from './idempotency.ts'
import { newId } from './ids.ts'
import type { Journal } from './journal.ts'
import { parseForm } from './form.ts'
import { Reader } from './params.ts'
import { API_VERSION, show } from './show.ts'
import type { Store } from './store.ts'
import type { Switches } from './switches.ts'

export type ApiParts = {
  readonly store: Store
  readonly timeline: Timeline
  readonly gateway: Gateway
  readonly faults: Faults
  readonly keys: IdempotencyKeys
  readonly journal: Journal | undefined
  readonly switches: () => Switches
  readonly secretKey: string
  readonly pageBase: () => string
  readonly log: (message: string, details: Record<string, unknown>) => void
}

type Asked = { readonly method: string; readonly path: string; readonly query: string; readonly requestId: string }
type Given = { readonly answer: Answer; readonly hangUp: boolean; readonly replayOf?: string }

/** One request under `/v1`, from its headers to its answer, with whatever the switches want to go wrong with it. */
export const serveApi = async (request: IncomingMessage, response: ServerResponse, parts: ApiParts): Promise<void> => {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const asked: Asked = { method: request.method ?? '', path, query, requestId: newId('req_', 14) }
  const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
  parts.timeline.runDue()
  const given = await give(request, asked, typeof key === 'string' ? key : null, parts)
  if (given.hangUp) {
    request.socket.destroy()
    return
  }
  sendText(response, given.answer.status, given.answer.body(), {
    'content-type': 'application/json',
    'request-id': asked.requestId,
    'stripe-version': API_VERSION,
    'cache-control': 'no-cache, no-store',
    ...(typeof key === 'string' ? { 'idempotency-key': key } : {}),
    ...(given.replayOf === undefined ? {} : { 'idempotent-replayed': 'true', 'original-request': given.replayOf }),
    ...(given.answer.status === 500 ? { 'stripe-should-retry': 'false' } : {}),
  })
}

const give = async (request: IncomingMessage, asked: Asked, key: string | null, parts: ApiParts): Promise<Given> => {
  const body = asked.method === 'POST' ? await readBody(request) : ''
  if (parts.switches().down) return plainly(errors.providerDown)
  const stranger = refuseStranger(request.headers.authorization, parts.secretKey)
  if (stranger !== undefined) return plainly(stranger)
  const found = routeOf(asked.method, asked.path)
  if (isRefusal(found)) return plainly(found)
  if (body === null) return plainly(errors.bodyTooLarge)
  const form = parseForm(asked.method === 'POST' ? body : asked.query)
  if (isRefusal(form)) return plainly(form)
  const call: Call = {
    id: found.id,
    path: asked.path,
    params: form.params,
    read: new Reader(form.params),
    cause: { requestId: asked.requestId, idempotencyKey: key },
    store: parts.store,
    gateway: parts.gateway,
    pageBase: parts.pageBase(),
  }
  return underFaults(found.route, call, body, parts)
}

const underFaults = async (route: Route, call: Call, body: string, parts: ApiParts): Promise<Given> => {
  const { fault, delayMs } = parts.faults.answer(parts.switches(), subjectOfCall(route, call))
  if (fault === 'rate-limit') return plainly(errors.tooManyRequests)
  const hangUp = fault === 'hang-up'
  const work = (): Answer | Refusal => {
    if (fault === 'server-error') return errors.serverError
    const outcome = attempt(route, call, parts)
    return fault === 'work-then-server-error' ? errors.serverError : outcome
  }
  const { idempotencyKey, requestId } = call.cause
  if (idempotencyKey === null) {
    const answer = toAnswer(work())
    await wait(delayMs)
    return { answer, hangUp }
  }
  const entry = parts.keys.begin(idempotencyKey, call.path, body, requestId ?? '', parts.timeline.now())
  if (isRefusal(entry)) return plainly(entry)
  if ('replay' in entry) {
    await wait(delayMs)
    return { answer: entry.replay, hangUp, replayOf: entry.firstRequest }
  }
  const outcome = work()
  const answer = toAnswer(outcome)
  if (!isRefusal(outcome) || outcome.kept) {
    parts.keys.keep(entry.fresh, answer)
    parts.journal?.keep(writtenOut(entry.fresh, answer))
  }
  // Until the answer is out, a twin is told to wait: the work is done, but the first one is still being answered.
  await wait(delayMs)
  parts.keys.finish(entry.fresh)
  return { answer, hangUp }
}

const wait = async (delayMs: number): Promise<void> => {
  if (delayMs > 0) await sleep(delayMs, undefined, { ref: false })
}

/** A surprise in a verb is a 500 of this provider, and told to the log: never a silent one. */
const attempt = (route: Route, call: Call, parts: ApiParts): Answer | Refusal => {
  try {
    return route.answer(call)
  } catch (problem) {
    parts.log('a call failed', { operation: route.operation, problem: String(problem) })
    return errors.serverError
  }
}

const plainly = (refusal: Refusal): Given => ({ answer: toAnswer(refusal), hangUp: false })

const toAnswer = (outcome: Answer | Refusal): Answer => {
  if (!isRefusal(outcome)) return outcome
  const { error, intent, status } = outcome
  const shown = intent === undefined ? {} : { payment_intent: show({ record: intent, within: {} }) }
  return { status, body: () => JSON.stringify({ error: { ...error, ...shown } }) }
}

/** Stripe takes the key as a bearer token, or as the user name of basic authentication. */
const refuseStranger = (authorization: string | undefined, secretKey: string): Refusal | undefined => {
  const [scheme, credentials] = (authorization ?? '').split(' ')
  if (credentials === undefined || credentials === '') return errors.noKey
  const basic = scheme?.toLowerCase() === 'basic'
  const key = basic ? (Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '') : credentials
  return isSame(key, secretKey) ? undefined : errors.wrongKey(key)
}

const isSame = (given: string, expected: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
