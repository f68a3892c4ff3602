import { Type, type Static } from 'typebox'
import { Id, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

export const RehearsalMark = Strict(
  {
    rehearsalId: Id,
    nonce: Type.String({ description: 'As it is in the database of this installation.' }),
    payments: Type.Enum(['sandbox', 'provider'], {
      description: 'Who would take the money of an order: the sandbox, where none moves, or a provider of payments.',
    }),
  },
  { description: 'That an installation reads the database in which a rehearsal was begun.' },
)
export type RehearsalMark = Static<typeof RehearsalMark>

export const rehearsalRoutes = {
  mark: defineRoute({
    operation: 'rehearsals.mark',
    method: 'GET',
    path: '/v1/rehearsals/:rehearsalId',
    access: 'public',
    summary: 'Whether a rehearsal that goes on is one of this installation.',
    description: '`foyer rehearse` asks it before it sends anything else, so that it never plays against a stranger.',
    params: Strict({ rehearsalId: Id }),
    success: { status: 200, body: RehearsalMark, description: 'It is.' },
    problems: ['not-found'],
  }),
}
