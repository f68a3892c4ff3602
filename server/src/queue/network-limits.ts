import { isLoopback, networkOf } from '../platform/http/network.ts'
import { macBy } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import type { Queue } from './queries/heads.ts'

/** What one network may have of an event in a rush, and what stands for it. */
export interface NetworkLimits {
  /** Places at most, held and sold, of whatever accounts; null: as many as it likes. */
  readonly placesAtMost: (eventId: string) => number | null
  /** What stands for the network of an address on this event alone; undefined where it counts for none. */
  readonly digestOf: (eventId: string, address: string | undefined) => string | undefined
}

const KEY_BYTES = 32
/** Two of a million networks have the same digest once in 10^26 events. */
const DIGEST_BYTES = 16

/**
 * The limits that organisers have set, from memory. An address is digested by a key of the installation with a salt of the
 * event: when the salt is forgotten, with those who were in the queue, nobody can try out which network a digest stands
 * for. This machine counts for none: behind a proxy that is not among the trusted ones everybody would look like it. A
 * caller who has gone has no address any more, and counts for the one network of all such, or going would be a way around.
 */
export function networkLimits(
  queueOf: (eventId: string) => Pick<Queue, 'placesPerNetwork' | 'networkSalt'> | undefined,
  deriveKey: DeriveKey,
): NetworkLimits {
  const mac = macBy(deriveKey('hold-networks:1', KEY_BYTES))
  return {
    placesAtMost: (eventId) => queueOf(eventId)?.placesPerNetwork ?? null,
    digestOf(eventId, address) {
      const salt = queueOf(eventId)?.networkSalt ?? null
      const network = networkOf(address, 56)
      if (salt === null || isLoopback(network)) return undefined
      return mac(`${eventId} ${salt} ${network}`).subarray(0, DIGEST_BYTES).toString('hex')
    },
  }
}
