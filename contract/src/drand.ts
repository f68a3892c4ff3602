import type { VerifyRound } from './draw.ts'
import { bytesOf } from './hex.ts'
import { sha256 } from './sha256.ts'

/**
 * The public beacon that draws use: drand's quicknet, run by the League of Entropy. A round every three seconds, each
 * signed by a threshold of independent parties, so nobody knows it before its time. Figures from its chain information.
 */
export const QUICKNET = {
  chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451' +
    '0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisMs: 1_692_803_367_000,
  periodMs: 3_000,
  /** Domain separation of its signatures: BLS12-381, signatures on G1, hashed as RFC 9380 says. */
  domain: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_',
} as const

/** The first round that is signed at a moment or later; epoch milliseconds. */
export const roundFrom = (moment: number): number =>
  Math.max(1, Math.ceil((moment - QUICKNET.genesisMs) / QUICKNET.periodMs) + 1)

/** When a round is signed, in epoch milliseconds. */
export const timeOfRound = (round: number): number => QUICKNET.genesisMs + (round - 1) * QUICKNET.periodMs

/** What is needed of a library for BLS12-381, for signatures on G1; `shortSignatures` of @noble/curves fits. */
export interface ShortSignatures<Point> {
  hash(message: Uint8Array, domain: string): Point
  /** May throw for bytes that are no point of the curve. */
  verify(signature: Uint8Array, message: Point, publicKey: Uint8Array): boolean
}

/** Whether a signature is that of quicknet for a round, by whatever library there is. */
export const roundVerifier =
  <Point>(signatures: ShortSignatures<Point>): VerifyRound =>
  (chain, round, signature) => {
    if (chain !== QUICKNET.chain || !/^[0-9a-f]{96}$/.test(signature)) return false
    const message = signatures.hash(messageOfRound(round), QUICKNET.domain)
    try {
      return signatures.verify(bytesOf(signature), message, bytesOf(QUICKNET.publicKey))
    } catch {
      // No point of the curve, and so no signature.
      return false
    }
  }

/** What the beacon signs for a round: the digest of its number, in eight bytes. */
function messageOfRound(round: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(round))
  return sha256(bytes)
}
