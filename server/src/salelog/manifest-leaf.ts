import { hash } from 'node:crypto'
import type { LeafOf, LevelCounts } from '@foyer/contract/sale-log.leaves'
import type { SaleManifest } from '@foyer/contract/sale-log.manifest'
import { countCommon, countPlaces, type BlockedPlaces } from './blocked-places.ts'

/** What a manifest said last, to tell whether there is anything new to say. */
export interface SaidManifest {
  readonly document: string
  readonly levels: readonly LevelCounts[]
}

export interface ManifestToPublish {
  readonly leaf: LeafOf<'manifest'>
  readonly said: SaidManifest
  readonly body: string
}

/** The manifest that must be published before anything else is; undefined when the last one still says what is so. */
export function manifestToPublish(
  sale: SaleManifest,
  log: {
    readonly entries: number
    readonly version: number
    readonly manifest: SaidManifest | null
    readonly blocked: BlockedPlaces
    readonly now: number
  },
): ManifestToPublish | undefined {
  const body = JSON.stringify(sale)
  const document = hash('sha256', body)
  const levels = sale.levels.map(({ id, runs }) => ({
    id,
    places: countPlaces(runs),
    house: countCommon(runs, log.blocked.house),
    kill: countCommon(runs, log.blocked.kill),
  }))
  if (log.manifest?.document === document && sameCounts(log.manifest.levels, levels)) return undefined
  const { entries: entry, now: at } = log
  const leaf = { kind: 'manifest', entry, at, version: log.version + 1, places: sale.places, document, levels } as const
  return { leaf, said: { document, levels }, body }
}

const sameCounts = (a: readonly LevelCounts[], b: readonly LevelCounts[]): boolean =>
  a.length === b.length &&
  a.every(({ id, places, house, kill }, index) => {
    const other = b[index]
    return other?.id === id && other.places === places && other.house === house && other.kill === kill
  })
