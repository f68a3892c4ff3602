import { Type, type Static } from 'typebox'
import { Appearance, NAME_MAX, line, maybe, nullable, prose } from './catalog.schemas.ts'
import { CurrencyCode, Id, Instant, Money, Strict } from './primitives.ts'

/** What vendors write about an event: when, where, what it costs. */

export const TICKETS_PER_EVENT_MAX = 10
export const PRICE_LEVELS_MAX = 100
const APPEARANCES_MAX = 100

export const ManifestHash = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of the manifest in canonical JSON, in hex.',
})

const Minor = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000,
  description: 'In minor units of the currency of the event.',
})

/** Amounts without a currency of their own: face value and fees share that of the event. */
export const EventPrices = Strict({ faceValue: Minor, fees: Minor })

export const PriceLevelInput = Strict({
  name: line(80, 'Unique within the event; keeps its id as long as it keeps its name.'),
  categories: Type.Array(Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }), {
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    description: 'Keys of the categories of the manifest that are sold at this price.',
  }),
  ...EventPrices.properties,
})
export type PriceLevelInput = Static<typeof PriceLevelInput>

export const EventInput = Strict({
  showId: Id,
  venueId: Id,
  hallId: maybe(Id),
  title: maybe(line(NAME_MAX, 'Null: the title of the show.')),
  description: maybe(prose('What is particular to this occurrence.')),
  startsAt: Instant,
  doorsAt: maybe(Instant),
  endsAt: maybe(Instant),
  onSaleAt: maybe(Instant),
  offSaleAt: maybe(Instant),
  allowance: Type.Optional(
    Type.Integer({ minimum: 1, maximum: TICKETS_PER_EVENT_MAX, description: 'Tickets at most for one person.' }),
  ),
  features: Type.Optional(
    Type.Array(line(40), { maxItems: 20, description: 'E.g. subtitled, audio-described, relaxed, imax, 3d.' }),
  ),
  currency: Type.Optional(CurrencyCode),
  seatingPlanId: maybe(Id),
  priceLevels: Type.Optional(Type.Array(PriceLevelInput, { maxItems: PRICE_LEVELS_MAX })),
  performers: Type.Optional(
    Type.Array(Appearance, { maxItems: APPEARANCES_MAX, description: 'Beside the performers of the show.' }),
  ),
})
export type EventInput = Static<typeof EventInput>

export const EventStatus = Type.Enum(['draft', 'scheduled', 'postponed', 'rescheduled', 'cancelled'])
export type EventStatus = Static<typeof EventStatus>

export const SaleState = Type.Enum(['draft', 'not-yet', 'on-sale', 'paused', 'over', 'cancelled'], {
  description:
    'not-yet: before the on-sale; paused: postponed, until there is a new date; over: after the sale closes.',
})
export type SaleState = Static<typeof SaleState>

/** What a place costs, all-in first: that is what the buyer pays. */
export const Price = Strict({ allIn: Money, faceValue: Money, fees: Money })
export type Price = Static<typeof Price>

export const AvailabilityHint = Type.Enum(['many', 'few', 'none'], {
  description: 'How many places are left, a second old at most; the snapshot of availability is exact.',
})
export type AvailabilityHint = Static<typeof AvailabilityHint>

export const Sale = Strict({
  state: SaleState,
  onSaleAt: nullable(Instant),
  offSaleAt: nullable(Instant),
  allowance: Type.Integer(),
})
