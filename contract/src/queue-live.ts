import { Type, type Static } from 'typebox'
import { nullable } from './catalog.schemas.ts'
import { Id, Instant, Strict } from './primitives.ts'
import { ladderRungs, QueueStatus } from './queue-status.ts'

const People = (description: string) => Type.Integer({ minimum: 0, description })

/** The seconds that the live view looks back. */
export const LIVE_SECONDS = 300
/** Changes by the organiser that the live view tells. */
export const LIVE_CHANGES_MAX = 20

const PerSecond = (description: string) => Type.Array(Type.Integer(), { maxItems: LIVE_SECONDS, description })

/** What was changed at a waiting room, by whom, when. */
export const QueueChange = Strict({
  at: Instant,
  by: nullable(Type.String({ format: 'uuid', description: 'The account; null: by itself.' })),
  paused: Type.Optional(Type.Boolean()),
  message: Type.Optional(nullable(Type.String())),
  peoplePerMinute: Type.Optional(nullable(Type.Integer())),
  peopleAtOnce: Type.Optional(Type.Integer()),
  ended: Type.Optional(Type.Boolean()),
  set: Type.Optional(Type.Array(Type.String(), { description: 'Fields of the on-sale that were set.' })),
  removed: Type.Optional(Type.Boolean({ description: 'The waiting room was taken away.' })),
})
export type QueueChange = Static<typeof QueueChange>

/** What the node that answers has seen of an event itself. */
export const LivePulse = Strict(
  {
    since: Instant,
    held: PerSecond('Places held in each of the last seconds, the latest last; by whatever node.'),
    sold: PerSecond('Places sold, likewise.'),
    refused: PerSecond('Holds that this node refused, likewise.'),
    refusals: Type.Array(Strict({ reason: Type.String(), count: Type.Integer() }), {
      description: 'Holds that this node has refused since it works on the event, by reason.',
    }),
    latency: nullable(
      Strict({
        answered: Type.Integer({ description: 'Holds asked of this node in the last minute.' }),
        p50: Type.Number({ description: 'Milliseconds in which half of them were answered, to an eighth.' }),
        p99: Type.Number({ description: 'Milliseconds in which 99 of a hundred were.' }),
      }),
    ),
  },
  { description: 'Second by second, for five minutes at most; nothing from before `since`.' },
)
export type LivePulse = Static<typeof LivePulse>

export const QueueLive = Strict(
  {
    at: Instant,
    status: nullable(QueueStatus),
    pausedSince: nullable(Instant),
    peopleAtOnce: nullable(Type.Integer()),
    peoplePerMinute: nullable(Type.Integer()),
    waiting: People('Have a number and were not called, or are in the lobby.'),
    called: People('Were called of late and have not come.'),
    choosing: People('Were let in and hold nothing.'),
    holding: People('Hold places.'),
    paying: nullable(Type.Integer({ description: 'Have an order that is not paid; null without a waiting room.' })),
    admitted: People('Were let in, in all.'),
    places: Strict({ all: People(''), left: People(''), held: People(''), sold: People(''), blocked: People('') }),
    byPriceLevel: Type.Array(
      Strict({
        priceLevelId: Id,
        name: Type.String(),
        left: People(''),
        held: People(''),
        sold: People(''),
      }),
    ),
    perMinute: Strict({
      entered: People('In the last minute.'),
      admitted: People('In the last minute.'),
      held: People('Holds in the last minute; without a waiting room, places held in it.'),
      sold: People('Places sold in the last minute.'),
    }),
    capacity: Type.Number({ description: 'People a second that the installation is taken to bear.' }),
    holdsBack: nullable(
      Type.String({
        description:
          'What keeps more from being let in: cap, pace, stock, capacity, paused, strain, nobody-waits, not-yet.',
      }),
    ),
    refusals: Type.Array(Strict({ reason: Type.String(), count: Type.Integer() })),
    networks: Type.Array(Strict({ entries: Type.Integer() }), {
      description:
        'The networks from which most entered, without saying which: a signal, and nothing is refused for it.',
    }),
    fullNetworks: nullable(
      Type.Integer({
        description: 'Networks that have as many places as placesPerNetwork lets one have; null where it is not set.',
      }),
    ),
    pauses: People(
      'Accounts that were let in again after a pause, since they had left what they held unpaid; without a waiting room, those that pause now.',
    ),
    ladder: Strict(
      {
        rung: nullable(Type.Enum([...ladderRungs])),
        since: Instant,
      },
      {
        description:
          'What the node that answers has given up since it has more to do than it can: the highest rung, which has all before it; null: nothing.',
      },
    ),
    pulse: nullable(LivePulse),
    changes: Type.Array(QueueChange, {
      maxItems: LIVE_CHANGES_MAX,
      description: 'Of the waiting room, the last first.',
    }),
  },
  {
    description:
      'A sale as its organiser sees it. Without a waiting room `status` is null, nobody waits, and places, holds, sales and the pulse are told all the same.',
  },
)
export type QueueLive = Static<typeof QueueLive>
