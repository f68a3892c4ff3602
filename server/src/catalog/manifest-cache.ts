import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { compileManifest, type CompiledManifest, type Manifest } from '@foyer/contract'
import { LRUCache } from 'lru-cache'
import type { Queryable } from '../platform/database.ts'
import { findManifestBody } from './queries/manifests.ts'

/** A stadium takes about 4 MB laid out, so this holds thirty of them; the largest events share manifests. */
const LAID_OUT_BYTES_MAX = 128 * 1024 * 1024
/** Section, row, category, flags, x and y of a place, and about as much again twice for what the inventory lays out. */
const BYTES_PER_PLACE = 3 * (2 + 4 + 1 + 1 + 4 + 4)
const BYTES_PER_ROW = 200

const inflate = promisify(gunzip)

/** Laid-out manifests by hash. They never change, so an entry is good for as long as there is room for it. */
const laidOut = new LRUCache<string, CompiledManifest>({
  maxSize: LAID_OUT_BYTES_MAX,
  sizeCalculation: (manifest) => 1 + manifest.count * BYTES_PER_PLACE + manifest.rows.length * BYTES_PER_ROW,
})

/**
 * A manifest laid out.
 * @throws Error when there is none under the hash: events refer to manifests by foreign key.
 */
export async function loadManifest(sql: Queryable, hash: string): Promise<CompiledManifest> {
  const known = laidOut.get(hash)
  if (known !== undefined) return known
  const manifest = compileManifest(await readManifest(sql, hash))
  laidOut.set(hash, manifest)
  return manifest
}

/** A manifest as it was written. */
export async function readManifest(sql: Queryable, hash: string): Promise<Manifest> {
  const body = await findManifestBody(sql, hash)
  if (body === undefined) throw new Error(`no manifest ${hash}`)
  const manifest: Manifest = JSON.parse((await inflate(body)).toString())
  return manifest
}
