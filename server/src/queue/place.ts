import { committedText, type DrawEntry } from '@foyer/contract/draw'
import type { QueuePlace } from '@foyer/contract/queue'
import { sha256OfText } from '../platform/sha256.ts'
import { drawnBy, type Draw } from './draws.ts'
import type { PlaceHeld } from './entry-token.ts'

/** What stands for an entry in the draw: `commitmentOf` of the contract, by the hash of the system. */
export const commitmentOfEntry = (entry: DrawEntry): Buffer => sha256OfText(committedText(entry))

/** A place as its holder is shown it: with its number, and with the proof of it where it was drawn. */
export function presentPlace(
  held: PlaceHeld,
  draw: Draw | undefined,
  commitment: Buffer = commitmentOfEntry(held),
): QueuePlace {
  const { eventId, entryId, salt, nonce } = held
  const shown = { eventId, entryId, salt, nonce }
  if (held.number !== null) return { ...shown, commitment: null, number: held.number, proof: null }
  const drawn = draw && drawnBy(draw, commitment)
  const proof = drawn?.proof()
  return {
    ...shown,
    commitment: commitment.toString('hex'),
    number: drawn?.number ?? null,
    proof: proof === undefined ? null : { index: proof.index, path: [...proof.path] },
  }
}

/** The number of a place; null before the draw. */
export const numberOfPlace = (held: PlaceHeld, draw: Draw | undefined): number | null =>
  held.number ?? (draw && drawnBy(draw, commitmentOfEntry(held))?.number) ?? null
