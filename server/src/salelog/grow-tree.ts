import { hash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { leafHash, type MerkleEdge, type Sha256 } from '@foyer/contract/merkle'
import { SHA256_BYTES } from '@foyer/contract/sha256'
import { TILE_HEIGHT, TILE_WIDTH, writeBundle } from '@foyer/contract/tiles'

/** Leaves that are hashed before others have their turn: about two milliseconds. */
const LEAVES_PER_TURN = 250

/** SHA-256 by the one call that does not make an object for each digest. */
export const nativeSha256: Sha256 = (...parts) => hash('sha256', Buffer.concat(parts), 'buffer')

/** What is added to the end of a tile, or makes a new one. */
export interface GrownTile {
  readonly level: number
  readonly tile: number
  readonly hashes: Buffer
}

export interface GrownBundle {
  readonly bundle: number
  readonly leaves: number
  readonly body: Buffer
}

export interface GrownTree {
  readonly edge: MerkleEdge
  readonly tiles: readonly GrownTile[]
  readonly bundles: readonly GrownBundle[]
}

/** Appends leaves to a tree, from its edge alone. The same edge and leaves give the same bytes. */
export async function growTree(edge: MerkleEdge, leaves: readonly Uint8Array[]): Promise<GrownTree> {
  const first = edge.size
  const tiles = new Map<string, { level: number; tile: number; hashes: Uint8Array[] }>()
  for (const [index, leaf] of leaves.entries()) {
    const size = edge.size + 1
    edge.append(leafHash(leaf, nativeSha256), (height, node) => {
      if (height % TILE_HEIGHT !== 0) return
      const level = height / TILE_HEIGHT
      const tile = Math.floor((size / TILE_WIDTH ** level - 1) / TILE_WIDTH)
      const key = `${level}/${tile}`
      const grown = tiles.get(key) ?? { level, tile, hashes: [] }
      grown.hashes.push(node)
      tiles.set(key, grown)
    })
    if (index % LEAVES_PER_TURN === LEAVES_PER_TURN - 1) await nextTurn()
  }
  return {
    edge,
    tiles: [...tiles.values()].map(({ level, tile, hashes }) => ({
      level,
      tile,
      hashes: Buffer.concat(hashes, hashes.length * SHA256_BYTES),
    })),
    bundles: bundlesOf(first, leaves),
  }
}

function bundlesOf(first: number, leaves: readonly Uint8Array[]): GrownBundle[] {
  const bundles: GrownBundle[] = []
  for (let at = 0; at < leaves.length;) {
    const bundle = Math.floor((first + at) / TILE_WIDTH)
    const part = leaves.slice(at, at + TILE_WIDTH - ((first + at) % TILE_WIDTH))
    bundles.push({ bundle, leaves: part.length, body: Buffer.from(writeBundle(part).buffer) })
    at += part.length
  }
  return bundles
}
