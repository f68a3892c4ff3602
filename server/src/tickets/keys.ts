import type { KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { ED25519_SEED_BYTES, ed25519KeyPair } from '../platform/ed25519.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/**
 * Number of the key that signs tickets issued from now on. Raising it rotates the key of every event; tickets that are
 * out keep the number they were issued with, and stay valid.
 */
export const CURRENT_KEY_NUMBER = 1

const KEY_NUMBER_MAX = 255
const CACHED_KEYS_MAX = 1_000
/** The public half of an event's key, as a JSON Web Key (RFC 8037). */
export interface TicketPublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly alg: 'EdDSA'
  readonly use: 'sig'
  /** `<event id>.<key number>` */
  readonly kid: string
  readonly x: string
}

export interface TicketKey {
  readonly eventId: string
  readonly number: number
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: TicketPublicJwk
}

export interface TicketKeys {
  /** @throws RangeError when the number is not 1 to 255. */
  forEvent(eventId: string, number: number): TicketKey
}

/**
 * The keys that sign the tickets of an installation: one for each event and key number, derived from its secret, so
 * that a key which leaks opens one event, and none is stored anywhere.
 */
export function ticketKeys(deriveKey: DeriveKey): TicketKeys {
  const cached = new LRUCache<string, TicketKey>({ max: CACHED_KEYS_MAX })
  return {
    forEvent(eventId, number) {
      const kid = ticketKeyId(eventId, number)
      const known = cached.get(kid)
      if (known !== undefined) return known
      const key = deriveTicketKey(deriveKey, eventId, number)
      cached.set(kid, key)
      return key
    },
  }
}

/** Name of a key in a JWK set. */
export const ticketKeyId = (eventId: string, number: number): string => `${eventId}.${number}`

function deriveTicketKey(deriveKey: DeriveKey, eventId: string, number: number): TicketKey {
  if (!Number.isInteger(number) || number < 1 || number > KEY_NUMBER_MAX)
    throw new RangeError(`a ticket key has a number from 1 to ${KEY_NUMBER_MAX}, not ${number}`)
  const seed = deriveKey(`ticket-signing:${eventId}:${number}`, ED25519_SEED_BYTES)
  const { privateKey, publicKey } = ed25519KeyPair(seed)
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('an Ed25519 public key without x')
  const kid = ticketKeyId(eventId, number)
  return {
    eventId,
    number,
    privateKey,
    publicKey,
    jwk: { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid, x },
  }
}
