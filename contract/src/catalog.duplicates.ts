import { Type, type Static } from 'typebox'
import { nullable } from './catalog.schemas.ts'
import { Id, Strict } from './primitives.ts'
import { defineRoute } from './route.ts'

const Kind = Type.Enum(['venue', 'performer'])

const Suspect = Strict({
  id: Id,
  name: Type.String(),
  city: nullable(Type.String()),
  mine: Type.Boolean({ description: 'Whether it belongs to this organiser.' }),
})

export const SuspectedPair = Strict(
  {
    kind: Kind,
    first: Suspect,
    second: Suspect,
    similarity: Type.Number({ description: 'How alike their names are; 1 is the same.' }),
    distanceM: nullable(Type.Number({ description: 'How far apart they are, where both have a point.' })),
  },
  { description: 'Two that may be one. Nothing is merged: a person decides.' },
)
export type SuspectedPair = Static<typeof SuspectedPair>

/** Venues and performers that look like duplicates. */
export const duplicateRoutes = {
  duplicates: defineRoute({
    operation: 'catalog.duplicates',
    method: 'GET',
    path: '/v1/me/duplicates',
    access: 'vendor',
    summary: 'Venues or performers of yours that look like others in the catalogue.',
    description:
      'Looked for among the latest two thousand that you added; two hundred pairs at most, the likest first.',
    query: Strict({ kind: Type.Optional(Kind) }),
    success: { status: 200, body: Strict({ items: Type.Array(SuspectedPair) }), description: 'The pairs.' },
    problems: [],
  }),
  sayDistinct: defineRoute({
    operation: 'catalog.sayDistinct',
    method: 'POST',
    path: '/v1/me/duplicates/distinct',
    access: 'vendor',
    summary: 'Says that two are two. They are not suspected again.',
    body: Strict({ kind: Kind, firstId: Id, secondId: Id }),
    success: { status: 204, body: null, description: 'Kept.' },
    problems: [],
  }),
}
