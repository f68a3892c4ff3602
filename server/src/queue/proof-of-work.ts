import { createHash } from 'node:crypto'
import { createChallenge, verifySolution, type Challenge } from 'altcha-lib'
import { deriveKey as pbkdf2 } from 'altcha-lib/algorithms/pbkdf2'
import { MINUTE_MS, type Clock } from '../platform/clock.ts'
import type { DeriveKey } from '../platform/secrets.ts'

/** For whom a challenge is: it is of no use to anybody else. */
export interface Solver {
  readonly eventId: string
  readonly accountId: string
}

/** A proof that holds; whether it was used before the database tells. */
export interface Proof {
  readonly digest: Buffer
  readonly until: Date
}

export interface ProofOfWork {
  /** `crowd`: how many have entered from the solver's network. The more, the more work. */
  challenge(solver: Solver, crowd: number): Promise<Challenge>
  /** The proof in a payload of the ALTCHA widget; undefined when it does not hold, is over, or is somebody else's. */
  verify(solver: Solver, payload: string): Promise<Proof | undefined>
}

const CHALLENGE_LASTS_MS = 10 * MINUTE_MS
const KEY_BYTES = 32
const ALGORITHM = 'PBKDF2/SHA-256'
/** Rounds of one try; with a prefix of one byte, 256 tries on average: about a second on a telephone. */
const COST = 1_000
const COST_MAX = 16_000
/** From so many entries of one network on, an entry takes twice the work, from twice as many four times, and so on. */
const CROWD = 200

/**
 * Proof of work by ALTCHA (version 2), all of it here: no third party learns of anybody. It is accessible, as nothing has
 * to be seen, heard or typed; and it is never the only wall. Until when a challenge is good is in its signed data, and not
 * where the library looks: the library would go by the clock of this machine, and another node's may differ. What a network gets for many entries is delay, never a no.
 */
export function proofOfWork(deriveKey: DeriveKey, clock: Clock): ProofOfWork {
  const secret = deriveKey('queue-proof-of-work:1', KEY_BYTES).toString('hex')
  return {
    challenge: (solver, crowd) =>
      createChallenge({
        algorithm: ALGORITHM,
        cost: Math.min(
          COST_MAX,
          COST * 2 ** Math.floor(Math.log2(Math.max(1, crowd / CROWD)) + (crowd >= CROWD ? 1 : 0)),
        ),
        deriveKey: pbkdf2,
        hmacSignatureSecret: secret,
        data: { event: solver.eventId, account: solver.accountId, until: clock.now().getTime() + CHALLENGE_LASTS_MS },
      }),

    async verify(solver, payload) {
      const given = payloadOf(payload)
      if (given === undefined) return undefined
      const { challenge, solution } = given
      const { data, algorithm, cost } = challenge.parameters
      if (data?.['event'] !== solver.eventId || data['account'] !== solver.accountId) return undefined
      const until = data['until']
      if (typeof until !== 'number' || until <= clock.now().getTime()) return undefined
      if (algorithm !== ALGORITHM || cost > COST_MAX) return undefined
      const { verified } = await verifySolution({ challenge, solution, deriveKey: pbkdf2, hmacSignatureSecret: secret })
      if (!verified) return undefined
      const digest = createHash('sha256').update(challenge.parameters.nonce).digest()
      return { digest, until: new Date(until) }
    },
  }
}

interface Payload {
  readonly challenge: Challenge
  readonly solution: Parameters<typeof verifySolution>[0]['solution']
}

function payloadOf(base64: string): Payload | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(base64, 'base64').toString()) as Partial<Payload>
    const isWhole = typeof challenge?.parameters === 'object' && typeof challenge.parameters.nonce === 'string'
    return isWhole && typeof solution === 'object' ? { challenge, solution } : undefined
  } catch {
    // Not JSON: not a payload.
    return undefined
  }
}
