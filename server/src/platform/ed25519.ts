import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

export const ED25519_SEED_BYTES = 32
/** What precedes the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key pair of a seed, so that a derived secret can sign. */
export function ed25519KeyPair(seed: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  if (seed.length !== ED25519_SEED_BYTES) throw new RangeError(`an Ed25519 seed has ${ED25519_SEED_BYTES} bytes`)
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
