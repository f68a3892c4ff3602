import type { IncomingMessage, ServerResponse } from 'node:http'
import { cards } from './cards.ts'
import type { Control } from './control.ts'
import type { NextFault } from './faults.ts'
import type { PayOutcome } from './gateway.ts'
import { readBody, sendJson } from './http.ts'
import { isGroup } from './switches.ts'
import type { ReleaseOrder } from './webhooks.ts'

type Body = Readonly<Record<string, unknown>>
type Reply = { readonly status: number; readonly value: unknown }
type Handler = (body: Body, id: string) => Reply | Promise<Reply>

/** The control under `/_sandbox`: JSON in, JSON out, 400 with a sentence where something is wrong. */
export const serveControl = (control: Control) => {
  const handlers = handlersOf(control)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = ''] = (request.url ?? '').split('?')
    const [, , area = '', id = '', verb = ''] = path.split('/')
    const name = [request.method, area, id && verb ? '*' : id, verb].filter((part) => part !== '').join(' ')
    const handler = handlers[name]
    const body = await readJson(request)
    if (handler === undefined) return sendJson(response, 404, { error: `Nothing at ${request.method} ${path}.` })
    if ('wrong' in body) return sendJson(response, 400, { error: body.wrong })
    try {
      const reply = await handler(body.given, id)
      return sendJson(response, reply.status, reply.value)
    } catch (problem) {
      if (problem instanceof RangeError) return sendJson(response, 400, { error: problem.message })
      throw problem
    }
  }
}

const handlersOf = (control: Control): Readonly<Record<string, Handler>> => ({
  'GET switches': () => ok(control.switches()),
  'PATCH switches': (body) => ok(control.setSwitches(body)),
  'PUT switches': (body) => ok(control.replaceSwitches(body)),
  'POST next': (body) => {
    control.failNext(body as NextFault)
    return ok({})
  },
  'GET clock': () => ok({ now: new Date(control.now()).toISOString() }),
  'POST clock': (body) => {
    control.advance(Number(body['advanceSeconds']))
    return ok({ now: new Date(control.now()).toISOString() })
  },
  'GET cards': () => ok(cards.map(({ number, about }) => ({ number, about }))),
  'GET ledger': () => ok(control.ledger()),
  'POST reset': () => {
    control.reset()
    return ok({})
  },
  'POST sessions * pay': (body, id) => replyTo(control.pay(id, text(body, 'card'))),
  'POST sessions * challenge': (body, id) => replyTo(control.answerChallenge(id, body['passed'] === true)),
  'POST disputes': (body) => {
    const { amount, reason } = body
    const options = {
      ...(typeof amount === 'number' ? { amount } : {}),
      ...(typeof reason === 'string' ? { reason } : {}),
    }
    return ok({ id: control.openDispute(text(body, 'of'), options) })
  },
  'POST disputes * close': (body, id) => {
    const outcome = text(body, 'outcome')
    if (outcome !== 'won' && outcome !== 'lost') throw new RangeError('outcome must be won or lost.')
    control.closeDispute(id, outcome)
    return ok({})
  },
  'GET webhooks': () => ok({ held: control.heldWebhooks() }),
  'POST webhooks release': async (body) => ok({ delivered: await control.releaseWebhooks(readOrder(body['order'])) }),
})

const ok = (value: unknown): Reply => ({ status: 200, value })

const replyTo = (outcome: PayOutcome): Reply => {
  if (outcome.outcome === 'declined') return { status: 402, value: outcome }
  return { status: outcome.outcome === 'refused' ? refusalStatus[outcome.because] : 200, value: outcome }
}

const refusalStatus = {
  'mistyped-card': 400,
  'no-challenge': 409,
  'provider-down': 503,
  'session-complete': 409,
  'session-expired': 409,
  unknown: 404,
} as const

const text = (body: Body, name: string): string => {
  const value = body[name]
  if (typeof value !== 'string') throw new RangeError(`${name} must be a text.`)
  return value
}

const readOrder = (order: unknown): ReleaseOrder => {
  if (order === undefined || order === 'as-sent') return 'as-sent'
  if (order === 'reversed') return 'reversed'
  if (Array.isArray(order) && order.every((id) => typeof id === 'string')) return { events: order }
  throw new RangeError('order must be as-sent, reversed, or a list of event ids.')
}

/** A JSON object, or none at all. The content type keeps a foreign web page from posting here unasked. */
const readJson = async (request: IncomingMessage): Promise<{ given: Body } | { wrong: string }> => {
  const written = await readBody(request)
  if (written === '') return { given: {} }
  if (written === null) return { wrong: 'The body is too large.' }
  if (!request.headers['content-type']?.startsWith('application/json')) return { wrong: 'Send application/json.' }
  try {
    const given: unknown = JSON.parse(written)
    return isGroup(given) ? { given } : { wrong: 'The body must be a JSON object.' }
  } catch (problem) {
    if (problem instanceof SyntaxError) return { wrong: 'The body is not JSON.' }
    throw problem
  }
}
