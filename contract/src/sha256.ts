/** Bytes of a SHA-256 digest. */
export const SHA256_BYTES = 32

/**
 * SHA-256 (FIPS 180-4), at once and anywhere. A browser has its own only as a promise for each digest, which is too slow
 * for the hundreds of thousands that a log takes; a server may use `node:crypto` in its place.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const message = padded(parts, length)
  const state = Uint32Array.from(INITIAL)
  for (let at = 0; at < message.byteLength; at += BLOCK_BYTES) compress(state, message, at)
  const digest = new DataView(new ArrayBuffer(SHA256_BYTES))
  state.forEach((word, index) => digest.setUint32(4 * index, word))
  return new Uint8Array(digest.buffer)
}

const BLOCK_BYTES = 64
/** The mark after the message and its length in bits. */
const TAIL_BYTES = 9

function padded(parts: readonly Uint8Array[], length: number): DataView {
  const bytes = new Uint8Array(Math.ceil((length + TAIL_BYTES) / BLOCK_BYTES) * BLOCK_BYTES)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  bytes[at] = 0x80
  const view = new DataView(bytes.buffer)
  view.setBigUint64(bytes.length - 8, BigInt(length) * 8n)
  return view
}

const schedule = new Uint32Array(64)

function compress(state: Uint32Array, message: DataView, at: number): void {
  const w = schedule
  for (let i = 0; i < 16; i++) w[i] = message.getUint32(at + 4 * i)
  for (let i = 16; i < 64; i++) {
    const [a, b] = [word(w, i - 15), word(w, i - 2)]
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
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
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + word(ROUND, i) + word(w, i)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = word(state, i) + (sums[i] ?? 0)
}

const rotate = (value: number, by: number): number => (value >>> by) | (value << (32 - by))
const word = (words: Uint32Array, index: number): number => words[index] ?? 0

/** The first 32 bits of the fractional parts of the square roots (cube roots) of the first primes. */
const PRIMES = firstPrimes(64)
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const ROUND = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32)
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}
