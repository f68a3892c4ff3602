import { roundVerifier } from '@foyer/contract/drand'
import { bls12_381 } from '@noble/curves/bls12-381.js'

/** Whether a signature is that of drand's quicknet for a round. Takes some milliseconds; the first one a quarter second. */
export const verifyRound = roundVerifier(bls12_381.shortSignatures)
