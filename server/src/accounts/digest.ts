import { macBy } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/** A stand-in for a value that is only ever compared: the same for the same value and purpose, and it says nothing. */
export type Digest = (purpose: string, value: string) => Buffer

/** Keyed, so that addresses cannot be guessed from a copy of the database alone. */
export function createDigest(deriveKey: DeriveKey): Digest {
  const mac = macBy(deriveKey('accounts-digest:1', 32))
  return (purpose, value) => mac(`${purpose}\n${value}`)
}
