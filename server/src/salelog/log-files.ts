import { toBase64Url } from '@foyer/contract/base64'
import { inclusionProof, MerkleEdge, type ReadNode } from '@foyer/contract/merkle'
import type { SaleProof } from '@foyer/contract/sale-log'
import { SHA256_BYTES } from '@foyer/contract/sha256'
import { readBundle, readTile, TILE_HEIGHT, TILE_WIDTH, writeBundle, type Tile } from '@foyer/contract/tiles'
import type { Queryable } from '../platform/database.ts'
import { nativeSha256 } from './grow-tree.ts'
import type { SaleLogKeys } from './log-keys.ts'
import { findBundle, findCheckpoint, findSale, findTile } from './queries.ts'

/** The last checkpoint of a log, signed. It is signed once it is committed, and never before: what is read here is. */
export async function readCheckpoint(sql: Queryable, keys: SaleLogKeys, eventId: string): Promise<string | undefined> {
  const tree = await findCheckpoint(sql, eventId)
  return tree && keys.signCheckpoint(eventId, tree)
}

/** The bytes of a tile; undefined while it is not as wide. A part of a tile stays there when the tile has grown. */
export async function readTileBytes(sql: Queryable, eventId: string, tile: Tile): Promise<Uint8Array | undefined> {
  if (tile.level === 'entries') {
    const leaves = await readLeaves(sql, eventId, tile.index, tile.width)
    return leaves && writeBundle(leaves)
  }
  const bytes = await findTile(sql, eventId, tile.level, tile.index)
  const wanted = tile.width * SHA256_BYTES
  return bytes !== undefined && bytes.length >= wanted ? bytes.subarray(0, wanted) : undefined
}

async function readLeaves(sql: Queryable, eventId: string, bundle: number, width: number) {
  const body = await findBundle(sql, eventId, bundle)
  return body && readBundle(body, width)
}

/** The proof that an order is in the log; undefined while it is not. */
export async function proveSale(
  sql: Queryable,
  keys: SaleLogKeys,
  { eventId, orderId }: { readonly eventId: string; readonly orderId: string },
): Promise<SaleProof | undefined> {
  const sale = await findSale(sql, eventId, orderId)
  const tree = await findCheckpoint(sql, eventId)
  if (sale === undefined || tree === undefined) return undefined
  const leaves = await readLeaves(sql, eventId, Math.floor(sale.leaf / TILE_WIDTH), (sale.leaf % TILE_WIDTH) + 1)
  const text = leaves?.at(-1)
  if (text === undefined) throw new Error(`the log of event ${eventId} has no leaf ${sale.leaf}`)
  const path = await inclusionProof(sale.leaf, tree.size, nodeReader(sql, eventId))
  const { saltOf } = keys.saltsOf(eventId)
  const opening = (kind: 'hold' | 'sale', id: string) => ({ id, salt: toBase64Url(saltOf(kind, id)) })
  return {
    key: keys.noteKey(eventId),
    checkpoint: keys.signCheckpoint(eventId, tree),
    leaf: { index: sale.leaf, text: Buffer.from(text).toString() },
    path: path.map((step) => Buffer.from(step).toString('base64')),
    order: opening('sale', orderId),
    hold: opening('hold', sale.holdId),
  }
}

/** Nodes of the tree, each from the tile that it is under; a tile is read once. */
function nodeReader(sql: Queryable, eventId: string): ReadNode {
  const read = new Map<string, Promise<Uint8Array[]>>()
  const hashesOf = (level: number, tile: number): Promise<Uint8Array[]> => {
    const key = `${level}/${tile}`
    const hashes =
      read.get(key) ?? findTile(sql, eventId, level, tile).then((bytes) => (bytes && readTile(bytes)) ?? [])
    read.set(key, hashes)
    return hashes
  }
  return async (level, index) => {
    const above = level % TILE_HEIGHT
    const first = index * 2 ** above
    const hashes = await hashesOf((level - above) / TILE_HEIGHT, Math.floor(first / TILE_WIDTH))
    const under = hashes.slice(first % TILE_WIDTH, (first % TILE_WIDTH) + 2 ** above)
    if (under.length < 2 ** above) throw new Error(`the log of event ${eventId} has no node ${level}/${index}`)
    const edge = new MerkleEdge(nativeSha256)
    for (const hash of under) edge.append(hash)
    return edge.root()
  }
}
