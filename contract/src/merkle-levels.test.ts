import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inclusionPath, merkleLevels } from './merkle-levels.ts'
import { leafHash, MerkleEdge, verifyInclusion } from './merkle.ts'
import { sha256 } from './sha256.ts'

test('a tree that is all there has the root of one that grew, and each leaf a path to it', () => {
  for (let size = 1; size <= 70; size++) {
    const leaves = Array.from({ length: size }, (_, n) => sha256(Uint8Array.of(size, n)))
    const levels = merkleLevels(Buffer.concat(leaves))
    const edge = new MerkleEdge()
    for (const leaf of leaves) edge.append(leafHash(leaf))
    const root = edge.root()
    assert.deepEqual([...(levels.at(-1) ?? [])], [...root])
    leaves.forEach((leaf, index) =>
      assert.ok(verifyInclusion({ hash: leafHash(leaf), index }, { size, root }, inclusionPath(levels, index))),
    )
  }
})
