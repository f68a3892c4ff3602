import { createPrivateKey, createPublicKey, sign, timingSafeEqual, type KeyObject } from 'node:crypto'

export const ED25519_SEED_BYTES = 32
/** What precedes the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key pair of a seed, so that a derived secret can sign. */
export function ed25519KeyPair(seed: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  if (seed.length !== ED25519_SEED_BYTES) throw new RangeError(`an Ed25519 seed has ${ED25519_SEED_BYTES} bytes`)
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** Of 64 bytes in base64url. */
const SIGNATURE_LENGTH = 86

/**
 * Whether a signature, in base64url, is the one that a key makes for a text. Ed25519 is deterministic (RFC 8032, section
 * 5.1.6), so whoever has the private key can sign again and compare: less than half of the work of verifying, and one
 * spelling of one signature is taken alone.
 */
export function isSignatureOf(text: string, signature: string, privateKey: KeyObject): boolean {
  if (signature.length !== SIGNATURE_LENGTH) return false
  const [given, ours] = [Buffer.from(signature), Buffer.from(signText(text, privateKey))]
  return given.length === ours.length && timingSafeEqual(given, ours)
}

/** The signature of a text, in base64url. */
export const signText = (text: string, privateKey: KeyObject): string =>
  sign(null, Buffer.from(text), privateKey).toString('base64url')
