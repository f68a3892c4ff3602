import { SHA256_BYTES } from './sha256.ts'

/** Hashes, or leaves, in a full tile. */
export const TILE_WIDTH = 256
/** Levels of the tree from one level of tiles to the next. */
export const TILE_HEIGHT = 8
export const LEAF_BYTES_MAX = 65_535
const LENGTH_BYTES = 2

/** A file of a log (C2SP `tlog-tiles`): hashes of one level of tiles, or, as level `entries`, the leaves themselves. */
export interface Tile {
  readonly level: number | 'entries'
  readonly index: number
  /** How many hashes or leaves it has; 256 when it is full. */
  readonly width: number
}

/** Where a tile lies below the address of its log: `tile/0/x001/234.p/7`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index).padStart(3, '0')
  const elements = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const path = elements.map((element, at) => (at === elements.length - 1 ? element : `x${element}`)).join('/')
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** Reads what `tilePath` gave; undefined for any other spelling. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(\d{1,2}|entries)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (match === null) return undefined
  const [, level = '', index = '', width = String(TILE_WIDTH)] = match
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: Number(width),
  }
  return tile.width > 0 && tile.width <= TILE_WIDTH && tilePath(tile) === path ? tile : undefined
}

/** Every tile of a tree with so many leaves: those of each level from the left, the leaves first. */
export function* tilesOf(size: number): Generator<Tile> {
  yield* tilesOfLevel('entries', size)
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH))
    yield* tilesOfLevel(level, count)
}

function* tilesOfLevel(level: Tile['level'], count: number): Generator<Tile> {
  for (let index = 0; index * TILE_WIDTH < count; index++)
    yield { level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) }
}

/** Leaves one after another, each behind its length in two bytes. @throws RangeError for one that is too long. */
export function writeBundle(leaves: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(leaves.reduce((sum, leaf) => sum + LENGTH_BYTES + leaf.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const leaf of leaves) {
    if (leaf.length > LEAF_BYTES_MAX) throw new RangeError(`a leaf of ${leaf.length} bytes`)
    view.setUint16(at, leaf.length)
    bytes.set(leaf, at + LENGTH_BYTES)
    at += LENGTH_BYTES + leaf.length
  }
  return bytes
}

/** The leaves of a bundle, as many as it has or as asked for; undefined when it ends within one or before. */
export function readBundle(bytes: Uint8Array, width = Infinity): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const leaves: Uint8Array[] = []
  for (let at = 0; at < bytes.length && leaves.length < width;) {
    const start = at + LENGTH_BYTES
    if (start > bytes.length || start + view.getUint16(at) > bytes.length) return undefined
    at = start + view.getUint16(at)
    leaves.push(bytes.subarray(start, at))
  }
  return width !== Infinity && leaves.length < width ? undefined : leaves
}

/** The hashes of a tile; undefined when the bytes are not whole hashes. */
export function readTile(bytes: Uint8Array): Uint8Array[] | undefined {
  if (bytes.length === 0 || bytes.length % SHA256_BYTES !== 0) return undefined
  return Array.from({ length: bytes.length / SHA256_BYTES }, (_, index) =>
    bytes.subarray(index * SHA256_BYTES, (index + 1) * SHA256_BYTES),
  )
}
