import { leafHash, nodeHash, type Sha256 } from './merkle.ts'
import { SHA256_BYTES, sha256 } from './sha256.ts'

/**
 * The levels of a Merkle tree whose leaves, of 32 bytes, are all there and lie one behind the other: first the hashes of
 * the leaves, last the root. A node without a neighbour moves up as it is, which gives the tree of RFC 9162.
 */
export function merkleLevels(leaves: Uint8Array, hash: Sha256 = sha256): Uint8Array[] {
  if (leaves.length === 0 || leaves.length % SHA256_BYTES !== 0)
    throw new RangeError(`a tree has leaves of ${SHA256_BYTES} bytes, one at least`)
  let level = new Uint8Array(leaves.length)
  for (let at = 0; at < leaves.length; at += SHA256_BYTES) level.set(leafHash(digestAt(leaves, at), hash), at)
  const levels = [level]
  while (level.length > SHA256_BYTES) {
    const next = new Uint8Array(Math.ceil(level.length / SHA256_BYTES / 2) * SHA256_BYTES)
    for (let at = 0, to = 0; at < level.length; at += 2 * SHA256_BYTES, to += SHA256_BYTES) {
      const [left, right] = [digestAt(level, at), digestAt(level, at + SHA256_BYTES)]
      next.set(right.length === 0 ? left : nodeHash(left, right, hash), to)
    }
    levels.push(next)
    level = next
  }
  return levels
}

/** What leads a leaf up to the root, from the bottom: its neighbour at each level where it has one. */
export function inclusionPath(levels: readonly Uint8Array[], index: number): Uint8Array[] {
  const path: Uint8Array[] = []
  let at = index
  for (const level of levels.slice(0, -1)) {
    const neighbour = digestAt(level, (at ^ 1) * SHA256_BYTES)
    if (neighbour.length > 0) path.push(neighbour.slice())
    at >>>= 1
  }
  return path
}

const digestAt = (level: Uint8Array, at: number): Uint8Array => level.subarray(at, at + SHA256_BYTES)
