import type { Queryable } from '../platform/database.ts'
import { Gather } from '../platform/gather.ts'
import type { Limit } from '../platform/leaky-bucket.ts'
import type { Log } from '../platform/log.ts'
import type { SharedBuckets } from '../platform/shared-buckets.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { createDigest } from './digest.ts'
import { pourAll } from './queries/limits.ts'

/** What is told within this time goes in one statement. */
const EVERY_MS = 50
const BATCH_MAX = 100
const BUCKET = 'shared'

interface Told {
  readonly key: string
  readonly limit: Limit
  readonly drops: number
}

/**
 * Buckets that the processes of an installation without a Redis tell one another of, in the database: only what is added
 * after the fact, a statement for all of it that comes at the time. The table names nobody; what has drained is forgotten
 * with the others. Bounded: ten thousand wait at most, and what more comes gets no answer.
 */
export function bucketsInDatabase(sql: Queryable, deriveKey: DeriveKey, log: Log): Pick<SharedBuckets, 'adjust'> {
  const digest = createDigest(deriveKey)
  const gather = new Gather<Told, number>({
    batchMax: BATCH_MAX,
    everyMs: EVERY_MS,
    async work(told) {
      const pours = new Map<string, { subject: Buffer; drops: number; limit: Limit }>()
      const ids = told.map(({ key, limit, drops }) => {
        const subject = digest(`limit:${BUCKET}`, key)
        const id = subject.toString('hex')
        pours.set(id, { subject, limit, drops: (pours.get(id)?.drops ?? 0) + drops })
        return id
      })
      const levels = await pourAll(sql, BUCKET, [...pours.values()])
      return ids.map((id) => levels.get(id) ?? 0)
    },
  })
  return {
    async adjust(key, limit, drops) {
      try {
        return { waitMs: 0, levelMs: await gather.add({ key, limit, drops }), fresh: false }
      } catch (error) {
        log.debug({ err: error }, 'a try was not told to the other processes')
        return undefined
      }
    },
  }
}
