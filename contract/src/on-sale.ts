import { Type, type Static } from 'typebox'
import { maybe, nullable } from './catalog.schemas.ts'
import { Id, Instant, Strict } from './primitives.ts'

/** What an organiser sets for an event that will be rushed for. */
export const OnSaleInput = Strict({
  lobbyOpensAt: Instant,
  drawMinutes: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'How long before the on-sale the lobby closes and the draw begins; 2 unless said.',
    }),
  ),
  peopleAtOnce: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'How many may choose at one moment.' }),
  peoplePerMinute: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'Let in at most; null: as many as there is room for.',
    }),
  ),
  sessionSeconds: maybe(
    Type.Integer({ minimum: 60, maximum: 3_600, description: 'How long one has for choosing; 600 unless said.' }),
  ),
  placesPerPerson: maybe(
    Type.Integer({ minimum: 1, maximum: 100, description: 'If fewer than the event allows; null: as it says.' }),
  ),
  placesPerCard: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description:
        'Places that one card may pay for, by whatever accounts; twice what the event allows one person unless said, null: as many as they like.',
    }),
  ),
  placesPerNetwork: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description:
        'Places that may be held and bought from one network (an IPv4 address, an IPv6 /56), by whatever accounts; null, and unless said: as many as they like, since families, campuses and offices share one.',
    }),
  ),
  proofOfWork: Type.Optional(
    Type.Boolean({ default: true, description: 'Whether entering takes a little work of the device, against bots.' }),
  ),
  randomness: Type.Optional(
    Type.Enum(['seed', 'drand'], {
      description:
        'What decides the draw: a committed seed, or a round of the public beacon drand, which needs access to the outside. Unless said: drand where the installation has it.',
    }),
  ),
})
export type OnSaleInput = Static<typeof OnSaleInput>

export const OnSale = Strict({
  eventId: Id,
  lobbyOpensAt: Instant,
  lobbyClosesAt: Instant,
  onSaleAt: Instant,
  peopleAtOnce: Type.Integer(),
  peoplePerMinute: nullable(Type.Integer()),
  sessionSeconds: Type.Integer(),
  placesPerPerson: nullable(Type.Integer()),
  placesPerCard: nullable(Type.Integer()),
  placesPerNetwork: nullable(Type.Integer()),
  proofOfWork: Type.Boolean(),
  randomness: Type.Enum(['seed', 'drand']),
  fixed: Type.Array(Type.String(), { description: 'Fields that can no longer be changed, since the lobby is open.' }),
  timeline: Type.Array(
    Strict({
      at: Instant,
      what: Type.Enum(['presale-opens', 'presale-closes', 'lobby-opens', 'lobby-closes', 'on-sale', 'off-sale']),
      name: nullable(Type.String({ description: 'Of a presale.' })),
    }),
    { description: 'What happens when, in order.' },
  ),
})
export type OnSale = Static<typeof OnSale>
