import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import {
  canonicalJson,
  compileManifest,
  ManifestError,
  PLACE_ACCESSIBLE,
  type CompiledManifest,
  type Manifest,
  type PlaceNo,
} from '@foyer/contract'
import type { Tx } from '../platform/database.ts'
import type { Fault } from './feed.ts'
import { insertManifest } from './queries/manifests.ts'

/** A manifest ready to be stored, with what the catalogue asks of it. */
export interface PreparedManifest {
  /** SHA-256 of the canonical JSON, in hex: its name everywhere. */
  readonly hash: string
  /** Canonical JSON, gzipped. */
  readonly body: Buffer
  /** Length of the JSON in bytes. */
  readonly bytes: number
  readonly places: number
  readonly accessiblePlaces: number
  /** Categories that have at least one place. */
  readonly categoryKeys: readonly string[]
  /** How many places each of them has. */
  readonly categoryPlaces: readonly number[]
  readonly compiled: CompiledManifest
}

/** Lays out, hashes and compresses a manifest; tens of milliseconds for a stadium, so do it before the transaction. */
export function prepareManifest(manifest: Manifest): PreparedManifest | { readonly faults: readonly Fault[] } {
  const compiled = compileOrFaults(manifest)
  if ('faults' in compiled) return compiled
  if (!isWellFormed(manifest)) return { faults: [{ field: 'manifest', expected: 'whole characters in all texts' }] }
  const json = canonicalJson(manifest)
  const places = compiled.categories.map(() => 0)
  for (const category of compiled.categoryOf) places[category] = (places[category] ?? 0) + 1
  return {
    hash: createHash('sha256').update(json).digest('hex'),
    body: gzipSync(json),
    bytes: Buffer.byteLength(json),
    places: compiled.count,
    accessiblePlaces: compiled.flags.reduce((sum, flags) => sum + (flags & PLACE_ACCESSIBLE ? 1 : 0), 0),
    categoryKeys: compiled.categories.filter((_, index) => places[index] !== 0),
    categoryPlaces: places.filter((count) => count !== 0),
    compiled,
  }
}

/** Keeps a manifest under its hash; one that is there already stays as it is. */
export async function storeManifest(tx: Tx, manifest: PreparedManifest): Promise<string> {
  await insertManifest(tx, manifest)
  return manifest.hash
}

/** Whether `next` has every place of `before` under its old number and address, and new ones only after them. */
export const growsFrom = (before: CompiledManifest, next: CompiledManifest): boolean =>
  movedPlaces(before, next, 1).length === 0

/** Places of `before` that `next` does not have under their number and address, at most so many of them. */
export function movedPlaces(before: CompiledManifest, next: CompiledManifest | undefined, max: number): PlaceNo[] {
  const moved: PlaceNo[] = []
  for (let place = 0; place < before.count && moved.length < max; place++) {
    const old = before.address(place)
    const now = next && place < next.count ? next.address(place) : undefined
    if (now === undefined || old.section !== now.section || old.row !== now.row || old.seat !== now.seat)
      moved.push(place)
  }
  return moved
}

/** False where a text holds half a character (a lone surrogate), which has no bytes and so no hash. */
const isWellFormed = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.isWellFormed()
    : typeof value !== 'object' || value === null || Object.values(value).every(isWellFormed)

function compileOrFaults(manifest: Manifest): CompiledManifest | { faults: Fault[] } {
  try {
    return compileManifest(manifest)
  } catch (error) {
    if (error instanceof ManifestError)
      return { faults: [{ field: `manifest.${error.path}`, expected: error.message }] }
    throw error
  }
}
