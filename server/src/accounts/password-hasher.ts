import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify, type Options } from '@node-rs/argon2'
import { problem } from '../platform/http/problem.ts'

/** argon2id (the default of the library) at the floor that OWASP names: 19 MiB, two passes, one lane; some 12 ms. */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const WAITING_MAX = 64
const RETRY_AFTER_S = 2

export interface PasswordHasher {
  /** The password in PHC format, with a new salt. */
  hash(password: string): Promise<string>
  /**
   * Whether the password belongs to the hash. Without a hash, because there is no such account, the work is done all
   * the same against a decoy and the answer is no: neither answer nor time tells who is registered.
   */
  verify(hashed: string | undefined, password: string): Promise<boolean>
}

/**
 * Hashes passwords in threads of their own, a bounded number at once, so that a wave of sign-ins neither starves
 * the sale nor fills the memory. At most 64 wait; who comes after is told to try again soon.
 */
export function createPasswordHasher(
  options: { atOnce?: number; waitingMax?: number; work?: typeof hashing } = {},
): PasswordHasher {
  const work = options.work ?? hashing
  const gate = createGate(options.atOnce ?? Math.max(1, availableParallelism() - 1), options.waitingMax ?? WAITING_MAX)
  let decoy: Promise<string> | undefined
  const decoyHash = () => (decoy ??= work.hash(randomBytes(32).toString('base64')))
  return {
    hash: (password) => gate(() => work.hash(canonical(password))),
    verify: (hashed, password) =>
      gate(async () => {
        const right = await work.verify(hashed ?? (await decoyHash()), canonical(password))
        return hashed !== undefined && right
      }),
  }
}

/** The two operations themselves; tests put counted ones in their place. */
export const hashing = {
  hash: (password: string) => hash(password, ARGON2ID),
  verify: (hashed: string, password: string) => verify(hashed, password),
}

/** One form for a password however the keyboard composes its accents. Nothing is cut off. */
const canonical = (password: string) => password.normalize('NFC')

/** Runs at most `atOnce` pieces of work together, lets `waitingMax` wait in order of arrival, refuses the rest. */
function createGate(atOnce: number, waitingMax: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax)
        throw problem('try-again-soon', {
          detail: 'Many people are signing in at this moment.',
          headers: { 'retry-after': String(RETRY_AFTER_S + Math.floor(Math.random() * RETRY_AFTER_S)) },
        })
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The place passes on without being freed, so nobody slips in between.
      if (next === undefined) running -= 1
      else next()
    }
  }
}
