const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BITS_PER_CHARACTER = 5

const VALUE_OF = new Map(Array.from(ALPHABET, (character, value) => [character, value]))

/** Base32 of RFC 4648 in capitals, without padding: every character is in the alphanumeric mode of a QR code. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= BITS_PER_CHARACTER) {
      bits -= BITS_PER_CHARACTER
      text += ALPHABET.charAt((buffer >> bits) & 31)
    }
    buffer &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + ALPHABET.charAt((buffer << (BITS_PER_CHARACTER - bits)) & 31)
}

/**
 * The bytes of a base32 text, or undefined where it is not the one text that `encodeBase32` makes of them: small
 * letters, padding, stray characters and unused bits that are set are all refused, so that no two texts mean the same.
 */
export function decodeBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * BITS_PER_CHARACTER) / 8))
  let buffer = 0
  let bits = 0
  let next = 0
  for (const character of text) {
    const value = VALUE_OF.get(character)
    if (value === undefined) return undefined
    buffer = (buffer << BITS_PER_CHARACTER) | value
    bits += BITS_PER_CHARACTER
    if (bits < 8) continue
    bits -= 8
    bytes[next++] = buffer >> bits
    buffer &= (1 << bits) - 1
  }
  return bits < BITS_PER_CHARACTER && buffer === 0 ? bytes : undefined
}
