import { Type, type Static } from 'typebox'
import { nullable } from './catalog.schemas.ts'
import { Id, Instant, Strict } from './primitives.ts'

const People = (description: string) => Type.Integer({ minimum: 0, description })

export const queuePhases = ['before', 'lobby', 'draw', 'open', 'paused', 'sold_out', 'ended'] as const
export type QueuePhase = (typeof queuePhases)[number]

/** What a node gives up, one after the other, when it has more to do than it can; docs/operating.md. */
export const ladderRungs = ['polling', 'rare-polling', 'sections', 'slow-admission', 'pause'] as const
export type LadderRung = (typeof ladderRungs)[number]

/** The same for everybody: each reads their own position in it. */
export const QueueStatus = Strict(
  {
    eventId: Id,
    version: Type.Integer({ description: 'Grows; of two documents, the one with the higher version is the later.' }),
    phase: Type.Enum([...queuePhases], {
      description:
        'before the lobby opens; lobby; draw, from its closing to the on-sale; open; paused, by whom or what tells pausedBecause; sold_out, when every place is sold; ended, when nobody needs a pass.',
    }),
    lobbyOpensAt: Instant,
    lobbyClosesAt: Instant,
    onSaleAt: Instant,
    inLobby: People('Entered before the lobby closed: the numbers of the draw are 1 to this.'),
    last: People('The highest number; everybody in the lobby counts.'),
    watermark: People('Whoever has this number or a lower one may go in. Never goes back.'),
    drawn: Type.Boolean({ description: 'Whether the numbers of the lobby are known: POST …/queue/place tells yours.' }),
    placesLeft: People('Places that could be held now.'),
    placesHeld: People('Places that others hold; some come back.'),
    rate: nullable(
      Strict({
        perMinute: Type.Number({ description: 'How many were let in a minute, lately.' }),
        low: Type.Number({ description: 'In the slowest half minute of that time, as a figure a minute.' }),
        high: Type.Number({ description: 'In the quickest.' }),
        overSeconds: Type.Integer({ description: 'How long the time is that this is measured over.' }),
      }),
    ),
    pausedBecause: Type.Union([Type.Enum(['organiser', 'strain', 'outage']), Type.Null()], {
      description:
        'Why nobody is let in, where the phase is paused: the organiser paused it; strain, there are so many that those who are in are served first; outage, the box office cannot be reached for the moment. Of the last two it goes on by itself, nobody loses a place, and the clocks of holds stand still while nobody can buy. Null otherwise.',
    }),
    message: nullable(Type.String({ description: 'From the organiser.' })),
    poll: Strict(
      {
        nearSeconds: Type.Number(),
        farSeconds: Type.Number(),
        jitter: Type.Number({ minimum: 0, maximum: 1 }),
      },
      {
        description:
          'When to ask again: nearSeconds within 1,000 people of the turn or a minute of a change of phase, farSeconds otherwise; times a random factor between 1 - jitter and 1 + jitter.',
      },
    ),
  },
  { description: 'The state of a queue.' },
)
export type QueueStatus = Static<typeof QueueStatus>
