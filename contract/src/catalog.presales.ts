import { Type, type Static } from 'typebox'
import { line, maybe, nullable } from './catalog.schemas.ts'
import { ById } from './catalog.search.ts'
import { TICKETS_PER_EVENT_MAX } from './catalog.events.ts'
import { Id, Instant, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

export const PRESALES_PER_EVENT_MAX = 20
export const CODES_PER_REQUEST_MAX = 5_000
const CODES_BODY_BYTES_MAX = 512 * 1024

/** What a person types: letters, digits and dashes, in whatever case. */
export const PresaleCode = Type.String({
  pattern: '^[A-Za-z0-9-]{6,40}$',
  description: 'A presale code; case and dashes do not matter.',
})

export const PresaleInput = Strict({
  name: line(80, 'For whom it is, e.g. Fan club; unique within the event.'),
  startsAt: Instant,
  endsAt: Instant,
  allowance: maybe(
    Type.Integer({
      minimum: 1,
      maximum: TICKETS_PER_EVENT_MAX,
      description: 'Tickets at most for one person while only the presale is open; null: as the event says.',
    }),
  ),
})
export type PresaleInput = Static<typeof PresaleInput>

export const PresaleView = Strict({
  id: Id,
  name: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  allowance: nullable(Type.Integer()),
  codes: Type.Integer({ description: 'How many codes it has.' }),
  people: Type.Integer({ description: 'How many people have used one.' }),
})
export type PresaleView = Static<typeof PresaleView>

export const PresaleCodesInput = Strict({
  codes: Type.Optional(
    Type.Array(PresaleCode, { minItems: 1, maxItems: CODES_PER_REQUEST_MAX, description: 'Codes of your own.' }),
  ),
  generate: Type.Optional(
    Type.Integer({ minimum: 1, maximum: CODES_PER_REQUEST_MAX, description: 'Or: how many are to be made up.' }),
  ),
  peoplePerCode: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
})
export type PresaleCodesInput = Static<typeof PresaleCodesInput>

const PresaleParams = Strict({ eventId: Id, presaleId: Id })

/** Presales: who has a code holds places before the sale opens to everybody. */
export const presaleRoutes = {
  presales: defineRoute({
    operation: 'catalog.presales',
    method: 'GET',
    path: '/v1/events/:eventId/presales',
    access: 'vendor',
    summary: 'The presales of an event, with how far their codes are used.',
    params: ById('eventId'),
    success: { status: 200, body: Strict({ items: Type.Array(PresaleView) }), description: 'The presales.' },
    problems: ['not-found'],
  }),
  addPresale: defineRoute({
    operation: 'catalog.addPresale',
    method: 'POST',
    path: '/v1/events/:eventId/presales',
    access: 'vendor',
    summary: 'Adds a presale to an event. It opens with codes alone.',
    params: ById('eventId'),
    body: PresaleInput,
    idempotencyKey: 'optional',
    success: { status: 201, body: PresaleView, description: 'The presale.' },
    problems: ['not-found', 'name-taken', 'idempotency-key-reused'],
  }),
  removePresale: defineRoute({
    operation: 'catalog.removePresale',
    method: 'DELETE',
    path: '/v1/events/:eventId/presales/:presaleId',
    access: 'vendor',
    summary: 'Removes a presale with its codes. What was held or bought by them stays.',
    params: PresaleParams,
    success: { status: 204, body: null, description: 'It is gone.' },
    problems: ['not-found'],
  }),
  addPresaleCodes: defineRoute({
    operation: 'catalog.addPresaleCodes',
    method: 'POST',
    path: '/v1/events/:eventId/presales/:presaleId/codes',
    access: 'vendor',
    summary: 'Adds codes to a presale: your own, or made up.',
    description: 'Only digests are kept, so codes are shown in this answer and never again.',
    params: PresaleParams,
    body: PresaleCodesInput,
    bodyLimit: CODES_BODY_BYTES_MAX,
    success: {
      status: 201,
      body: Strict({ codes: Type.Array(Type.String()), added: Type.Integer({ description: 'New among them.' }) }),
      description: 'The codes.',
    },
    problems: ['not-found'],
  }),
}
