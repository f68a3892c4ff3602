import { createHash } from 'node:crypto'

const HINT_BYTES = 8

/**
 * What a ticket code tells of its holder's name: 8 bytes of a hash, in hexadecimal. A door that asks for a name can
 * check it with no network, while a photograph of the code gives the name away to nobody who does not guess it. It is
 * bound to the ticket, so two tickets of one person cannot be told to be so.
 */
export function holderHint(ticketId: string, holderName: string): string {
  const digest = createHash('sha256')
    .update(`foyer ticket holder\n${ticketId}\n${asSpoken(holderName)}`)
    .digest()
  return digest.subarray(0, HINT_BYTES).toString('hex')
}

/** The name as two people would agree on it: without regard to capitals, spacing and ways of writing a character. */
function asSpoken(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}
