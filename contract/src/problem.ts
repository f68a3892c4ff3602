import { Type, type Static } from 'typebox'

/** How a kind of refusal is described in the catalogue: its status, its title, and what its page tells. */
export interface ProblemKind {
  readonly status: number
  readonly title: string
  /** What happened, for the person who meets it. */
  readonly meaning: string
  /** What to do next. */
  readonly remedy: string
}

/** Types a catalogue while keeping its codes literal. */
export const problems = <const C extends Record<string, ProblemKind>>(catalogue: C): C => catalogue

/** An RFC 9457 problem as it crosses the wire. `type` is the address of the page about `code`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Address of the page about this code.' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable code from the catalogue.' }),
    detail: Type.Optional(Type.String({ description: 'What happened in this very case.' })),
    instance: Type.Optional(Type.String({ description: 'Id of the request, as in the logs.' })),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          field: Type.String({ description: 'Path of the field, e.g. body.places[2].' }),
          expected: Type.String({ description: 'What was expected there.' }),
        }),
      ),
    ),
  },
  { additionalProperties: true, description: 'RFC 9457 problem.' },
)
export type Problem = Static<typeof Problem>
