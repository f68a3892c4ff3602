import { toBase64 } from './base64.ts'
import { emptyRoot, equalBytes, leafHash, MerkleEdge } from './merkle.ts'
import { parseLeaf, type SaleLogLeaf } from './sale-log.leaves.ts'
import { manifestPath, parseSaleManifest, type SaleManifest } from './sale-log.manifest.ts'
import { SaleReplay, type LevelTotals } from './sale-log.replay.ts'
import { sha256 } from './sha256.ts'
import { openNote, parseCheckpoint, parseNoteKey, type Checkpoint } from './signed-note.ts'
import { readBundle, readTile, TILE_HEIGHT, TILE_WIDTH, tilePath, type Tile } from './tiles.ts'

/** Name of the log of an event: the first line of its checkpoints, and the name of the key that signs them. */
export const saleLogOrigin = (eventId: string): string => `foyer/sale-log/${eventId}`

export interface SaleLogFiles {
  /** A file of the log by its path below the address of the log; undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>
}

export interface VerifySaleLog {
  readonly files: SaleLogFiles
  /** The key as `foyer verify log` prints it and as the file `key` has it. */
  readonly key: string
  /** A checkpoint that somebody kept: the log must still begin with what it stood for. */
  readonly since?: string
}

/** What a log that holds together says. */
export interface SaleLogReport {
  readonly eventId: string
  readonly size: number
  /** In base64, as in the checkpoint. */
  readonly root: string
  readonly entries: number
  readonly counts: Readonly<Record<SaleLogLeaf['kind'], number>>
  readonly levels: readonly LevelTotals[]
  /** Epoch milliseconds, by the seller's clock. */
  readonly firstManifestAt: number
  readonly firstHoldAt: number | undefined
  readonly lastAt: number
}

export type SaleLogVerdict =
  { readonly ok: true; readonly report: SaleLogReport } | { readonly ok: false; readonly because: string }

/**
 * Verifies a public sale log by its files alone: the signature of its checkpoint, every leaf and every hash against the
 * root that was signed, that it goes on from a checkpoint kept before, and that the sale which it tells can have
 * happened. Works in a browser, as the files come, in memory for what is held and sold and not for the whole log.
 */
export async function verifySaleLog(options: VerifySaleLog): Promise<SaleLogVerdict> {
  try {
    return { ok: true, report: await verify(options) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, because: error.message }
    throw error
  }
}

class Refused extends Error {
  override readonly name = 'Refused'
}

function refuseUnless(holds: unknown, because: string): asserts holds {
  if (holds === undefined || holds === false) throw new Refused(because)
}

async function verify({ files, key, since }: VerifySaleLog): Promise<SaleLogReport> {
  const now = await openCheckpoint(await text(files, 'checkpoint'), key, 'the checkpoint')
  const before = since === undefined ? undefined : await openCheckpoint(since, key, 'the checkpoint kept before')
  refuseUnless(before === undefined || before.size <= now.size, 'the log is shorter than it was')
  refuseUnless(now.size > 0, 'the log is empty')
  const eventId = now.origin.slice(saleLogOrigin('').length)
  const edge = new MerkleEdge()
  const hashes = new TileCheck(files)
  const replay = new SaleReplay()
  let [firstManifestAt, firstHoldAt, lastAt] = [0, undefined as number | undefined, 0]
  const checkBefore = () => {
    if (before?.size === edge.size)
      refuseUnless(equalBytes(edge.root(), before.root), 'what the checkpoint kept before stood for was rewritten')
  }
  checkBefore()
  for await (const bytes of leavesOf(files, now.size)) {
    const index = edge.size
    const leaf = parseLeaf(bytes)
    refuseUnless(leaf, `leaf ${index} is not one that a sale log has`)
    const wrong = replay.take(
      leaf,
      leaf.kind === 'manifest' ? await documentOf(files, leaf.document, eventId) : undefined,
    )
    refuseUnless(wrong === undefined, `leaf ${index} (${leaf.kind}): ${wrong ?? ''}`)
    if (index === 0) firstManifestAt = leaf.at
    if (leaf.kind === 'held') firstHoldAt ??= leaf.at
    lastAt = leaf.at
    edge.append(leafHash(bytes), (level, hash) => hashes.add(level, hash))
    await hashes.checkFull()
    checkBefore()
  }
  refuseUnless(equalBytes(edge.root(), now.root), 'the leaves are not those that the checkpoint was signed for')
  await hashes.checkRest()
  const { entries, counts } = replay
  const sizes = { size: now.size, root: toBase64(now.root), entries, counts }
  return { eventId, ...sizes, levels: replay.totals(), firstManifestAt, firstHoldAt, lastAt }
}

/** Reads a checkpoint that a key has signed. */
async function openCheckpoint(note: string, keyText: string, what: string): Promise<Checkpoint> {
  const key = parseNoteKey(keyText)
  refuseUnless(key, 'the key is none')
  const signed = await openNote(note, key)
  refuseUnless(signed, `${what} is not signed by the key`)
  const checkpoint = parseCheckpoint(signed)
  refuseUnless(checkpoint, `${what} cannot be read`)
  refuseUnless(checkpoint.origin === key.name && key.name.startsWith(saleLogOrigin('')), `${what} is of another log`)
  refuseUnless(checkpoint.size > 0 || equalBytes(checkpoint.root, emptyRoot()), `${what} has a wrong root`)
  return checkpoint
}

async function* leavesOf(files: SaleLogFiles, size: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const tile: Tile = { level: 'entries', index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) }
    const leaves = readBundle(await bytes(files, tilePath(tile)))
    refuseUnless(leaves?.length === tile.width, `${tilePath(tile)} has not the leaves that it should have`)
    yield* leaves
  }
}

async function documentOf(files: SaleLogFiles, digest: string, eventId: string): Promise<SaleManifest> {
  const document = await bytes(files, manifestPath(digest))
  const hex = Array.from(sha256(document), (byte) => byte.toString(16).padStart(2, '0')).join('')
  refuseUnless(hex === digest, `${manifestPath(digest)} is not the document that was published`)
  const manifest = parseSaleManifest(document)
  refuseUnless(manifest, `${manifestPath(digest)} is no manifest`)
  refuseUnless(manifest.event === eventId, `${manifestPath(digest)} is of another event`)
  return manifest
}

/** Compares the tiles that are served with the hashes that the leaves give, as the tiles become full. */
class TileCheck {
  readonly #files: SaleLogFiles
  /** Hashes of each level's tile that is not full yet. */
  readonly #open: { index: number; hashes: Uint8Array[] }[] = []

  constructor(files: SaleLogFiles) {
    this.#files = files
  }

  add(level: number, hash: Uint8Array): void {
    if (level % TILE_HEIGHT === 0) (this.#open[level / TILE_HEIGHT] ??= { index: 0, hashes: [] }).hashes.push(hash)
  }

  async checkFull(): Promise<void> {
    for (const [level, open] of this.#open.entries()) {
      if (open.hashes.length < TILE_WIDTH) return
      await this.#check(level, open)
      this.#open[level] = { index: open.index + 1, hashes: [] }
    }
  }

  async checkRest(): Promise<void> {
    for (const [level, open] of this.#open.entries()) if (open.hashes.length > 0) await this.#check(level, open)
  }

  async #check(level: number, { index, hashes }: { index: number; hashes: Uint8Array[] }): Promise<void> {
    const path = tilePath({ level, index, width: hashes.length })
    const served = readTile(await bytes(this.#files, path))
    const same =
      served?.length === hashes.length && hashes.every((hash, at) => equalBytes(hash, served[at] ?? hash.slice(1)))
    refuseUnless(same, `${path} has other hashes than the leaves give`)
  }
}

async function bytes(files: SaleLogFiles, path: string): Promise<Uint8Array> {
  const found = await files.read(path)
  refuseUnless(found, `${path} is missing`)
  return found
}

const text = async (files: SaleLogFiles, path: string): Promise<string> =>
  new TextDecoder().decode(await bytes(files, path))
