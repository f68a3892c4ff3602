/** Bytes in hexadecimal, small letters. */
export const hexOf = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += DIGITS[byte] ?? ''
  return text
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The bytes of a text in hexadecimal. @throws RangeError when it is none. */
export function bytesOf(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new RangeError('expected hexadecimal, small letters')
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

const encoder = new TextEncoder()

/** The bytes of a text in UTF-8. */
export const textBytes = (text: string): Uint8Array => encoder.encode(text)
