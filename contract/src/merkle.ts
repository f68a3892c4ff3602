import { SHA256_BYTES, sha256 } from './sha256.ts'

/** A SHA-256 of several parts; the server brings the one of `node:crypto`. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array

/** The node that stands over leaves `index * 2^level` up to the next, all of which are there. */
export type ReadNode = (level: number, index: number) => Promise<Uint8Array>

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** Hash of a leaf (RFC 9162, section 2.1.1). */
export const leafHash = (leaf: Uint8Array, hash: Sha256 = sha256): Uint8Array => hash(LEAF, leaf)

/** Hash of a node over two others. */
export const nodeHash = (left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array =>
  hash(NODE, left, right)

/** Root of the tree without leaves. */
export const emptyRoot = (hash: Sha256 = sha256): Uint8Array => hash()

/**
 * A Merkle tree that only grows, of which only the right edge is kept: one hash for each power of two in its size. That
 * is enough to append and to tell the root, whatever the size.
 */
export class MerkleEdge {
  #size = 0
  /** Roots of the complete subtrees, from the largest to the smallest. */
  readonly #roots: Uint8Array[] = []
  readonly #hash: Sha256

  constructor(hash: Sha256 = sha256) {
    this.#hash = hash
  }

  /** Goes on from where another edge stood: its size and what its `bytes` gave. @throws RangeError when they do not fit. */
  static from(size: number, bytes: Uint8Array, hash: Sha256 = sha256): MerkleEdge {
    const edge = new MerkleEdge(hash)
    for (let at = 0; at < bytes.length; at += SHA256_BYTES) edge.#roots.push(bytes.slice(at, at + SHA256_BYTES))
    if (bytes.length !== SHA256_BYTES * bitsSet(size))
      throw new RangeError(`${bytes.length} bytes are no edge of ${size}`)
    edge.#size = size
    return edge
  }

  get size(): number {
    return this.#size
  }

  /** All that is kept, as one run of bytes. */
  get bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#roots.length * SHA256_BYTES)
    this.#roots.forEach((root, index) => bytes.set(root, index * SHA256_BYTES))
    return bytes
  }

  /** Appends a leaf by its hash; `onNode` hears of each node that is complete now, from the leaf (level 0) upwards. */
  append(leaf: Uint8Array, onNode: (level: number, hash: Uint8Array) => void = () => undefined): void {
    let node = leaf
    onNode(0, node)
    let level = 1
    for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2) {
      node = nodeHash(this.#roots.pop() ?? node, node, this.#hash)
      onNode(level++, node)
    }
    this.#roots.push(node)
    this.#size++
  }

  root(): Uint8Array {
    const smallest = this.#roots.at(-1)
    if (smallest === undefined) return emptyRoot(this.#hash)
    return this.#roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right, this.#hash), smallest)
  }
}

/** Hashes that lead from a leaf to the root of the tree of `size` leaves (RFC 9162, section 2.1.3.1). */
export async function inclusionProof(index: number, size: number, read: ReadNode): Promise<Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`)
  return pathOf(index, 0, size, read)
}

/** Hashes that show the tree of `from` leaves to be the beginning of the tree of `to` (RFC 9162, section 2.1.4.1). */
export async function consistencyProof(from: number, to: number, read: ReadNode): Promise<Uint8Array[]> {
  if (!(from >= 0 && from <= to)) throw new RangeError(`a tree of ${to} leaves does not begin with ${from}`)
  return from === 0 ? [] : subproof(from, 0, to, true, read)
}

async function pathOf(index: number, start: number, end: number, read: ReadNode): Promise<Uint8Array[]> {
  if (end - start === 1) return []
  const middle = start + splitOf(end - start)
  return index < middle
    ? [...(await pathOf(index, start, middle, read)), await rangeHash(middle, end, read)]
    : [...(await pathOf(index, middle, end, read)), await rangeHash(start, middle, read)]
}

async function subproof(
  from: number,
  start: number,
  end: number,
  whole: boolean,
  read: ReadNode,
): Promise<Uint8Array[]> {
  if (from === end) return whole ? [] : [await rangeHash(start, end, read)]
  const middle = start + splitOf(end - start)
  return from <= middle
    ? [...(await subproof(from, start, middle, whole, read)), await rangeHash(middle, end, read)]
    : [...(await subproof(from, middle, end, false, read)), await rangeHash(start, middle, read)]
}

/** Root over the leaves from `start` to before `end`, of which `start` is where such a subtree may begin. */
async function rangeHash(start: number, end: number, read: ReadNode): Promise<Uint8Array> {
  const count = end - start
  const level = Math.log2(count)
  if (Number.isInteger(level)) return read(level, start / count)
  const middle = start + splitOf(count)
  return nodeHash(await rangeHash(start, middle, read), await rangeHash(middle, end, read))
}

/** The root that a proof leads to from a leaf of a tree of `size` leaves (RFC 9162, section 2.1.3.2); undefined when it is no such proof. */
export function rootOfProof(
  leaf: { readonly hash: Uint8Array; readonly index: number },
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!(leaf.index >= 0 && leaf.index < size)) return undefined
  let [fn, sn] = [leaf.index, size - 1]
  let root = leaf.hash
  for (const step of proof) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(step, root)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else root = nodeHash(root, step)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 ? root : undefined
}

/** Whether a proof leads from a leaf to a root. */
export function verifyInclusion(
  leaf: { readonly hash: Uint8Array; readonly index: number },
  tree: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  const root = rootOfProof(leaf, tree.size, proof)
  return root !== undefined && equalBytes(root, tree.root)
}

interface Tree {
  readonly size: number
  readonly root: Uint8Array
}

/** Whether a proof shows one tree to be the beginning of another (RFC 9162, section 2.1.4.2). */
export function verifyConsistency(before: Tree, after: Tree, proof: readonly Uint8Array[]): boolean {
  if (before.size > after.size) return false
  if (before.size === after.size) return proof.length === 0 && equalBytes(before.root, after.root)
  if (before.size === 0) return proof.length === 0 && equalBytes(before.root, emptyRoot())
  const path = isPowerOfTwo(before.size) ? [before.root, ...proof] : proof
  let [fn, sn] = [before.size - 1, after.size - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  const [first, ...steps] = path
  if (first === undefined) return false
  let [old, now] = [first, first]
  for (const step of steps) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      old = nodeHash(step, old)
      now = nodeHash(step, now)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else now = nodeHash(now, step)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equalBytes(old, before.root) && equalBytes(now, after.root)
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

const half = (n: number): number => Math.floor(n / 2)
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n))

/** The largest power of two below a number. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

function bitsSet(size: number): number {
  let bits = 0
  for (let rest = size; rest > 0; rest = half(rest)) bits += rest % 2
  return bits
}
