import assert from 'node:assert/strict'
import type { SaleLogFiles } from '@foyer/contract/sale-log.verify'
import { parseCheckpoint } from '@foyer/contract/signed-note'
import { parseTilePath, tilePath, tilesOf } from '@foyer/contract/tiles'
import { loadSaleFacts } from '../../catalog/index.ts'
import type { Database } from '../../platform/database.ts'
import { readCheckpoint, readTileBytes } from '../log-files.ts'
import type { SaleLogKeys } from '../log-keys.ts'
import { findDocument } from '../queries.ts'

/** The files of a log as they are served. */
export const filesOf = (db: Database, keys: SaleLogKeys, eventId: string): SaleLogFiles => ({
  async read(path) {
    if (path === 'key') return Buffer.from(keys.noteKey(eventId))
    if (path === 'checkpoint') {
      const note = await readCheckpoint(db.sql, keys, eventId)
      return note === undefined ? undefined : Buffer.from(note)
    }
    const digest = /^manifest\/([0-9a-f]{64})\.json$/.exec(path)?.[1]
    if (digest !== undefined) return findDocument(db.sql, eventId, digest)
    const tile = parseTilePath(path)
    return tile && readTileBytes(db.sql, eventId, tile)
  },
})

/** Every file of a log, as somebody would keep them. */
export async function download(files: SaleLogFiles): Promise<Map<string, Uint8Array>> {
  const kept = new Map<string, Uint8Array>()
  const take = async (path: string) => {
    const bytes = await files.read(path)
    assert.ok(bytes !== undefined, path)
    kept.set(path, bytes)
    return Buffer.from(bytes).toString()
  }
  const { size } = parseCheckpoint((await take('checkpoint')).split('\n\n')[0] + '\n') ?? { size: 0 }
  await take('key')
  for (const tile of tilesOf(size)) {
    const text = await take(tilePath(tile))
    if (tile.level === 'entries')
      for (const [, digest] of text.matchAll(/"document":"([0-9a-f]{64})"/g)) await take(`manifest/${digest}.json`)
  }
  return kept
}

export const filesIn = (kept: ReadonlyMap<string, Uint8Array>): SaleLogFiles => ({
  read: (path) => Promise.resolve(kept.get(path)),
})

/** What the inventory must know of an event: as the catalogue has it, and always on sale. */
export const loadEventFrom = (db: Database) => async (eventId: string) => {
  const facts = await loadSaleFacts(db.sql, eventId)
  if (facts === undefined || facts.status === 'draft') return undefined
  const { manifest, allowance } = facts
  const always = { onSaleFrom: 0, onSaleUntil: 8.64e15, cancelled: false, draft: false, categoriesOf: () => undefined }
  return { manifest, limitPerAccount: allowance, ...always }
}
