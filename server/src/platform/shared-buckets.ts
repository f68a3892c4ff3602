import { fullMs, type Limit } from './leaky-bucket.ts'
import { script, type Redis } from './redis/index.ts'

/** What became of a try. */
export interface Drop {
  /** 0: it was counted; otherwise it was not, and there is room in so many ms. */
  readonly waitMs: number
  /** How long the bucket takes to be empty now. */
  readonly levelMs: number
  /** Whether nothing was known of this bucket before. */
  readonly fresh: boolean
}

/** Leaky buckets that several nodes share, as long as whoever keeps them answers. */
export interface SharedBuckets {
  /** Counts one try, unless there is no room. @returns undefined where there was no answer. */
  add(key: string, limit: Limit): Promise<Drop | undefined>
  /** Takes tries back (less than 0), or counts those that were let through elsewhere, room or not. */
  adjust(key: string, limit: Limit, drops: number): Promise<Drop | undefined>
  /** Makes a bucket at least as full as somebody knows it to be. */
  raise(key: string, limit: Limit, levelMs: number): Promise<Drop | undefined>
}

/**
 * One bucket is the moment at which it will be empty, by the clock of Redis, and forgotten then. In one script, since two
 * nodes must never both add the last drop.
 */
const POUR = script(`
local drain, full, drops, floor, force = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5] == '1'
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local held = redis.call('GET', KEYS[1])
local level = math.max(0, floor, (tonumber(held) or 0) - now)
local poured = math.max(0, level + drops * drain)
if poured > full + 0.001 then
  if not force then return { math.ceil(poured - full), math.ceil(level), held and 0 or 1 } end
  poured = math.max(level, full)
end
if poured < 1 then redis.call('DEL', KEYS[1])
else redis.call('SET', KEYS[1], string.format('%.3f', now + poured), 'PX', math.ceil(poured)) end
return { 0, math.ceil(poured), held and 0 or 1 }
`)

export function bucketsIn(redis: Redis): SharedBuckets {
  const pour = async (key: string, limit: Limit, drops: number, floorMs: number, force: boolean) => {
    const args = [limit.drainMs, fullMs(limit), drops, floorMs, force ? 1 : 0]
    const answer = await redis.run(POUR, key, args)
    if (!Array.isArray(answer)) return undefined
    const [waitMs = 0, levelMs = 0, fresh = 0] = answer.map(Number)
    return { waitMs, levelMs, fresh: fresh === 1 }
  }
  return {
    add: (key, limit) => pour(key, limit, 1, 0, false),
    adjust: (key, limit, drops) => pour(key, limit, drops, 0, true),
    raise: (key, limit, levelMs) => pour(key, limit, 0, levelMs, true),
  }
}
