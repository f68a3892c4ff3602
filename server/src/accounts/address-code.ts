import { timingSafeEqual } from 'node:crypto'
import { CODE_DIGITS } from '@foyer/contract/code-proof'
import type { CodePurpose } from '@foyer/contract/codes'
import { macBy } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'

const KEY_LABEL = 'address-codes:1'
const KEY_BYTES = 32
/** 48 bits: how uneven the digits come out is below one in a million. */
const DRAWN_BYTES = 6

export interface CodeSubject {
  readonly codeId: string
  readonly purpose: CodePurpose
  readonly emailKey: string
}

export interface AddressCodes {
  /** The digits that answer one asking. */
  digitsOf(subject: CodeSubject): string
  /** Whether these are they, in a time that says nothing. */
  matches(subject: CodeSubject, digits: string): boolean
}

/**
 * Codes are not kept, not even hashed: eight digits are found behind any hash in a moment. Each is derived from its
 * asking by a key of the installation, so a mail that is sent again says the same, and a copy of the database says
 * nothing.
 */
export function createAddressCodes(deriveKey: DeriveKey): AddressCodes {
  const mac = macBy(deriveKey(KEY_LABEL, KEY_BYTES))
  const digitsOf = ({ codeId, purpose, emailKey }: CodeSubject): string => {
    const drawn = mac(`${codeId}\n${purpose}\n${emailKey}`)
    return String(drawn.readUIntBE(0, DRAWN_BYTES) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0')
  }
  return {
    digitsOf,
    matches: (subject, digits) =>
      digits.length === CODE_DIGITS && timingSafeEqual(Buffer.from(digitsOf(subject)), Buffer.from(digits)),
  }
}
