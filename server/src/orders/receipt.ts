import { createHash, sign } from 'node:crypto'
import { ED25519_SEED_BYTES, ed25519KeyPair } from '../platform/ed25519.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/** What a receipt states; amounts in minor units. */
export interface ReceiptClaims {
  readonly orderId: string
  readonly eventId: string
  readonly places: number
  readonly amountMinor: number
  readonly currency: string
  readonly confirmedAt: Date
}

export interface Receipts {
  /** The receipt as a JWS in compact form (RFC 7515): who holds it can prove the purchase to anybody. */
  issue(claims: ReceiptClaims): string
  /** What receipts are verified with: a JWK set (RFC 7517, RFC 8037). */
  readonly keys: { readonly keys: Record<string, string>[] }
}

/** Receipts are signed with a key of their own, derived from the installation's secret. The same order, the same bytes. */
export function openReceipts(deriveKey: DeriveKey, issuer: string): Receipts {
  const { privateKey, publicKey } = ed25519KeyPair(deriveKey('receipt-signing:1', ED25519_SEED_BYTES))
  const x = publicKey.export({ format: 'jwk' }).x
  if (x === undefined) throw new Error('an Ed25519 key has no x')
  const kid = createHash('sha256').update(x).digest('base64url').slice(0, 16)
  const header = encode({ alg: 'EdDSA', typ: 'receipt+jwt', kid })
  return {
    issue({ orderId, eventId, places, amountMinor, currency, confirmedAt }) {
      const claims = {
        iss: issuer,
        sub: orderId,
        event: eventId,
        places,
        amount: { minor: amountMinor, currency },
        iat: Math.floor(confirmedAt.getTime() / 1_000),
      }
      const signed = `${header}.${encode(claims)}`
      return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
    },
    keys: { keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid, x }] },
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
