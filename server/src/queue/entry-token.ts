import type { KeyObject } from 'node:crypto'
import { ED25519_SEED_BYTES, ed25519KeyPair, isSignatureOf, signText, signTextBeside } from '../platform/ed25519.ts'
import { isId } from '../platform/ids.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/** A place in the queue, as its holder carries it. */
export interface PlaceHeld {
  readonly eventId: string
  readonly entryId: string
  readonly accountId: string
  /** In hexadecimal, as is the nonce. */
  readonly salt: string
  readonly nonce: string
  /** Of whoever came after the lobby closed; null: the draw tells. */
  readonly number: number | null
}

/**
 * Signs places, so that nobody but the holder need keep them. Ed25519 rather than a keyed digest, because a token is also
 * a receipt: whoever was left out of the draw can show it to anybody.
 */
export interface EntryTokens {
  readonly publicKey: string
  issue(place: PlaceHeld): Promise<string>
  /** The place of a token; undefined for whatever was not signed here, in its one spelling. */
  read(token: string): PlaceHeld | undefined
  /** Signature of a text, base64url. */
  signText(text: string): string
}

export function entryTokens(deriveKey: DeriveKey): EntryTokens {
  const { privateKey, publicKey } = ed25519KeyPair(deriveKey('queue-entries:1', ED25519_SEED_BYTES))
  return {
    publicKey: rawPublicKey(publicKey),
    async issue(place) {
      const { eventId, entryId, accountId, salt, nonce, number } = place
      const body = Buffer.from(JSON.stringify([eventId, entryId, accountId, salt, nonce, number])).toString('base64url')
      return `${body}.${await signTextBeside(PREFIX + body, privateKey)}`
    },
    read(token) {
      const [body = '', signature = '', ...more] = token.split('.')
      if (more.length > 0 || !isSignatureOf(PREFIX + body, signature, privateKey)) return undefined
      return placeOf(body)
    },
    signText: (text) => signText(text, privateKey),
  }
}

/** So that no signature for something else is one for a place. */
const PREFIX = 'foyer-queue-place-1\n'

function placeOf(body: string): PlaceHeld | undefined {
  const [eventId, entryId, accountId, salt, nonce, number] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    string,
    string,
    string,
    string,
    string,
    number | null,
  ]
  return isId(eventId) ? { eventId, entryId, accountId, salt, nonce, number } : undefined
}

function rawPublicKey(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' })
  if (x === undefined) throw new Error('the public key of the queue has no bytes')
  return x
}
