import type { VerifyRound } from '@foyer/contract/draw'
import { messageOfRound, QUICKNET } from '@foyer/contract/drand'
import { bytesOf } from '@foyer/contract/hex'
import { bls12_381 } from '@noble/curves/bls12-381.js'

const { shortSignatures } = bls12_381

/** Whether a signature is that of drand's quicknet for a round. Takes some milliseconds; the first one a quarter second. */
export const verifyRound: VerifyRound = (chain, round, signature) => {
  if (chain !== QUICKNET.chain || !/^[0-9a-f]{96}$/.test(signature)) return false
  const message = shortSignatures.hash(messageOfRound(round), QUICKNET.domain)
  try {
    return shortSignatures.verify(bytesOf(signature), message, bytesOf(QUICKNET.publicKey))
  } catch {
    // The library throws for bytes that are no point of the curve.
    return false
  }
}
