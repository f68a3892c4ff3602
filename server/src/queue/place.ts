import { commitmentOf } from '@foyer/contract/draw'
import { hexOf } from '@foyer/contract/hex'
import type { QueuePlace } from '@foyer/contract/queue'
import { numberOf, type Draw } from './draws.ts'
import type { PlaceHeld } from './entry-token.ts'

/** A place as its holder is shown it: with its number, and with the proof of it where it was drawn. */
export function presentPlace(held: PlaceHeld, draw: Draw | undefined): QueuePlace {
  const { eventId, entryId, salt, nonce } = held
  const shown = { eventId, entryId, salt, nonce }
  if (held.number !== null) return { ...shown, commitment: null, number: held.number, proof: null }
  const drawn = draw && numberOf(draw, held)
  const proof = drawn ? { index: drawn.proof.index, path: [...drawn.proof.path] } : null
  return { ...shown, commitment: hexOf(commitmentOf(held)), number: drawn?.number ?? null, proof }
}

/** The number of a place; null before the draw. */
export const numberOfPlace = (held: PlaceHeld, draw: Draw | undefined): number | null =>
  held.number ?? (draw && numberOf(draw, held)?.number) ?? null
