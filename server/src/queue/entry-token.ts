import { timingSafeEqual } from 'node:crypto'
import { ED25519_SEED_BYTES, ed25519KeyPair, isSignatureOf } from '../platform/ed25519.ts'
import { isId } from '../platform/ids.ts'
import { macBy } from '../platform/mac.ts'
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
 * Signs places, so that nobody but the holder need keep them. A keyed digest, since nobody but the installation takes a
 * token: what others can check is the receipt that comes with it.
 */
export interface EntryTokens {
  issue(place: PlaceHeld): string
  /** The place of a token; undefined for whatever was not signed here, in its one spelling. */
  read(token: string): PlaceHeld | undefined
}

const KEY_BYTES = 32
/** So that no digest or signature for something else is one for a place. */
const PREFIX = 'foyer-queue-place-2\n'
/** Of the places that were signed so that others could check them; they stay good as long as their holders keep them. */
const PREFIX_SIGNED = 'foyer-queue-place-1\n'

export function entryTokens(deriveKey: DeriveKey): EntryTokens {
  const mac = macBy(deriveKey('queue-places:2', KEY_BYTES))
  const { privateKey } = ed25519KeyPair(deriveKey('queue-entries:1', ED25519_SEED_BYTES))
  const digestOf = (body: string) => mac(PREFIX + body).toString('base64url')
  const isDigestOf = (body: string, digest: string): boolean => {
    const [given, ours] = [Buffer.from(digest), Buffer.from(digestOf(body))]
    return given.length === ours.length && timingSafeEqual(given, ours)
  }
  return {
    issue(place) {
      const { eventId, entryId, accountId, salt, nonce, number } = place
      const body = Buffer.from(JSON.stringify([eventId, entryId, accountId, salt, nonce, number])).toString('base64url')
      return `${body}.${digestOf(body)}`
    },
    read(token) {
      const [body = '', seal = '', ...more] = token.split('.')
      if (more.length > 0) return undefined
      if (!isDigestOf(body, seal) && !isSignatureOf(PREFIX_SIGNED + body, seal, privateKey)) return undefined
      return placeOf(body)
    },
  }
}

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
