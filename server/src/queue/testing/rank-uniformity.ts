import { createHash } from 'node:crypto'
import { drawOrder, listCommitments } from '@foyer/contract/draw'

export interface Uniformity {
  readonly chiSquare: number
  readonly degrees: number
  /** How many standard deviations the figure lies above what is expected; as if normal (Wilson and Hilferty, 1931). */
  readonly deviations: number
}

/**
 * Draws the same entrants again and again, with seeds counted from 0, and tells by chi-square whether every entrant
 * comes out as often in each part of the order as in any other. `order` is the drawing that is put to the test.
 */
export function rankUniformity(
  asked: { readonly draws: number; readonly entrants: number; readonly parts: number },
  order: (list: Uint8Array, seed: Uint8Array) => Uint32Array = drawOrder,
): Uniformity {
  const { draws, entrants, parts } = asked
  const list = listCommitments(Buffer.concat(Array.from({ length: entrants }, (_, n) => digest(`entrant ${n}`))))
  const counts = new Float64Array(entrants * parts)
  for (let draw = 0; draw < draws; draw++)
    order(list, digest(`draw ${draw}`)).forEach((index, rank) => {
      const cell = index * parts + Math.floor((rank * parts) / entrants)
      counts[cell] = (counts[cell] ?? 0) + 1
    })
  const expected = draws / parts
  const sum = counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0)
  // In one draw the ranks of all entrants exclude one another, which takes a little out of the spread.
  const chiSquare = (sum * (entrants - 1)) / entrants
  const degrees = (entrants - 1) * (parts - 1)
  const spread = 2 / (9 * degrees)
  return { chiSquare, degrees, deviations: (Math.cbrt(chiSquare / degrees) - (1 - spread)) / Math.sqrt(spread) }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
