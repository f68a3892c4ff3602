/** Bytes of a SHA-256 digest. */
export const SHA256_BYTES = 32

/**
 * SHA-256 (FIPS 180-4), at once and anywhere. A browser has its own only as a promise for each digest, which is too slow
 * for the hundreds of thousands that a log or a draw takes; a server may use `node:crypto` in its place.
 */
export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => digest(INITIAL, 0, parts)

/** HMAC (RFC 2104) by one key, for many messages: what the key alone decides is worked out once. */
export function hmacSha256(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const padded = new Uint8Array(BLOCK_BYTES)
  padded.set(key.length > BLOCK_BYTES ? sha256(key) : key)
  const inner = afterBlock(padded.map((byte) => byte ^ 0x36))
  const outer = afterBlock(padded.map((byte) => byte ^ 0x5c))
  return (message) => digest(outer, BLOCK_BYTES, [digest(inner, BLOCK_BYTES, [message])])
}

/** SHA-256 of a digest, of that digest, and so on: nobody is quicker by working on several at once. */
export function sha256Repeatedly(digest: Uint8Array, times: number): Uint8Array {
  if (digest.length !== SHA256_BYTES) throw new RangeError(`a repeated digest starts from ${SHA256_BYTES} bytes`)
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(digest)
  block[SHA256_BYTES] = 0x80
  block[BLOCK_BYTES - 2] = (SHA256_BYTES * 8) >> 8
  for (let round = 0; round < times; round++) {
    state.set(INITIAL)
    compress(block, 0)
    writeState(block)
  }
  return block.slice(0, SHA256_BYTES)
}

const BLOCK_BYTES = 64
/** Of the length at the end of the last block. */
const LENGTH_BYTES = 8

/** What is being worked on: nothing here waits, so there is one at a time. */
const state = new Int32Array(8)
const scratch = new Uint8Array(4 * BLOCK_BYTES)

/** The digest of these parts, behind `before` bytes (whole blocks) that have led to a state. */
function digest(from: Int32Array, before: number, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const padded = Math.ceil((length + 1 + LENGTH_BYTES) / BLOCK_BYTES) * BLOCK_BYTES
  const message = padded <= scratch.length ? scratch : new Uint8Array(padded)
  let at = 0
  for (const part of parts) {
    message.set(part, at)
    at += part.length
  }
  message[at] = 0x80
  message.fill(0, at + 1, padded - LENGTH_BYTES)
  writeWord(message, padded - LENGTH_BYTES, Math.floor((before + length) / 0x2000_0000))
  writeWord(message, padded - LENGTH_BYTES / 2, (before + length) << 3)
  state.set(from)
  for (let block = 0; block < padded; block += BLOCK_BYTES) compress(message, block)
  const result = new Uint8Array(SHA256_BYTES)
  writeState(result)
  return result
}

function afterBlock(block: Uint8Array): Int32Array {
  state.set(INITIAL)
  compress(block, 0)
  return state.slice()
}

function writeState(to: Uint8Array): void {
  for (let index = 0; index < 8; index++) writeWord(to, index * 4, word(state, index))
}

function writeWord(to: Uint8Array, at: number, value: number): void {
  to[at] = value >>> 24
  to[at + 1] = value >>> 16
  to[at + 2] = value >>> 8
  to[at + 3] = value
}

const schedule = new Int32Array(64)

function compress(message: Uint8Array, at: number): void {
  const w = schedule
  for (let i = 0, from = at; i < 16; i++, from += 4)
    w[i] =
      (byte(message, from) << 24) |
      (byte(message, from + 1) << 16) |
      (byte(message, from + 2) << 8) |
      byte(message, from + 3)
  for (let i = 16; i < 64; i++) {
    const [x, y] = [word(w, i - 15), word(w, i - 2)]
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)
    w[i] = word(w, i - 16) + s0 + word(w, i - 7) + s1
  }
  let a = word(state, 0)
  let b = word(state, 1)
  let c = word(state, 2)
  let d = word(state, 3)
  let e = word(state, 4)
  let f = word(state, 5)
  let g = word(state, 6)
  let h = word(state, 7)
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + word(ROUND, i) + word(w, i)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = word(state, 0) + a
  state[1] = word(state, 1) + b
  state[2] = word(state, 2) + c
  state[3] = word(state, 3) + d
  state[4] = word(state, 4) + e
  state[5] = word(state, 5) + f
  state[6] = word(state, 6) + g
  state[7] = word(state, 7) + h
}

const rotate = (value: number, by: number): number => (value >>> by) | (value << (32 - by))
const word = (words: Int32Array, index: number): number => words[index] ?? 0
const byte = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0

/** The first 32 bits of the fractional parts of the square roots (cube roots) of the first primes. */
const PRIMES = firstPrimes(64)
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))
const ROUND = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32)
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}
