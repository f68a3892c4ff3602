import { hash } from 'node:crypto'

const SCRATCH_BYTES = 4_096
const scratch = Buffer.alloc(SCRATCH_BYTES)

/**
 * SHA-256 of what parts are together. At one go and by way of a text: an object to be fed (`createHash`) and a digest as
 * bytes each cost more than hashing some hundred bytes does.
 */
export function sha256Of(...parts: readonly Uint8Array[]): Buffer {
  let length = 0
  for (const part of parts) length += part.length
  const together = length <= SCRATCH_BYTES ? scratch : Buffer.alloc(length)
  let at = 0
  for (const part of parts) {
    together.set(part, at)
    at += part.length
  }
  return Buffer.from(hash('sha256', together.subarray(0, length), 'hex'), 'hex')
}

/** SHA-256 of a text in UTF-8. */
export const sha256OfText = (text: string): Buffer => Buffer.from(hash('sha256', text, 'hex'), 'hex')

/** Bytes in hexadecimal, small letters: `hexOf` of the contract, as quickly as the system can. */
export const hexText = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('hex')
