import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  consistencyProof,
  emptyRoot,
  equalBytes,
  inclusionProof,
  leafHash,
  MerkleEdge,
  verifyConsistency,
  verifyInclusion,
  type ReadNode,
} from './merkle.ts'

/** The tree as RFC 9162 defines it in section 2.1.1, by the recursion over the whole list. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const digest = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  if (leaves.length === 0) return digest()
  if (leaves.length === 1) return digest(Uint8Array.of(0), leaves[0] ?? new Uint8Array())
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return digest(Uint8Array.of(1), definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k)))
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`))

/** An edge grown over leaves, with every complete node on the way. */
function grow(leaves: readonly Uint8Array[]) {
  const edge = new MerkleEdge()
  const nodes: Uint8Array[][] = []
  for (const leaf of leaves) edge.append(leafHash(leaf), (level, hash) => (nodes[level] ??= []).push(hash))
  const read: ReadNode = (level, index) => {
    const node = nodes[level]?.[index]
    return node ? Promise.resolve(node) : Promise.reject(new Error(`no node ${level}/${index}`))
  }
  return { edge, read, root: edge.root() }
}

const SIZES_TRIED = 70

describe('the tree', () => {
  test('has the root that the RFC defines, at every size', () => {
    const leaves = leavesOf(SIZES_TRIED)
    for (let size = 0; size <= SIZES_TRIED; size++)
      assert.deepEqual(Buffer.from(grow(leaves.slice(0, size)).root), definedRoot(leaves.slice(0, size)), `${size}`)
  })

  test('goes on from its edge as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (before, more) => {
        const leaves = leavesOf(before + more)
        const first = grow(leaves.slice(0, before)).edge
        const second = MerkleEdge.from(before, first.bytes)
        for (const leaf of leaves.slice(before)) second.append(leafHash(leaf))
        assert.ok(equalBytes(second.root(), grow(leaves).root))
      }),
    )
  })

  test('an edge of another size is refused', () => {
    const { edge } = grow(leavesOf(7))
    assert.throws(() => MerkleEdge.from(8, edge.bytes), RangeError)
  })
})

describe('proofs', () => {
  test('every leaf of every size is proved, by a logarithm of hashes', async () => {
    const leaves = leavesOf(SIZES_TRIED)
    for (let size = 1; size <= SIZES_TRIED; size++) {
      const { read, root } = grow(leaves.slice(0, size))
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(index, size, read)
        assert.ok(proof.length <= Math.ceil(Math.log2(size)))
        assert.ok(verifyInclusion({ hash: leafHash(leaves[index] ?? Buffer.of()), index }, { size, root }, proof))
      }
    }
  })

  test('every size is shown to begin every later one', async () => {
    const leaves = leavesOf(SIZES_TRIED)
    const roots = Array.from({ length: SIZES_TRIED + 1 }, (_, size) => grow(leaves.slice(0, size)).root)
    const rootOf = (size: number) => roots[size] ?? emptyRoot()
    for (let to = 1; to <= SIZES_TRIED; to++) {
      const { read } = grow(leaves.slice(0, to))
      for (let from = 0; from <= to; from++) {
        const proof = await consistencyProof(from, to, read)
        const [before, after] = [
          { size: from, root: rootOf(from) },
          { size: to, root: rootOf(to) },
        ]
        assert.ok(verifyConsistency(before, after, proof), `${from} to ${to}`)
      }
    }
  })

  test('a proof for another leaf, place, size or root, or with a hash changed, missing or added, is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), async (size, pick, flip) => {
        const leaves = leavesOf(size)
        const { read, root } = grow(leaves)
        const index = pick % size
        const proof = await inclusionProof(index, size, read)
        const hash = leafHash(leaves[index] ?? Buffer.of())
        const bent = proof.map((step, at) => (at === flip % proof.length ? flipped(step, flip) : step))
        const refused = [
          verifyInclusion({ hash: flipped(hash, flip), index }, { size, root }, proof),
          verifyInclusion({ hash, index: (index + 1) % size }, { size, root }, proof),
          verifyInclusion({ hash, index }, { size, root: flipped(root, flip) }, proof),
          verifyInclusion({ hash, index }, { size, root }, bent),
          verifyInclusion({ hash, index }, { size, root }, proof.slice(1)),
          verifyInclusion({ hash, index }, { size, root }, [...proof, root]),
          verifyInclusion({ hash, index: size }, { size, root }, proof),
        ]
        assert.deepEqual(
          refused,
          refused.map(() => false),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('a history that was rewritten, reordered or cut has no consistency proof', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(),
        async (from, more, pick) => {
          const leaves = leavesOf(from + more)
          const before = { size: from, root: grow(leaves.slice(0, from)).root }
          const rewritten = leaves.map((leaf, at) => (at === pick % from ? Buffer.from('another') : leaf))
          const { read, root } = grow(rewritten)
          const proof = await consistencyProof(from, from + more, read)
          assert.ok(!verifyConsistency(before, { size: from + more, root }, proof))
          assert.ok(!verifyConsistency({ size: from + more, root }, before, proof))
          const honest = grow(leaves)
          const good = await consistencyProof(from, from + more, honest.read)
          assert.ok(!verifyConsistency(before, { size: from + more, root: honest.root }, [...good, root]))
          assert.ok(!verifyConsistency(before, { size: from + more, root: flipped(honest.root, pick) }, good))
        },
      ),
      { numRuns: 60 },
    )
  })
})

const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === Math.floor(bit / 8) % bytes.length ? byte ^ (1 << (bit % 8)) : byte))
