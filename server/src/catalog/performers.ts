import type { PerformerInput } from '@foyer/contract/catalog.schemas'
import type { Tx } from '../platform/database.ts'
import { announceCatalogChange } from './changes.ts'
import { takeFaultless, type Feed, type Sourced, type Taken, type Written } from './feed.ts'
import { eventIdsWithPerformers, lockPerformer } from './queries/performers.ts'
import { insertOwned, updateOwned, upsertOwned, type Columns } from './queries/rows.ts'
import { refreshSearch } from './search/refresh.ts'

/** Adds a performer of this organiser. */
export async function addPerformer(tx: Tx, organiserId: string, performer: PerformerInput): Promise<Written> {
  return { id: await insertOwned(tx, 'performers', organiserId, performerColumns(performer)) }
}

/** Changes a performer, and with it what search says of their events. Undefined: not there, or not theirs. */
export async function changePerformer(
  tx: Tx,
  organiserId: string,
  performerId: string,
  changes: Partial<PerformerInput>,
): Promise<Written | undefined> {
  const current = await lockPerformer(tx, organiserId, performerId)
  if (current === undefined) return undefined
  await updateOwned(tx, 'performers', organiserId, performerId, performerColumns({ ...current, ...changes }))
  await performersChanged(tx, [performerId])
  return { id: performerId }
}

/** Takes performers of a feed. */
export async function upsertPerformers(
  tx: Tx,
  feed: Feed,
  performers: readonly Sourced<PerformerInput>[],
): Promise<Taken[]> {
  const taken = await takeFaultless(
    performers,
    () => [],
    (faultless) => upsertOwned(tx, 'performers', feed, faultless, performerColumns),
  )
  await performersChanged(
    tx,
    taken.flatMap((performer) => (performer.outcome === 'changed' ? [performer.id] : [])),
  )
  return taken
}

async function performersChanged(tx: Tx, performerIds: readonly string[]): Promise<void> {
  if (performerIds.length === 0) return
  await refreshSearch(tx, await eventIdsWithPerformers(tx, performerIds))
  await announceCatalogChange(tx, 'all')
}

const performerColumns = (performer: PerformerInput): Columns => ({
  name: performer.name,
  kind: performer.kind,
  genres: performer.genres ?? [],
  description: performer.description ?? null,
})
