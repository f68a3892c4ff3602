import { domainToASCII } from 'node:url'
import { problem } from '../platform/http/problem.ts'

const EMAIL_BYTES_MAX = 254
const LOCAL_PART_BYTES_MAX = 64
/** One suffices for what people write; text that never settles is no address. */
const FOLDS_MAX = 4
const SHAPE = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u

export interface EmailAddress {
  /** As the person wrote it, without the space around: where mail goes. */
  readonly address: string
  /** One form for all ways of writing it; what is unique, and what sign-in looks for. */
  readonly key: string
}

/**
 * Reads an e-mail address; undefined when it is not one. The key folds case and Unicode compatibility forms, and turns
 * the domain into its ASCII form. Dots and `+tags` stay: what they mean is the mail host's business.
 */
export function readEmail(text: string): EmailAddress | undefined {
  const address = text.trim().normalize('NFC')
  const key = keyOf(address)
  return key === undefined || Buffer.byteLength(address) > EMAIL_BYTES_MAX ? undefined : { address, key }
}

/** The address in the field `email` of a body. @throws `bad-request` when it is none. */
export function requireEmail(text: string): EmailAddress {
  const email = readEmail(text)
  if (email === undefined)
    throw problem('bad-request', { errors: [{ field: 'body.email', expected: 'an e-mail address' }] })
  return email
}

function keyOf(address: string): string | undefined {
  const folded = fold(address)
  if (folded === undefined || !SHAPE.test(folded)) return undefined
  const at = folded.lastIndexOf('@')
  const local = folded.slice(0, at)
  const domain = domainToASCII(folded.slice(at + 1))
  if (Buffer.byteLength(local) > LOCAL_PART_BYTES_MAX) return undefined
  // An empty domain is one that is not allowed; one without a dot is a machine next door, not an address.
  if (!/^[^.]+(?:\.[^.]+)+$/.test(domain)) return undefined
  const key = `${local}@${domain}`
  return Buffer.byteLength(key) > EMAIL_BYTES_MAX ? undefined : key
}

/** Lower-casing can undo the normal form and the other way round, so both are done until nothing changes. */
function fold(text: string): string | undefined {
  let folded = text
  for (let round = 0; round < FOLDS_MAX; round += 1) {
    const next = folded.normalize('NFKC').toLowerCase().normalize('NFKC')
    if (next === folded) return folded
    folded = next
  }
  return undefined
}
