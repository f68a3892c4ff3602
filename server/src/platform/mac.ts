import { createHmac, createSecretKey } from 'node:crypto'

/** A keyed digest of a text (HMAC-SHA-256, RFC 2104): nobody without the key can make one. 32 bytes. */
export type Mac = (text: string | Buffer) => Buffer

/**
 * Digests by one key. The key is made ready here, once: given as bytes it is looked at anew each time, by an exception
 * that Node throws and catches inside, which takes three times as long as the digest itself.
 */
export function macBy(key: Buffer): Mac {
  const ready = createSecretKey(key)
  return (text) => createHmac('sha256', ready).update(text).digest()
}
