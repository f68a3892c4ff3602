import { randomFillSync } from 'node:crypto'

/**
 * A new id: UUID version 7 (RFC 9562), so that ids sort by the time of their making and index pages fill in order. Those of
 * one process ascend within a millisecond too: behind the time is a count that begins at a random number (section 6.2,
 * method 1), behind it 42 random bits of the id alone.
 */
export function newId(): string {
  const random = nextRandom()
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    count = random.readUInt32BE(0) >>> 1
  } else if (++count > COUNT_MAX) {
    lastMs++
    count = 0
  }
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes[6] = 0x70 | (count >>> 28)
  bytes[7] = count >>> 20
  bytes[8] = 0x80 | ((count >>> 14) & 0x3f)
  bytes[9] = count >>> 6
  bytes[10] = (count << 2) | (random.readUInt8(4) & 0x03)
  random.copy(bytes, 11, 5)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** 32 bits, of which the first is free for counting on when a millisecond begins. */
const COUNT_MAX = 0xffff_ffff
const RANDOM_BYTES = 10
const POOL_BYTES = 400 * RANDOM_BYTES

const bytes = Buffer.alloc(16)
const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES
let lastMs = 0
let count = 0

/** Random bytes that nobody had. They are fetched for many ids at once: fetching costs ten times as much as an id. */
function nextRandom(): Buffer {
  if (used === POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  used += RANDOM_BYTES
  return pool.subarray(used - RANDOM_BYTES, used)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether a text is a UUID in its canonical, lower-case form. */
export const isId = (text: string): boolean => UUID.test(text)
