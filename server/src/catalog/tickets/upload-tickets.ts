import { PLACES_MAX, SECTIONS_MAX, type Manifest } from '@foyer/contract'
import type { PriceLevelInput } from '@foyer/contract/catalog.events'
import type { Tx } from '../../platform/database.ts'
import { changeEvent } from '../change-event.ts'
import type { Fault, Written } from '../feed.ts'
import { readManifest } from '../manifest-cache.ts'
import { prepareManifest, storeManifest, type PreparedManifest } from '../manifests.ts'
import { lockEvent } from '../queries/events.ts'
import { findPlan } from '../queries/halls.ts'
import { growManifest, slug, type Addition } from './grow-manifest.ts'

/** Tickets for an event: all of a plan, all of a manifest, or some more in one section. */
export type Upload =
  | { readonly seatingPlanId: string }
  | { readonly manifest: PreparedManifest }
  | (Omit<Addition, 'category' | 'row'> & {
      readonly row?: string
      readonly price?: { readonly faceValue: number; readonly fees: number }
    })

export type Uploaded = Written | { readonly refused: 'places-fixed' }

/**
 * Puts up tickets. A draft takes any plan; a published event only takes what begins with the places it has, so that
 * every number that somebody holds keeps its meaning. Undefined: no such event, or not theirs.
 */
export async function uploadTickets(
  tx: Tx,
  organiserId: string,
  eventId: string,
  upload: Upload,
): Promise<Uploaded | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  if ('manifest' in upload)
    return changeEvent(tx, organiserId, eventId, { manifestHash: await storeManifest(tx, upload.manifest) })
  if ('seatingPlanId' in upload) {
    const plan = await findPlan(tx, upload.seatingPlanId)
    if (plan === undefined) return { faults: [{ field: 'seatingPlanId', expected: 'the id of a seating plan' }] }
    return changeEvent(tx, organiserId, eventId, plan)
  }
  return addPlaces(tx, organiserId, eventId, [upload])
}

/**
 * Adds places, list by list, to what the event has; all of them or none. Undefined: no such event, or not theirs.
 */
export async function addPlaces(
  tx: Tx,
  organiserId: string,
  eventId: string,
  lists: readonly Extract<Upload, { count: number }>[],
): Promise<Uploaded | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  const fixed = found.standing.publishedAt !== null
  let manifest = found.event.manifestHash ? await readManifest(tx, found.event.manifestHash) : undefined
  let levels = found.event.priceLevels ?? []
  for (const [index, list] of lists.entries()) {
    const at = (faults: readonly Fault[]) => ({ faults: lists.length === 1 ? faults : inList(index, faults) })
    const priced = priceFor(list, manifest, levels)
    if ('faults' in priced) return at(priced.faults)
    const grown = growManifest(manifest, { ...list, row: list.row ?? '1', category: priced.category }, fixed)
    if ('faults' in grown) return at(grown.faults)
    if ('refused' in grown) return grown
    if (grown.manifest.sections.length > SECTIONS_MAX)
      return at([{ field: 'section', expected: `${SECTIONS_MAX} sections at most` }])
    manifest = grown.manifest
    levels = priced.levels
  }
  if (manifest === undefined) return { id: eventId }
  const prepared = prepareManifest(manifest)
  if ('faults' in prepared) return prepared
  if (prepared.places > PLACES_MAX) return { faults: [{ field: 'count', expected: `${PLACES_MAX} places at most` }] }
  return changeEvent(tx, organiserId, eventId, {
    manifestHash: await storeManifest(tx, prepared),
    priceLevels: levels,
  })
}

/** The header is line 1 of a file. */
const inList = (index: number, faults: readonly Fault[]): Fault[] =>
  faults.map(({ field, expected }) => ({ field: `line ${index + 2}, ${field}`, expected }))

interface Priced {
  readonly category: Addition['category']
  readonly levels: readonly PriceLevelInput[]
}

/** What the new places cost: a price that the event has, a new one named for the section, or that of the section. */
function priceFor(
  { section, price }: Extract<Upload, { count: number }>,
  manifest: Manifest | undefined,
  levels: readonly PriceLevelInput[],
): Priced | { faults: readonly Fault[] } {
  const named = (key: string): Addition['category'] => ({
    key,
    name: manifest?.categories.find((one) => one.key === key)?.name ?? section,
  })
  if (price === undefined) {
    const present = manifest?.sections.find((one) => one.name === section)?.category
    const only = levels.length === 1 ? levels[0]?.categories[0] : undefined
    const key = present ?? only
    if (key === undefined) return { faults: [{ field: 'price', expected: 'what these tickets cost' }] }
    return { category: named(key), levels }
  }
  const same = levels.find((level) => level.faceValue === price.faceValue && level.fees === price.fees)
  const [key] = same?.categories ?? []
  if (key !== undefined) return { category: named(key), levels }
  const keys = new Set(manifest?.categories.map((one) => one.key))
  const names = new Set(levels.map((level) => level.name))
  const category = { key: unlike(keys, slug(section)), name: section }
  return { category, levels: [...levels, { name: unlike(names, section), categories: [category.key], ...price }] }
}

/** The text, with a number behind it where it is taken. */
function unlike(taken: ReadonlySet<string>, text: string): string {
  if (!taken.has(text)) return text
  for (let count = 2; ; count++) if (!taken.has(`${text}-${count}`)) return `${text}-${count}`
}
