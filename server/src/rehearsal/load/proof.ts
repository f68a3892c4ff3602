import { solveChallenge, type Challenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'

/** Does the work that a challenge asks for, as the widget of a browser would. @returns undefined when it cannot be done. */
export async function proofFor(challenge: unknown): Promise<string | undefined> {
  const given = challenge as Challenge
  const solution = await solveChallenge({ challenge: given, deriveKey })
  if (solution === null) return undefined
  return Buffer.from(JSON.stringify({ challenge: given, solution })).toString('base64')
}
