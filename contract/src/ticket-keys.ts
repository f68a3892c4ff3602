import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Strict } from './primitives.ts'

export const TicketKeySet = Strict(
  {
    keys: Type.Array(
      Strict({
        kty: Type.Literal('OKP'),
        crv: Type.Literal('Ed25519'),
        alg: Type.Literal('EdDSA'),
        use: Type.Literal('sig'),
        kid: Type.String({ description: 'Event id, a dot, and the number of the key as ticket codes give it.' }),
        x: Type.String({ description: 'The public key in base64url.' }),
      }),
    ),
  },
  { description: 'A JSON Web Key Set (RFC 7517) of Ed25519 keys (RFC 8037).' },
)
export type TicketKeySet = Static<typeof TicketKeySet>

/** The key set in a JSON text. @throws Error when it is none. */
export function readTicketKeySet(json: string): TicketKeySet {
  const set: unknown = JSON.parse(json)
  if (!Value.Check(TicketKeySet, set))
    throw new Error('not a set of ticket keys, as GET /v1/events/{eventId}/ticket-keys gives it')
  return set
}
