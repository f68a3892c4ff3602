import type { Installation } from '../installation.ts'
import { databaseHints, hintsThrough, type Hints } from '../platform/hints.ts'
import { openRedis } from '../platform/redis/index.ts'
import { bucketsIn, type SharedBuckets } from '../platform/shared-buckets.ts'

/** What several nodes share that may be lost: it makes them quicker, and nothing right or wrong depends on it. */
export interface Shared {
  readonly hints: Hints
  /** Absent: tries are counted in the database. */
  readonly buckets: SharedBuckets | undefined
  /** Numbers of this node: absent without a Redis. */
  gauges(): Readonly<Record<string, number>>
}

const PREFIX_BYTES = 9

/** Through Redis where there is one, and through the database otherwise. Ends with the installation. */
export async function openShared(
  redisUrl: string | undefined,
  { db, deriveKey, lifecycle, log }: Pick<Installation, 'db' | 'deriveKey' | 'lifecycle' | 'log'>,
): Promise<Shared> {
  if (redisUrl === undefined) return { hints: databaseHints(db), buckets: undefined, gauges: () => ({}) }
  const prefix = `foyer:${deriveKey('redis-prefix:1', PREFIX_BYTES).toString('base64url')}`
  const redis = await openRedis({ url: redisUrl, prefix, log })
  lifecycle.onStop('redis', async () => redis.stop())
  return {
    hints: hintsThrough(redis, db),
    buckets: bucketsIn(redis),
    gauges: () => ({ redis_there: redis.isThere ? 1 : 0, redis_without_answer: redis.withoutAnswer }),
  }
}
