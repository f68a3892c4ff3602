import { hexOf } from '@foyer/contract/hex'
import type { Draw } from './draws.ts'

const COMMITMENT_BYTES = 32
const ENTRIES_AT_ONCE = 2_000

/** The text of a draw file (docs/draw.md), in parts: for a million entrants it has some 75 MB. */
export function* drawFileText({ announcement, list, numbers, secret }: Draw): Generator<string> {
  yield `{"announcement":${JSON.stringify(announcement.text)},"commitments":[`
  const count = numbers.length
  for (let from = 0; from < count; from += ENTRIES_AT_ONCE) {
    const part = Array.from({ length: Math.min(ENTRIES_AT_ONCE, count - from) }, (_, n) => {
      const at = (from + n) * COMMITMENT_BYTES
      return `"${hexOf(list.subarray(at, at + COMMITMENT_BYTES))}"`
    })
    yield `${from > 0 ? ',' : ''}${part.join(',')}`
  }
  yield '],"format":"foyer-draw-1","order":['
  const order = new Uint32Array(count)
  numbers.forEach((number, index) => (order[number - 1] = index))
  for (let from = 0; from < count; from += ENTRIES_AT_ONCE)
    yield `${from > 0 ? ',' : ''}${order.subarray(from, from + ENTRIES_AT_ONCE).join(',')}`
  yield `],"secret":${JSON.stringify(secret)}}`
}
