import { hash, sign, type KeyObject } from 'node:crypto'
import { saleLogOrigin } from '@foyer/contract/sale-log.verify'
import { encodeNoteKey, writeCheckpoint, writeNote, type NoteKey } from '@foyer/contract/signed-note'
import { LRUCache } from 'lru-cache'
import { ED25519_SEED_BYTES, ed25519KeyPair } from '../platform/ed25519.ts'
import type { DeriveKey } from '../platform/secrets.ts'

const SALT_KEY_BYTES = 32
const CACHED_KEYS_MAX = 1_000

/** The salts of an event, and the commitments that are made with them. */
export interface Salts {
  /** Nobody can work it out without the installation secret. */
  readonly saltOf: (kind: 'hold' | 'sale', id: string) => Buffer
  /** What `commitTo` of the contract gives with that salt, several times as fast. */
  readonly commitTo: (kind: 'hold' | 'sale', id: string) => string
}

/** What an installation's logs are signed and salted with: derived from its secret, kept nowhere. */
export interface SaleLogKeys {
  /** The key as people keep it. */
  noteKey(eventId: string): string
  /** A checkpoint as it is published. The same size and root, the same bytes. */
  signCheckpoint(eventId: string, tree: { readonly size: number; readonly root: Uint8Array }): string
  saltsOf(eventId: string): Salts
}

export function saleLogKeys(deriveKey: DeriveKey): SaleLogKeys {
  const cached = new LRUCache<string, SigningKey>({ max: CACHED_KEYS_MAX })
  const keyOf = (eventId: string): SigningKey => {
    const known = cached.get(eventId)
    if (known !== undefined) return known
    const key = deriveSigningKey(deriveKey, eventId)
    cached.set(eventId, key)
    return key
  }
  return {
    noteKey: (eventId) => encodeNoteKey(keyOf(eventId)),
    signCheckpoint(eventId, tree) {
      const key = keyOf(eventId)
      const text = writeCheckpoint({ origin: key.name, ...tree })
      return writeNote(text, key, sign(null, Buffer.from(text), key.privateKey))
    },
    saltsOf(eventId) {
      const mac = hmacOf(deriveKey(`sale-log-salts:${eventId}:1`, SALT_KEY_BYTES))
      return {
        saltOf: (kind, id) => mac(Buffer.from(`${kind}:${id}`)),
        commitTo(kind, id) {
          const text = Buffer.from(`${kind}:${id}`)
          return hash('sha256', Buffer.concat([mac(text), text]), 'base64url')
        },
      }
    },
  }
}

interface SigningKey extends NoteKey {
  readonly privateKey: KeyObject
}

/** A key of its own for each event, so that one that leaks speaks for no other. */
function deriveSigningKey(deriveKey: DeriveKey, eventId: string): SigningKey {
  const { privateKey, publicKey } = ed25519KeyPair(deriveKey(`sale-log-signing:${eventId}:1`, ED25519_SEED_BYTES))
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('an Ed25519 public key without x')
  return { name: saleLogOrigin(eventId), publicKey: Buffer.from(x, 'base64url'), privateKey }
}

const HMAC_BLOCK_BYTES = 64

/** HMAC-SHA-256 (RFC 2104) of one key, by the one call that does not make an object for each message. */
function hmacOf(key: Buffer): (message: Buffer) => Buffer {
  const block = Buffer.alloc(HMAC_BLOCK_BYTES)
  key.copy(block)
  const [inner, outer] = [block.map((byte) => byte ^ 0x36), block.map((byte) => byte ^ 0x5c)]
  return (message) => {
    const digest = hash('sha256', Buffer.concat([inner, message]), 'buffer')
    return hash('sha256', Buffer.concat([outer, digest]), 'buffer')
  }
}
