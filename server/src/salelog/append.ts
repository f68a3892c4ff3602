import { setImmediate as nextTurn } from 'node:timers/promises'
import { MerkleEdge } from '@foyer/contract/merkle'
import { encodeLeaf } from '@foyer/contract/sale-log.leaves'
import { readEventLog } from '../inventory/index.ts'
import type { Tx } from '../platform/database.ts'
import { blockedAfter } from './blocked-places.ts'
import { growTree, nativeSha256 } from './grow-tree.ts'
import { tellEntry, type Told } from './leaves.ts'
import type { SaleLogKeys } from './log-keys.ts'
import { manifestToPublish } from './manifest-leaf.ts'
import { insertLog, lockLog, updateSource, writeGrowth, type LogRow } from './queries.ts'
import type { SaleSource } from './sale-source.ts'

/** Entries of the event's log that one step takes in: up to 20,000 changes, a few megabytes. */
const ENTRIES_PER_STEP_MAX = 20

export interface AppendServices {
  readonly keys: Pick<SaleLogKeys, 'saltsOf'>
  readonly source: Pick<SaleSource, 'describe'>
}

/** `grown`: something was added, and there may be more. `taken`: another worker is at it. */
export type Appended = 'grown' | 'up-to-date' | 'taken'

/**
 * Adds to the public log of an event what its log has had since, in one transaction: a manifest, if it says anything new,
 * and up to twenty entries. The leaves, the hashes over them and the size that may be signed are there together, or none
 * of them is. An event that was never before the public has no log.
 */
export async function appendToLog(tx: Tx, services: AppendServices, eventId: string): Promise<Appended> {
  const log = (await lockLog(tx, eventId)) ?? (await beginLog(tx, services, eventId))
  if (log === 'taken' || log === 'up-to-date') return log
  const taken = await readEventLog(tx, eventId, log.entries, ENTRIES_PER_STEP_MAX)
  // After the entries: whatever they sell was in the catalogue before them, so the manifest that comes first has it.
  const sale = await services.source.describe(tx, eventId)
  const manifest = sale && manifestToPublish(sale.manifest, log)
  const salts = services.keys.saltsOf(eventId)
  const told: Told[] = []
  for (const { entry } of taken) {
    told.push(...tellEntry(entry, salts))
    // An entry of a rush has a thousand changes: others get the thread in between.
    await nextTurn()
  }
  const leaves: Told[] = manifest === undefined ? told : [{ leaf: manifest.leaf }, ...told]
  const source = sale?.source ?? log.source
  if (leaves.length === 0) {
    if (source !== log.source) await updateSource(tx, eventId, source)
    return 'up-to-date'
  }
  await writeGrowth(tx, {
    eventId,
    before: log,
    after: {
      entries: log.entries + taken.length,
      version: log.version + (manifest === undefined ? 0 : 1),
      manifest: manifest?.said ?? log.manifest,
      blocked: blockedAfter(
        log.blocked,
        told.map(({ leaf }) => leaf),
      ),
      source,
    },
    tree: await growTree(
      MerkleEdge.from(log.size, log.edge, nativeSha256),
      leaves.map(({ leaf }) => Buffer.from(encodeLeaf(leaf))),
    ),
    documents: manifest === undefined ? [] : [{ digest: manifest.said.document, body: manifest.body }],
    sales: leaves.flatMap(({ sale }, index) => (sale === undefined ? [] : [{ ...sale, leaf: log.size + index }])),
  })
  return 'grown'
}

/** Begins the log of an event that is before the public, unless another worker just does. */
async function beginLog(tx: Tx, { source }: AppendServices, eventId: string): Promise<LogRow | 'taken' | 'up-to-date'> {
  if ((await source.describe(tx, eventId)) === undefined) return 'up-to-date'
  await insertLog(tx, eventId)
  return (await lockLog(tx, eventId)) ?? 'taken'
}
