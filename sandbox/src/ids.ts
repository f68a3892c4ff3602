import { randomBytes } from 'node:crypto'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const POOL_BYTES = 8_192

let pool = randomBytes(POOL_BYTES)
let used = 0

/** A fresh identifier such as `pi_3Nq…`: the prefix and that many letters and digits, unguessable. */
export const newId = (prefix: string, length = 24): string => {
  if (used + length > POOL_BYTES) {
    pool = randomBytes(POOL_BYTES)
    used = 0
  }
  let id = prefix
  for (const end = used + length; used < end; used++) id += LETTERS[(pool[used] ?? 0) % LETTERS.length]
  return id
}
