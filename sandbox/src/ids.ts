import { randomBytes } from 'node:crypto'

const LETTERS = Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
const POOL_LETTERS = 8_192

let pool = randomLetters()
let used = 0

/** A fresh identifier such as `pi_3Nq…`: the prefix and that many letters and digits, unguessable. */
export const newId = (prefix: string, length = 24): string => {
  if (used + length > POOL_LETTERS) {
    pool = randomLetters()
    used = 0
  }
  used += length
  return prefix + pool.toString('latin1', used - length, used)
}

function randomLetters(): Buffer {
  return randomBytes(POOL_LETTERS).map((byte) => LETTERS[byte % LETTERS.length] ?? 0) as Buffer
}
