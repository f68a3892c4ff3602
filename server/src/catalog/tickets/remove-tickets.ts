import type { PlaceNo } from '@foyer/contract'
import type { Database, Tx } from '../../platform/database.ts'
import { changeEvent } from '../change-event.ts'
import type { Fault } from '../feed.ts'
import { readManifest } from '../manifest-cache.ts'
import { prepareManifest, storeManifest } from '../manifests.ts'
import { lockEvent } from '../queries/events.ts'
import { loadSaleFacts } from '../sale-facts.ts'
import { namedPlaces, sectionMeant } from './name-places.ts'

/** Takes places of an event off sale for good, all or none; the inventory does. */
export type TakeOffSale = (
  eventId: string,
  places: readonly PlaceNo[],
) => Promise<
  | { readonly removed: true }
  | { readonly refused: 'places-taken'; readonly places: readonly PlaceNo[] }
  | { readonly refused: 'busy'; readonly retryAfterMs: number }
>

/** Which tickets: all of a section, by its key or name, or these. */
export type Removal = { readonly section: string } | { readonly places: PlaceNo[] }

export type Removed =
  | { readonly removed: number }
  | { readonly faults: readonly Fault[] }
  | Exclude<Awaited<ReturnType<TakeOffSale>>, { removed: true }>

/**
 * Removes tickets that nobody has. Of a published event the places are blocked and keep their numbers; a draft loses
 * the section. Undefined: no such event, or not theirs.
 */
export async function removeTickets(
  db: Database,
  organiserId: string,
  eventId: string,
  removal: Removal,
  takeOffSale: TakeOffSale,
): Promise<Removed | undefined> {
  const facts = await loadSaleFacts(db.sql, eventId)
  if (facts === undefined || facts.organiserId !== organiserId) return undefined
  if (facts.status === 'draft') {
    if ('places' in removal)
      return { faults: [{ field: 'section', expected: 'a section: places of a draft have no lasting numbers yet' }] }
    const named = namedPlaces(facts, removal)
    if ('faults' in named) return named
    return db.transaction((tx) => dropSection(tx, organiserId, eventId, removal.section))
  }
  const named = namedPlaces(facts, removal)
  if ('faults' in named) return named
  const { places } = named
  const outcome = await takeOffSale(eventId, places)
  return 'removed' in outcome ? { removed: places.length } : outcome
}

async function dropSection(
  tx: Tx,
  organiserId: string,
  eventId: string,
  keyOrName: string,
): Promise<Removed | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined || !found.event.manifestHash) return undefined
  const manifest = await readManifest(tx, found.event.manifestHash)
  const dropped = sectionMeant(manifest.sections, keyOrName)
  const sections = manifest.sections.filter((section) => section !== dropped)
  const before = prepareManifest(manifest)
  const after = sections.length === 0 ? undefined : prepareManifest({ ...manifest, sections })
  if ('faults' in before) return before
  if (after && 'faults' in after) return after
  const manifestHash = after === undefined ? null : await storeManifest(tx, after)
  const changed = await changeEvent(tx, organiserId, eventId, { manifestHash })
  if (changed === undefined || 'faults' in changed) return changed
  return { removed: before.places - (after?.places ?? 0) }
}
