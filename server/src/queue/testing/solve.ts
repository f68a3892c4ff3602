import { solveChallenge, type Challenge } from 'altcha-lib'
import { deriveKey as pbkdf2 } from 'altcha-lib/algorithms/pbkdf2'

/** Solves a challenge as a device does. @returns what is sent as `proof`. */
export async function proofFor(challengeBytes: Uint8Array): Promise<string> {
  const challenge = JSON.parse(Buffer.from(challengeBytes).toString()) as Challenge
  const solution = await solveChallenge({ challenge, deriveKey: pbkdf2 })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}
