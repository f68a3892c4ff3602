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
      /** Name of one that the event has, or of a new one. */
      readonly priceLevel?: string
    })

export type Uploaded = Written | { readonly refused: 'places-fixed'; readonly errors: readonly Fault[] }

/** Characters of the name of a category at most. */
const CATEGORY_NAME_MAX = 40
/** Faults that are told at most. */
const FAULTS_MAX = 100

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
 * @param fieldOf what a field of the list with this index is called
 */
export async function addPlaces(
  tx: Tx,
  organiserId: string,
  eventId: string,
  lists: readonly Extract<Upload, { count: number }>[],
  fieldOf: (index: number, field: string) => string = (_index, field) => field,
): Promise<Uploaded | undefined> {
  const found = await lockEvent(tx, organiserId, eventId)
  if (found === undefined) return undefined
  const fixed = found.standing.publishedAt !== null
  let manifest = found.event.manifestHash ? await readManifest(tx, found.event.manifestHash) : undefined
  let levels = found.event.priceLevels ?? []
  const faults: Fault[] = []
  for (const [index, list] of lists.entries()) {
    const refuse = (found: readonly Fault[]) =>
      faults.push(...found.map(({ field, expected }) => ({ field: fieldOf(index, field), expected })))
    if (faults.length >= FAULTS_MAX) break
    const priced = priceFor(list, manifest, levels)
    if ('faults' in priced) {
      refuse(priced.faults)
      continue
    }
    const grown = growManifest(manifest, { ...list, row: list.row ?? '1', category: priced.category }, fixed)
    if ('refused' in grown)
      return { refused: grown.refused, errors: [{ field: fieldOf(index, 'section'), expected: LAST_OR_NEW }] }
    if ('faults' in grown) refuse(grown.faults)
    else if (grown.manifest.sections.length > SECTIONS_MAX)
      refuse([{ field: 'section', expected: `${SECTIONS_MAX} sections at most` }])
    else {
      manifest = grown.manifest
      levels = priced.levels
    }
  }
  if (faults.length > 0) return { faults }
  if (manifest === undefined) return { id: eventId }
  const prepared = prepareManifest(manifest)
  if ('faults' in prepared) return prepared
  if (prepared.places > PLACES_MAX) return { faults: [{ field: 'count', expected: `${PLACES_MAX} places at most` }] }
  return changeEvent(tx, organiserId, eventId, {
    manifestHash: await storeManifest(tx, prepared),
    priceLevels: levels,
  })
}

const LAST_OR_NEW = 'the last section of the event, or a new one: places that are on sale keep their numbers'

interface Priced {
  readonly category: Addition['category']
  readonly levels: readonly PriceLevelInput[]
}

/** What the new places cost: a price that the event has, a new one named for the section, or that of the section. */
function priceFor(
  { section, price, priceLevel }: Extract<Upload, { count: number }>,
  manifest: Manifest | undefined,
  levels: readonly PriceLevelInput[],
): Priced | { faults: readonly Fault[] } {
  const named = (key: string): Addition['category'] => ({
    key,
    name: manifest?.categories.find((one) => one.key === key)?.name ?? section,
  })
  const asNamed = levels.find((level) => level.name === priceLevel)
  if (asNamed !== undefined) {
    if (price !== undefined && (price.faceValue !== asNamed.faceValue || price.fees !== asNamed.fees))
      return { faults: [{ field: 'price', expected: `that of ${asNamed.name}, or none, or a new price level` }] }
    const [key] = asNamed.categories
    if (key !== undefined) return { category: named(key), levels }
  }
  if (price === undefined) {
    if (priceLevel !== undefined)
      return { faults: [{ field: 'price', expected: `what ${priceLevel}, a new price level, costs` }] }
    const present = manifest?.sections.find((one) => one.name === section)?.category
    const only = levels.length === 1 ? levels[0]?.categories[0] : undefined
    const key = present ?? only
    if (key === undefined) return { faults: [{ field: 'price', expected: 'what these tickets cost' }] }
    return { category: named(key), levels }
  }
  const same =
    priceLevel === undefined
      ? levels.find((level) => level.faceValue === price.faceValue && level.fees === price.fees)
      : undefined
  const [key] = same?.categories ?? []
  if (key !== undefined) return { category: named(key), levels }
  const keys = new Set([
    ...(manifest?.categories.map((one) => one.key) ?? []),
    ...levels.flatMap((level) => level.categories),
  ])
  const names = new Set(levels.map((level) => level.name))
  const name = priceLevel ?? unlike(names, section)
  const category = {
    key: unlike(keys, slug(priceLevel ?? section)),
    name: (priceLevel ?? section).slice(0, CATEGORY_NAME_MAX),
  }
  return { category, levels: [...levels, { name, categories: [category.key], ...price }] }
}

/** The text, with a number behind it where it is taken. */
function unlike(taken: ReadonlySet<string>, text: string): string {
  if (!taken.has(text)) return text
  for (let count = 2; ; count++) if (!taken.has(`${text}-${count}`)) return `${text}-${count}`
}
