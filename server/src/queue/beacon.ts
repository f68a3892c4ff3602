import { QUICKNET } from '@foyer/contract/drand'
import { readBody } from '../platform/http/read-body.ts'
import type { Log } from '../platform/log.ts'
import { verifyRound } from './verify-round.ts'

/** A public beacon: what nobody can know before its time. */
export interface Beacon {
  /** The signature of a round; undefined while nobody tells it. */
  signatureOf(round: number): Promise<string | undefined>
}

const FETCH_TIMEOUT_MS = 3_000
const ANSWER_BYTES_MAX = 4_096

/**
 * drand by its HTTP relays, asked one after another. None of them need be trusted: a signature that verifies is the right
 * one. Undefined without relays: then there is no outside access, and draws go by a seed.
 */
export function drandBeacon(relays: readonly string[], log: Log): Beacon | undefined {
  if (relays.length === 0) return undefined
  return {
    async signatureOf(round) {
      for (const relay of relays) {
        const signature = await ask(relay, round).catch((error: unknown) => {
          log.warn({ part: 'queue', err: error, relay, round }, 'a relay of the beacon did not answer')
          return undefined
        })
        if (signature !== undefined && verifyRound(QUICKNET.chain, round, signature)) return signature
      }
      return undefined
    },
  }
}

async function ask(relay: string, round: number): Promise<string | undefined> {
  const address = `${relay.replace(/\/$/, '')}/${QUICKNET.chain}/public/${round}`
  const answer = await fetch(address, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), redirect: 'error' })
  const { signature } = JSON.parse((await readBody(answer, ANSWER_BYTES_MAX)).toString()) as { signature?: unknown }
  return typeof signature === 'string' ? signature : undefined
}
