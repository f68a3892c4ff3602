import { ascending } from './ascending.ts'
import type { HoldWish } from './check-request.ts'

const OFFSET = 0x811c_9dc5
const PRIME = 0x0100_0193
const HIGH_BITS = 2 ** 21

/**
 * A number below 2^53 that tells one request from another of the same client with the same id: two FNV-1a hashes. It
 * guards against a client's own mistake, so it need not withstand an attacker.
 */
export function digestOf(wish: HoldWish): number {
  const text = textOf(wish)
  let low = OFFSET
  let high = ~OFFSET
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    low = Math.imul(low ^ code, PRIME)
    high = Math.imul(high ^ (code + index), PRIME)
  }
  return (low >>> 0) * HIGH_BITS + ((high >>> 0) % HIGH_BITS)
}

function textOf(wish: HoldWish): string {
  if ('places' in wish) return `places:${ascending(wish.places).join()}`
  if ('bestAvailable' in wish) {
    const { quantity, priceLevel, section, accessible, relax } = wish.bestAvailable
    return `best:${JSON.stringify([quantity, priceLevel, section, accessible ?? 0, relax ?? false])}`
  }
  const { area, quantity, accessible } = wish.generalAdmission
  return `area:${JSON.stringify([area, quantity, accessible ?? 0])}`
}
