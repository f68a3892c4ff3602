import { hash } from 'node:crypto'
import { MerkleEdge } from '@foyer/contract/merkle'
import { encodeLeaf, type SaleLogLeaf } from '@foyer/contract/sale-log.leaves'
import { manifestPath, type SaleManifest } from '@foyer/contract/sale-log.manifest'
import { TILE_WIDTH, tilePath } from '@foyer/contract/tiles'
import { growTree } from '../grow-tree.ts'
import type { SaleLogKeys } from '../log-keys.ts'

/** The files of a log of whatever leaves, rightly hashed and signed: what a seller could publish who has the key. */
export async function filesOfLeaves(
  keys: SaleLogKeys,
  eventId: string,
  leaves: readonly (SaleLogLeaf | string)[],
  documents: readonly SaleManifest[],
): Promise<Map<string, Uint8Array>> {
  const bytes = leaves.map((leaf) => Buffer.from(typeof leaf === 'string' ? leaf : encodeLeaf(leaf)))
  const { edge, tiles, bundles } = await growTree(new MerkleEdge(), bytes)
  const files = new Map<string, Uint8Array>([
    ['checkpoint', Buffer.from(keys.signCheckpoint(eventId, { size: edge.size, root: edge.root() }))],
    ['key', Buffer.from(keys.noteKey(eventId))],
  ])
  for (const { level, tile, hashes } of tiles)
    files.set(tilePath({ level, index: tile, width: hashes.length / 32 }), hashes)
  for (const { bundle, leaves: width, body } of bundles)
    files.set(tilePath({ level: 'entries', index: bundle, width: Math.min(width, TILE_WIDTH) }), body)
  for (const document of documents) {
    const body = JSON.stringify(document)
    files.set(manifestPath(hash('sha256', body)), Buffer.from(body))
  }
  return files
}

/** A sale of twenty places at one price. */
export const aManifest = (eventId: string, changes: Partial<SaleManifest> = {}): SaleManifest => ({
  event: eventId,
  plan: 'a'.repeat(64),
  places: 20,
  allowance: 10,
  currency: 'GBP',
  startsAt: '2035-05-04T18:30:00.000Z',
  onSaleAt: null,
  offSaleAt: null,
  presales: [],
  levels: [{ id: 'standard', name: 'Standard', faceMinor: 2200, feesMinor: 300, allInMinor: 2500, runs: [[0, 20]] }],
  ...changes,
})

/** The leaf that publishes it. */
export const manifestLeaf = (
  manifest: SaleManifest,
  at: { entry: number; version: number; house?: number },
): SaleLogLeaf => ({
  kind: 'manifest',
  entry: at.entry,
  at: 1_000,
  version: at.version,
  places: manifest.places,
  document: hash('sha256', JSON.stringify(manifest)),
  levels: manifest.levels.map(({ id, runs }) => ({
    id,
    places: runs.reduce((sum, [, count]) => sum + count, 0),
    house: at.house ?? 0,
    kill: 0,
  })),
})

/** A commitment to nothing in particular. */
export const mark = (name: string): string => hash('sha256', name, 'base64url')
